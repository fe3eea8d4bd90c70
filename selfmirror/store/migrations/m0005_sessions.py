"""Sessions, their turns, the insights proposed, and the nudges spoken or withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of sessions."""
    connection.execute(
        """
        -- guessed: the language was not chosen and follows the person's words; quiet: no nudges here.
        CREATE TABLE session (
            id TEXT PRIMARY KEY, method TEXT NOT NULL, language TEXT NOT NULL, guessed BOOLEAN NOT NULL,
            engine TEXT NOT NULL, mode TEXT NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL,
            quiet BOOLEAN NOT NULL DEFAULT false, started_at TIMESTAMP NOT NULL, ended_at TIMESTAMP
        );
        -- utterance is the person's words, null for the opening and for commands; reply is null until
        -- the guide answered; step is where the words were said, next where the reply leads.
        CREATE TABLE turn (
            session TEXT NOT NULL, number INTEGER NOT NULL, utterance TEXT, step TEXT NOT NULL,
            "next" TEXT, strategy TEXT, reason TEXT, reply TEXT, evidence JSON, engine TEXT,
            reading JSON, undone BOOLEAN NOT NULL DEFAULT false,
            PRIMARY KEY (session, number)
        );
        CREATE TABLE insight (
            id TEXT PRIMARY KEY, session TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
            text TEXT NOT NULL, change TEXT NOT NULL, status TEXT NOT NULL, evidence JSON NOT NULL,
            "at" TIMESTAMP NOT NULL
        );
        -- subject is a slot; utterances are those it speaks of, so that forgetting one forgets it too.
        CREATE TABLE nudge (
            id TEXT PRIMARY KEY, "at" TIMESTAMP NOT NULL, session TEXT, kind TEXT NOT NULL, subject TEXT NOT NULL,
            utterance TEXT NOT NULL, utterances TEXT[] NOT NULL, text TEXT NOT NULL, decision TEXT NOT NULL,
            reason TEXT NOT NULL, score DOUBLE NOT NULL, features JSON NOT NULL, evidence JSON NOT NULL,
            outcome TEXT, answered_at TIMESTAMP
        );
        CREATE TABLE nudge_disabled (kind TEXT PRIMARY KEY, "at" TIMESTAMP NOT NULL);
        """
    )
