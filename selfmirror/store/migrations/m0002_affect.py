"""Affect: what was read from an utterance, and what the person corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of affect."""
    connection.execute(
        """
        -- The figures are null where nothing could be read; confidence is 0 there.
        CREATE TABLE affect (
            utterance TEXT PRIMARY KEY, valence DOUBLE, arousal DOUBLE, stress DOUBLE,
            emotions JSON NOT NULL, labels JSON NOT NULL, confidence DOUBLE NOT NULL, signals JSON NOT NULL,
            model TEXT NOT NULL
        );
        -- What the person says it was; null leaves that part as it was read.
        CREATE TABLE affect_correction (
            utterance TEXT PRIMARY KEY, valence DOUBLE, arousal DOUBLE, stress DOUBLE,
            labels JSON, "at" TIMESTAMP NOT NULL
        );
        """
    )
