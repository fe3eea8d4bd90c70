"""Affect: what was read from an utterance, and what the person corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of affect."""
    connection.execute(
        """
        CREATE TABLE affect (
            utterance TEXT PRIMARY KEY, valence DOUBLE, arousal DOUBLE, stress DOUBLE,
            emotions JSON NOT NULL, labels JSON NOT NULL, confidence DOUBLE NOT NULL, model TEXT NOT NULL
        );
        CREATE TABLE affect_correction (
            utterance TEXT PRIMARY KEY, valence DOUBLE, arousal DOUBLE, stress DOUBLE,
            labels JSON, "at" TIMESTAMP NOT NULL
        );
        """
    )
