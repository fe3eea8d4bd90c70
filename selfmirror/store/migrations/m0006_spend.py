"""Spend: money reserved before a model call and settled after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the table of spend; amounts are in the budget's currency."""
    connection.execute(
        """
        CREATE TABLE spend (
            id TEXT PRIMARY KEY, "at" TIMESTAMP NOT NULL, month TEXT NOT NULL, feature TEXT NOT NULL,
            model TEXT NOT NULL, reserved DOUBLE NOT NULL, settled DOUBLE, tokens_in BIGINT, tokens_out BIGINT
        );
        """
    )
