"""Sources, utterances, passages with their embeddings, the change log of the indexes, import runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of words."""
    connection.execute(
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        INSERT INTO meta VALUES ('store', CAST(uuid() AS TEXT));

        CREATE TABLE source (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, format TEXT NOT NULL, path TEXT NOT NULL,
            title TEXT NOT NULL, project TEXT, run TEXT, recorded_at TIMESTAMP NOT NULL
        );

        -- said_at is UTC, said_offset its minutes east when written, said_on the local day.
        CREATE TABLE utterance (
            id TEXT PRIMARY KEY, source TEXT NOT NULL, position INTEGER NOT NULL, parent TEXT,
            speaker TEXT NOT NULL, text TEXT NOT NULL, said_at TIMESTAMP, said_offset INTEGER,
            said_on DATE, precision TEXT NOT NULL, date_source TEXT NOT NULL,
            recorded_at TIMESTAMP NOT NULL, language TEXT NOT NULL, hash TEXT NOT NULL, run TEXT
        );

        CREATE TABLE passage (
            id TEXT PRIMARY KEY, utterance TEXT NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, text TEXT NOT NULL
        );
        CREATE TABLE embedding (
            passage TEXT NOT NULL, model TEXT NOT NULL, vector FLOAT[] NOT NULL,
            PRIMARY KEY (passage, model)
        );

        -- What the lexical and the vector index have to follow: kind is text, vector or gone.
        CREATE SEQUENCE passage_change_seq;
        CREATE TABLE passage_change (
            seq BIGINT DEFAULT nextval('passage_change_seq'), passage TEXT NOT NULL, kind TEXT NOT NULL
        );

        CREATE TABLE import_run (
            id TEXT PRIMARY KEY, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP,
            undone_at TIMESTAMP, roots JSON NOT NULL
        );
        -- A run's receipt, one row a file in reading order; `account` is the file's part of the receipt.
        CREATE TABLE import_file (
            run TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL, status TEXT NOT NULL,
            account JSON NOT NULL
        );
        -- What each path was when it was last read to its end: how an unchanged file is known.
        CREATE TABLE known_file (
            path TEXT PRIMARY KEY, size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL, hash TEXT NOT NULL,
            said JSON NOT NULL, note TEXT, dated BOOLEAN NOT NULL, run TEXT NOT NULL, account JSON NOT NULL
        );
        -- Which words each path holds, and through which run: a copy keeps what another path lets go.
        CREATE TABLE holding (
            path TEXT NOT NULL, utterance TEXT NOT NULL, source TEXT NOT NULL, position INTEGER NOT NULL,
            run TEXT NOT NULL
        );
        -- The journal's files as the store last took them in.
        CREATE TABLE journal_file (path TEXT PRIMARY KEY, hash TEXT NOT NULL, source TEXT NOT NULL);
        -- Words the person asked to forget: their hashes, so that a later import does not bring them back.
        CREATE TABLE forgotten (hash TEXT PRIMARY KEY, "at" TIMESTAMP NOT NULL);
        """
    )
