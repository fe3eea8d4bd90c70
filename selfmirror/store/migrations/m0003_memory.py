"""Memory: claims read from utterances, the person's verdicts, and the beliefs folded from both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def apply(connection: DuckDBPyConnection) -> None:
    """Create the tables of memory."""
    connection.execute(
        """
        -- One reading of one utterance; a pure function of its text and the extractor.
        CREATE TABLE claim (
            id TEXT NOT NULL, utterance TEXT NOT NULL, extractor TEXT NOT NULL, ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL, slot TEXT NOT NULL, statement TEXT NOT NULL, polarity DOUBLE NOT NULL,
            quote TEXT NOT NULL, confidence DOUBLE NOT NULL, closes BOOLEAN NOT NULL
        );
        CREATE TABLE extracted (utterance TEXT NOT NULL, extractor TEXT NOT NULL);
        -- Slots whose beliefs have to be folded anew.
        CREATE TABLE stale_slot (slot TEXT NOT NULL);
        -- What the person decided about a stretch of a slot: confirm, reject or edit.
        CREATE TABLE verdict (
            id TEXT NOT NULL, belief TEXT NOT NULL, "action" TEXT NOT NULL, slot TEXT NOT NULL, kind TEXT NOT NULL,
            sign INTEGER NOT NULL, since TIMESTAMP, until TIMESTAMP, anchors TEXT[] NOT NULL, statement TEXT,
            "at" TIMESTAMP NOT NULL
        );
        -- What the person gave outright: a belief added by hand or an insight confirmed, with its quotes.
        CREATE TABLE given (
            id TEXT NOT NULL, kind TEXT NOT NULL, slot TEXT NOT NULL, statement TEXT NOT NULL, polarity DOUBLE NOT NULL,
            said_on DATE, said_at TIMESTAMP, said_offset INTEGER, "precision" TEXT NOT NULL,
            date_source TEXT NOT NULL, "at" TIMESTAMP NOT NULL
        );
        CREATE TABLE given_quote (given TEXT NOT NULL, utterance TEXT NOT NULL, quote TEXT NOT NULL);
        -- The fold of claims, what was given and verdicts; rebuilt slot by slot, never edited in place.
        -- quotes is how many rows of evidence it had then: fewer now means that words were removed.
        CREATE TABLE belief (
            id TEXT NOT NULL, kind TEXT NOT NULL, slot TEXT NOT NULL, statement TEXT NOT NULL, polarity DOUBLE NOT NULL,
            from_on DATE, from_at TIMESTAMP, from_offset INTEGER, from_precision TEXT NOT NULL, from_source TEXT NOT NULL,
            to_on DATE, to_at TIMESTAMP, to_offset INTEGER, to_precision TEXT, to_source TEXT,
            valid_from TEXT, valid_to TEXT, recorded_at TIMESTAMP NOT NULL, confidence DOUBLE NOT NULL,
            status TEXT NOT NULL, supersedes TEXT, quotes INTEGER NOT NULL
        );
        CREATE TABLE evidence (belief TEXT NOT NULL, utterance TEXT NOT NULL, quote TEXT NOT NULL);
        CREATE TABLE tension (
            id TEXT PRIMARY KEY, slot TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
            first_belief TEXT NOT NULL, second_belief TEXT NOT NULL, opened_on DATE, explanation TEXT
        );
        """
    )
