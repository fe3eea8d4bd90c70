"""Drift: themes, dated mentions of them, and the names the person gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of drift."""
    connection.execute(
        """
        CREATE TABLE theme (id TEXT PRIMARY KEY, label TEXT NOT NULL, keywords JSON NOT NULL, fingerprint TEXT NOT NULL);
        CREATE TABLE theme_name (theme TEXT PRIMARY KEY, label TEXT NOT NULL, "at" TIMESTAMP NOT NULL);
        CREATE TABLE mention (
            theme TEXT NOT NULL, utterance TEXT NOT NULL, intensity DOUBLE NOT NULL, polarity DOUBLE NOT NULL,
            lived BOOLEAN NOT NULL, stress DOUBLE, PRIMARY KEY (theme, utterance)
        );
        """
    )
