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
            id TEXT PRIMARY KEY, utterance TEXT NOT NULL, extractor TEXT NOT NULL, kind TEXT NOT NULL,
            slot TEXT NOT NULL, statement TEXT NOT NULL, polarity DOUBLE NOT NULL, quote TEXT NOT NULL,
            confidence DOUBLE NOT NULL, closes BOOLEAN NOT NULL
        );
        CREATE TABLE extracted (utterance TEXT NOT NULL, extractor TEXT NOT NULL, PRIMARY KEY (utterance, extractor));
        -- What the person said of a belief: confirm, reject, edit, forget, add.
        CREATE TABLE verdict (
            id TEXT PRIMARY KEY, belief TEXT NOT NULL, action TEXT NOT NULL, statement TEXT, "at" TIMESTAMP NOT NULL
        );
        -- The fold of claims and verdicts; rebuilt slot by slot, never edited in place.
        CREATE TABLE belief (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, slot TEXT NOT NULL, statement TEXT NOT NULL,
            polarity DOUBLE NOT NULL, valid_from TEXT, valid_to TEXT, recorded_at TIMESTAMP,
            confidence DOUBLE NOT NULL, status TEXT NOT NULL, supersedes TEXT, stressed BOOLEAN NOT NULL DEFAULT false
        );
        CREATE TABLE evidence (
            belief TEXT NOT NULL, utterance TEXT NOT NULL, quote TEXT NOT NULL, stance TEXT NOT NULL
        );
        CREATE TABLE tension (
            id TEXT PRIMARY KEY, slot TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
            first_belief TEXT NOT NULL, second_belief TEXT NOT NULL, opened_on DATE, explanation TEXT
        );
        """
    )
