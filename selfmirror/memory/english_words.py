"""English words that name what is spoken of, by their stems."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from selfmirror.memory import english_lexicon as words

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(words.CLAUSE_END, re.I)
_MOST_WORDS = 3
_ABOUT_NOTHING = words.STOP_WORDS | words.STOPPING | words.ATTITUDES


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer("english").stemWord
    return stem


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The Snowball stem of a word, near synonyms brought together first."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return words.SAME.get(plain) or _stemmer()(plain)


def clause_end(text: str, start: int) -> int:
    """Where the clause that begins at `start` ends."""
    found = _END.search(text, start)
    return found.start() if found else len(text)


def subject_of(text: str) -> tuple[str, ...]:
    """The stems of an object's content words: its verb unless it says little, and its first nouns."""
    kept: list[str] = []
    light: list[str] = []
    for found in _WORD.finditer(text):
        word = found.group().lower().replace("’", "'")
        if word in words.STOPPING and (len(kept) > 1 or (kept and light)):
            break
        if word == "and" and kept:
            break
        if word in words.STOP_WORDS | words.STOPPING or (word.endswith("ly") and len(word) > 4):
            continue
        (light if word in words.LIGHT and not kept else kept).append(stem_of(word))
        if len(kept) == _MOST_WORDS:
            break
    return tuple(kept or light[:1])


def content_stems(text: str) -> set[str]:
    """The stems of what a text is about: its content words, but for those of wanting and thinking."""
    return {
        stem_of(found.group())
        for found in _WORD.finditer(text)
        if len(found.group()) > 2 and found.group().lower() not in _ABOUT_NOTHING
    }
