"""JSON with numbers that no parser of ours can hold: beyond what a float or 64 bits can be.

One such number would cost a whole export. Where a parser stumbled over one the file is read again through
this: a whole number of the length of an id becomes a text, as ids are, any other one unknown.
"""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selfmirror.ingest.sketch import Reader

_IN_A_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_NUMBER = re.compile(rb"-?\d[\d.eE+-]*+")
_SIGNS = b"0123456789.eE+-"
_LONGEST_ID = 40
_WHOLE = range(-(2**63), 2**63)


def is_of_numbers(fault: object) -> bool:
    """Whether this is what a JSON parser says of a number that it cannot hold."""
    return " overflow" in str(fault)


def loads(text: bytes) -> Any:
    """A JSON value whatever its numbers are.

    Raises:
        ValueError: it is not JSON, or nested too deep.
    """
    try:
        return json.loads(text, parse_float=_value, parse_int=_value, parse_constant=_unknown)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _value(number: str) -> Any:
    return json.loads(_held(number.encode()))


def _unknown(_: str) -> None:
    return None


def _held(number: bytes) -> bytes:
    """The number if it can be held, else what stands for it."""
    with suppress(ValueError):
        if number.lstrip(b"-").isdigit():
            if len(number) > _LONGEST_ID:
                return b"null"
            return number if int(number) in _WHOLE else b'"%s"' % number
        return number if math.isfinite(float(number)) else b"null"
    return number


def _mend(outside: bytes) -> bytes:
    """JSON without its texts, each number as it can be held."""
    return _NUMBER.sub(lambda found: _held(found[0]), outside)


class HeldNumbers:
    """A JSON file that reads without such numbers, a chunk at a time."""

    def __init__(self, file: Reader) -> None:
        self._file = file
        self._rest = b""
        self._in_text = False

    def read(self, size: int = -1, /) -> bytes:
        while chunk := self._file.read(size):
            mended = self._mended(self._rest + chunk)
            if mended:
                return mended
        rest, self._rest = self._rest, b""
        return rest if self._in_text else _mend(rest)

    def _mended(self, known: bytes) -> bytes:
        """What is sure of it; a number or an escape at its end may go on in the next chunk."""
        parts: list[bytes] = []
        at = 0
        while True:
            if self._in_text:
                found = _IN_A_TEXT.match(known, at)
                end = found.end() if found else at
                parts.append(known[at:end])
            else:
                quote = known.find(b'"', at)
                end = quote if quote >= 0 else max(at, len(known.rstrip(_SIGNS)))
                parts.append(_mend(known[at:end]))
            if not known.startswith(b'"', end):
                self._rest = known[end:]
                return b"".join(parts)
            parts.append(b'"')
            self._in_text = not self._in_text
            at = end + 1
