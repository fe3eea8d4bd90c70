"""Ids for messages and conversations that may have none of their own, and who answers whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from selfmirror.words.identity import text_hash


def message_keys(given: Iterable[tuple[object, Any]]) -> list[str]:
    """A key for every message, given its own id and all that it is known by.

    A message without an id is known by its content; what comes again by its turn too.
    """
    met: Counter[str] = Counter()
    keys: list[str] = []
    for own, content in given:
        key = key_of(own) or _known_by(content)[:16]
        met[key] += 1
        keys.append(key if met[key] == 1 else f"{key}#{met[key]}")
    return keys


def key_of(value: object) -> str:
    """An id as text; empty when there is none."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if number else value if isinstance(value, str) else ""


def conversation_key(given: object, opening: Sequence[Any]) -> str:
    """A conversation's own id; without one it is known by its first two messages.

    One alone would not do: many a conversation begins with the same greeting.
    """
    return key_of(given) or (_known_by(opening[:2]) if opening else "")


def links_of(
    keys: Sequence[str], parents: Sequence[object]
) -> tuple[dict[str, str | None], list[str]]:
    """The parent of each message, and a warning when some are not in the file.

    A conversation whose messages never name a parent goes in a line.
    """
    above = [key_of(parent) for parent in parents]
    if not any(above):
        return dict(zip(keys, (None, *keys), strict=False)), []
    known = set(keys)
    lost = sum(1 for parent in above if parent.strip("0-") and parent not in known)
    warnings = [f"{lost} messages whose parent is not in the file"] if lost else []
    pairs = zip(keys, above, strict=True)
    return {key: parent if parent in known else None for key, parent in pairs}, warnings


def _known_by(content: Any) -> str:
    return text_hash(json.dumps(content, sort_keys=True, default=str))
