"""The objects of a large JSON array cut out whole and parsed one by one, which takes a third of the time of streaming.

Where an object ends cannot be seen without parsing: it is supposed where the next one seems to begin, with the
same first key, and is so only if what lies between is one whole JSON value.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

from selfmirror.ingest.sketch import Reader

_CHUNK = 4 << 20
_FIRST = re.compile(rb"\s*\[\s*(\{\s*\"[^\"\\]{1,100}\"\s*:)")
_WRONG = 3
"""So many wrong guesses about one object and its file is not of this kind."""


def whole_objects(file: Reader, most: int) -> Generator[Any, None, bool]:
    """The objects of an array that is all the file holds, as far as they can be cut out.

    Args:
        file: UTF-8, at its beginning.
        most: bytes beyond which an object is left to a parser that streams.

    Returns:
        Whether these are all; where not, a parser has to go on after them.
    """
    import orjson

    buffer = file.read(_CHUNK)
    first = _FIRST.match(buffer)
    if first is None:
        return False
    opening, start, found = first[1], first.start(1), first.end(1)
    wrong = 0
    while wrong < _WRONG and len(buffer) - start <= most:
        end = buffer.find(opening, found)
        if end < 0:
            found = max(found, len(buffer) - len(opening))
            more = file.read(_CHUNK)
            if more:
                buffer, found, start = buffer[start:] + more, found - start, 0
                continue
        piece = buffer[start:end].rstrip() if end >= 0 else buffer[start:].rstrip()
        if piece[-1:] == (b"," if end >= 0 else b"]"):
            try:
                value = orjson.loads(memoryview(piece)[:-1])
            except ValueError:
                wrong += 1
            else:
                yield value
                start, wrong = end, 0
        if end < 0:
            return start == end
        found = end + len(opening)
    return False
