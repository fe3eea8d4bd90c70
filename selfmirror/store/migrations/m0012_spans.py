"""Passages without their words, which are a span of their utterance's and were written twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Keep where each passage begins and ends."""
    connection.execute("ALTER TABLE passage DROP COLUMN text")
