"""A growing text cut into sentences as soon as they are whole."""

from __future__ import annotations

import re

from selfmirror.guide.quoting import balanced

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s)|\n")


def whole_sentences(text: str, start: int = 0, *, ended: bool = False) -> list[str]:
    """The sentences from `start` on that are whole, each with the space that stands before it.

    Joined they are a beginning of `text[start:]`; a sentence is whole when its end and the space
    after it have come, with no quotation left open. With `ended` the rest is whole too.
    """
    found: list[str] = []
    for end in _END.finditer(text, start):
        candidate = text[start : end.end()]
        if balanced(candidate) and candidate.strip():
            found.append(candidate)
            start = end.end()
    if ended and text[start:].strip():
        found.append(text[start:])
    return found
