"""Messages that hold their answers inside themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfmirror.ingest.formats.threads import list_of, mapping_of


def branches(roots: Sequence[Any]) -> Iterator[tuple[Mapping[str, Any], int | None]]:
    """Every message in the order of the file, however deep, with the number of the one it answers."""
    waiting: list[tuple[Any, int | None]] = [(root, None) for root in reversed(roots)]
    number = 0
    while waiting:
        node, above = waiting.pop()
        message = mapping_of(node)
        yield message, above
        waiting.extend((child, number) for child in reversed(list_of(message.get("children"))))
        number += 1
