"""Drift: themes and dated mentions of them, drawn from the words, and the names the person gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of drift."""
    connection.execute(
        """
        -- What themes and mentions were drawn from; another fingerprint means they are drawn anew.
        CREATE TABLE drift_state (fingerprint TEXT NOT NULL);
        CREATE TABLE theme (id TEXT NOT NULL, position INTEGER NOT NULL, label TEXT NOT NULL, keywords TEXT[] NOT NULL);
        CREATE TABLE theme_name (theme TEXT PRIMARY KEY, label TEXT NOT NULL, "at" TIMESTAMP NOT NULL);
        CREATE TABLE mention (
            theme TEXT NOT NULL, utterance TEXT NOT NULL, intensity DOUBLE NOT NULL, polarity DOUBLE,
            lived BOOLEAN NOT NULL, stress DOUBLE
        );
        """
    )
