"""Drift: where each utterance lies among all of them, for turns that do not hang on the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the table of places; they are drawn with the themes."""
    connection.execute("CREATE TABLE place (utterance TEXT NOT NULL, point FLOAT[] NOT NULL)")
