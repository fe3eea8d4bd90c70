"""The name that somebody spoke under, and the headings that a section of a note stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Both are empty for what was stored before."""
    for column in ("author", "heading"):
        connection.execute(f"ALTER TABLE utterance ADD COLUMN {column} TEXT DEFAULT ''")
