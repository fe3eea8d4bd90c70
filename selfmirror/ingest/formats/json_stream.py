"""Objects of a JSON file one at a time, however large the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from selfmirror.ingest.sketch import utf8


def stream(file: IO[bytes], prefix: str) -> Iterator[Any]:
    """The objects that stand at a prefix of a sketch: ``, `[].` or like `conversations[].`.

    Raises:
        ijson.JSONError: the file breaks off or is not JSON further down.
    """
    import ijson  # type: ignore[import-untyped]

    place = prefix.replace("[].", ".item").lstrip(".")
    yield from ijson.items(utf8(file), place, use_float=True)
