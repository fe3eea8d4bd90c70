"""Sessions, their turns, the insights proposed, and the nudges spoken or withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of sessions."""
    connection.execute(
        """
        CREATE TABLE session (
            id TEXT PRIMARY KEY, method TEXT NOT NULL, language TEXT NOT NULL, engine TEXT NOT NULL,
            mode TEXT NOT NULL, path TEXT NOT NULL, started_at TIMESTAMP NOT NULL, said_on DATE NOT NULL,
            ended_at TIMESTAMP, step TEXT NOT NULL
        );
        -- utterance is the person's words; reply what the guide answered, null until it did.
        CREATE TABLE turn (
            session TEXT NOT NULL, number INTEGER NOT NULL, utterance TEXT, step TEXT NOT NULL,
            strategy TEXT, reason TEXT, reply TEXT, evidence JSON, engine TEXT, undone BOOLEAN NOT NULL DEFAULT false,
            PRIMARY KEY (session, number)
        );
        CREATE TABLE insight (
            id TEXT PRIMARY KEY, session TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, change TEXT,
            status TEXT NOT NULL, evidence JSON NOT NULL, "at" TIMESTAMP NOT NULL
        );
        CREATE TABLE nudge (
            id TEXT PRIMARY KEY, "at" TIMESTAMP NOT NULL, session TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
            decision TEXT NOT NULL, score DOUBLE NOT NULL, features JSON NOT NULL, evidence JSON NOT NULL, outcome TEXT
        );
        """
    )
