"""Cutting an utterance into passages that an embedding can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SIZE = 900
"""The longest passage, in characters: about 250 tokens of Russian, half of what the model reads."""

_SLACK = 150
_BORDERS = (
    re.compile(r"\n[ \t]*\n"),
    re.compile(r"\n|[.!?…]+[\"»”')\]]*(?=\s)"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim span `[first, last)` of one utterance's text; its id comes from content."""

    id: str
    utterance: str
    first: int
    last: int


def split(utterance: str, text: str) -> list[Passage]:
    """The passages of an utterance, in order: the whole of a short text, pieces of a long one.

    Every text gives at least one passage, pieces are at most `SIZE` characters, and together they
    hold every character but white space at the cuts.
    """
    if len(text) <= SIZE:
        return [Passage(utterance, utterance, 0, len(text))]
    # The utterance's id comes from its text: with the span it stands for the words.
    return [
        Passage(f"{utterance}:{first}-{last}", utterance, first, last)
        for first, last in list(_spans(text)) or [(0, 0)]
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _cut(text, start)
        piece = text[start:end]
        words = piece.strip()
        if words:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(words)
        start = end


def _cut(text: str, start: int) -> int:
    """Where the piece that begins at `start` ends: the strongest border in its later part."""
    rest = len(text) - start
    if rest <= SIZE:
        return len(text)
    even = rest // -(-rest // SIZE)
    limit = start + min(SIZE, even + _SLACK)
    later = start + int(0.4 * (limit - start))
    for border in _BORDERS:
        end = max((found.end() for found in border.finditer(text, later, limit)), default=0)
        if end > later:
            return end
    words = text[later:limit]
    last = "" if words[-1].isspace() else words.rsplit(None, 1)[-1]
    return limit - len(last) if len(last) < len(words) else limit
