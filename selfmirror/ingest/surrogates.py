r"""JSON in which half a character stands alone, as left where a program cut a text inside an emoji.

Python and JavaScript write such a half as `\ud83d`; no strict parser reads it, and one would cost a whole export.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.ingest.sketch import Reader

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # both halves: one character
    rb"|\\[^u]"
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_UNFINISHED = re.compile(rb"(?:\\u[dD][89abAB][0-9a-fA-F]{2})?(?:\\(?:u[0-9a-fA-F]{0,3})?)?\Z")
_PAIR = 12
"""Bytes that an escaped character of two halves takes."""


def without_lone_halves(json: bytes) -> bytes:
    """The same JSON with U+FFFD for every escaped half of a character that stands alone; as long as before."""
    return _ESCAPE.sub(_whole, json) if _HALF.search(json) else json


def _whole(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if len(escape[0]) == _PAIR // 2 else escape[0]


class WholeCharacters:
    """A JSON file that reads as `without_lone_halves`, a chunk at a time."""

    def __init__(self, file: Reader) -> None:
        self._file = file
        self._held = b""

    def read(self, size: int = -1, /) -> bytes:
        while chunk := self._file.read(size):
            known = self._held + chunk
            unfinished = _UNFINISHED.search(known, max(0, len(known) - _PAIR))
            end = unfinished.start() if unfinished else len(known)
            self._held = known[end:]
            if end:
                return without_lone_halves(known[:end])
        rest, self._held = self._held, b""
        return without_lone_halves(rest)
