"""Memory: which belief ended a belief, for one claim may end several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Give beliefs a column for what closed them; those that are over are folded anew to fill it."""
    connection.execute("ALTER TABLE belief ADD COLUMN closed_by TEXT")
    connection.execute(
        "INSERT INTO stale_slot SELECT DISTINCT slot FROM belief WHERE to_precision IS NOT NULL"
    )
