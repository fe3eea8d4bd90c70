"""What forgetting has to find in what was said about some words, and the mark that it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from selfmirror.words.language import Language, detect_language

FORGOTTEN = re.compile(r"\[(?:забыто|forgotten) \d{4}-\d\d-\d\d\]")
"""The mark of forgetting: it is nobody's words."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_LEAST_LETTERS = 12
_LEAST_WORDS = 2


def mark_of_forgetting(texts: Sequence[str], at: datetime) -> str:
    """What stands in a file where words were forgotten, in their language."""
    russian = detect_language(" ".join(texts)) is Language.RU
    return f"[{'забыто' if russian else 'forgotten'} {at.date().isoformat()}]"


def holds_trace(text: str, sources: Sequence[str]) -> bool:
    """Whether a text repeats a run of words of one of the sources, or the whole of a short one."""
    return next(_traces(text, [_folded(source) for source in sources]), None) is not None


def without_traces(text: str, sources: Sequence[str], mark: str) -> str:
    """The text with every run of words that a source holds replaced by a mark.

    A run is at least two words and twelve characters, or a whole source that is shorter; white
    space and case may differ.
    """
    cut, end = list[str](), 0
    for first, last in _traces(text, [_folded(source) for source in sources]):
        cut += [text[end:first], mark]
        end = last
    return "".join([*cut, text[end:]])


def _traces(text: str, sources: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The longest runs of words that a source holds, as spans of the text, from left to right."""
    words = [found.span() for found in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        end = _end_of_run(text, words, place, sources)
        if end is None:
            place += 1
        else:
            yield words[place][0], words[end][1]
            place = end + 1


def _end_of_run(
    text: str, words: Sequence[tuple[int, int]], place: int, sources: Sequence[str]
) -> int | None:
    """The last word of the longest run that begins at a word, None where none is long enough."""
    found = None
    for end in range(place, len(words)):
        run = _folded(text[words[place][0] : words[end][1]])
        if not any(run in source for source in sources):
            break
        long = end - place + 1 >= _LEAST_WORDS and len(run) >= _LEAST_LETTERS + 2
        if long or run in sources:
            found = end
    return found


def _folded(text: str) -> str:
    """Words alone, in lower case, a space on each side."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
