"""The repository of journal files: which version of each the store has taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from selfmirror.store.utterances import (
    add_source,
    add_utterances,
    refresh_utterances,
    remove_utterances,
)

if TYPE_CHECKING:
    from selfmirror.store.database import Connection
    from selfmirror.words.utterance import Source, Utterance


def known_files(db: Connection) -> dict[str, str]:
    """The hash of each journal file as it was last taken in, by its path inside the journal."""
    return dict(db.execute("SELECT path, hash FROM journal_file").fetchall())


def follow_document(
    db: Connection,
    source: Source,
    utterances: Sequence[Utterance],
    file: tuple[str, str],
    recorded_at: datetime,
) -> None:
    """Make the source hold exactly these utterances; `file` is its path and hash.

    Utterances that stay keep their rows, and so everything drawn from them.
    """
    kept = {utterance.id for utterance in utterances}
    stored = db.execute("SELECT id FROM utterance WHERE source = ?", [source.id]).fetchall()
    remove_utterances(db, [row[0] for row in stored if row[0] not in kept])
    add_source(db, source, None, recorded_at)
    add_utterances(db, utterances)
    refresh_utterances(db, utterances)
    db.execute(
        "INSERT INTO journal_file VALUES (?, ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET hash = excluded.hash, source = excluded.source",
        [*file, source.id],
    )


def remove_files(db: Connection, paths: Sequence[str]) -> None:
    """Forget journal files that are gone, with their utterances."""
    rows = db.execute(
        "SELECT u.id FROM utterance u JOIN journal_file f ON f.source = u.source "
        "WHERE f.path IN (SELECT unnest(?))",
        [list(paths)],
    ).fetchall()
    remove_utterances(db, [row[0] for row in rows])
    db.execute("DELETE FROM journal_file WHERE path IN (SELECT unnest(?))", [list(paths)])
