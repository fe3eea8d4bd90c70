"""Messages that hold their answers inside themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfmirror.ingest.formats.threads import list_of

PARENT = "answers"


def unfolded(roots: Sequence[Any], own: str) -> Iterator[Any]:
    """Every message in the order of the file, however deep, without its children.

    Under `PARENT` each has the id of the one that it stands in; `own` is the field with the ids.
    """
    waiting: list[tuple[Any, object]] = [(root, None) for root in reversed(roots)]
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, dict):
            yield node
            continue
        children = list_of(node.get("children"))
        yield _alone(node, above)
        waiting.extend((child, node.get(own)) for child in reversed(children))


def _alone(node: Mapping[str, Any], above: object) -> Mapping[str, Any]:
    return {**{key: value for key, value in node.items() if key != "children"}, PARENT: above}
