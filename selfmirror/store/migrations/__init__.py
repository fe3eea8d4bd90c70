"""Numbered migrations: each runs once, in a transaction, in order, and is never edited after it landed."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.store.migrations import (
    m0001_words,
    m0002_affect,
    m0003_memory,
    m0004_drift,
    m0005_sessions,
    m0006_spend,
    m0007_closed_by,
    m0008_places,
    m0009_signatures,
    m0010_unkeyed,
    m0011_heard_from,
    m0012_spans,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from selfmirror.clock import Clock

MIGRATIONS = (
    m0001_words.apply,
    m0002_affect.apply,
    m0003_memory.apply,
    m0004_drift.apply,
    m0005_sessions.apply,
    m0006_spend.apply,
    m0007_closed_by.apply,
    m0008_places.apply,
    m0009_signatures.apply,
    m0010_unkeyed.apply,
    m0011_heard_from.apply,
    m0012_spans.apply,
)


def migrate(connection: DuckDBPyConnection, clock: Clock) -> None:
    """Bring the schema to the newest version.

    Raises:
        MirrorError: the store was written by a newer selfmirror.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, applied_at TIMESTAMP)"
    )
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    version = int(row[0]) if row else 0
    if version > len(MIGRATIONS):
        raise MirrorError("the store was written by a newer selfmirror; update this one")
    for number, apply in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.begin()
        apply(connection)
        connection.execute(
            "INSERT INTO migration VALUES (?, ?)",
            [number, clock.now().astimezone(UTC).replace(tzinfo=None)],
        )
        connection.commit()
