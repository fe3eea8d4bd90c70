"""Which words of a passage a query asked for, and the part of a long passage around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from selfmirror.search.stop_words import STOP_WORDS
from selfmirror.search.wording import Wording
from selfmirror.words.stems import stem

_WORD = re.compile(r"[^\W_]+")
_ASKING = frozenset(STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text, and where in it stands what was asked for, in order."""

    text: str
    matches: tuple[tuple[int, int], ...]


def excerpt(text: str, wording: Wording, width: int) -> Excerpt:
    """The part of a text, `width` characters at most, in which most of what was asked for stands.

    A word matches by its stem, as the word index has it; one that only asks (“what”, «где») matches
    only where nothing else was asked.
    """
    matches = _matches(text, wording)
    if len(text) <= width:
        return Excerpt(text, tuple(matches))
    start = _densest(text, matches, width)
    first = text.find(" ", start - 1, start + 20) + 1 if start else 0
    first = first or start
    last = min(first + width - 2, len(text))
    if last < len(text):
        last = max(text.rfind(" ", first + width // 2, last), 0) or last
    head, tail = "…" if first else "", "…" if last < len(text) else ""
    inside = (
        (begin - first + len(head), end - first + len(head))
        for begin, end in matches
        if begin >= first and end <= last
    )
    return Excerpt(f"{head}{text[first:last].strip()}{tail}", tuple(inside))


def _matches(text: str, wording: Wording) -> list[tuple[int, int]]:
    words = [(found.start(), found.end(), _folded(found[0])) for found in _WORD.finditer(text)]
    stems = [stem(word) for _, _, word in words]
    asked = {stem(one) for word in wording.words for one in _words(word)}
    content = {
        stem(one) for word in wording.words for one in _words(word) if one not in _ASKING
    } or (set() if wording.phrases or wording.prefixes else asked)
    beginnings = tuple(_folded(prefix) for prefix in wording.prefixes)
    marked = {
        at
        for at, (_, _, word) in enumerate(words)
        if stems[at] in content or (beginnings and word.startswith(beginnings))
    }
    spans = [words[at][:2] for at in sorted(marked)]
    for phrase in wording.phrases:
        wanted = [stem(one) for one in _words(phrase)]
        spans += [
            (words[at][0], words[at + len(wanted) - 1][1])
            for at in range(len(stems) - len(wanted) + 1)
            if wanted and stems[at : at + len(wanted)] == wanted
        ]
    return _joined(sorted(spans))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order without those that lie inside the one before."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _densest(text: str, matches: list[tuple[int, int]], width: int) -> int:
    """Where a part of the text begins that holds most matches, with some words before the first."""
    if not matches:
        return 0
    begins = [begin for begin, _ in matches]
    room = width * 3 // 4
    best = max(
        range(len(begins)), key=lambda at: (bisect_left(begins, begins[at] + room) - at, -at)
    )
    return max(0, min(begins[best] - width // 4, len(text) - width + 2))
