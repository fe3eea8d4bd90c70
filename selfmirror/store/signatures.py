"""The repository of notes' signatures, by which near copies are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from selfmirror.store.rows import append_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfmirror.store.database import Connection


def get_signatures(db: Connection) -> dict[str, bytes]:
    """Every note's signature, by path and in the order of paths."""
    return dict(db.execute("SELECT path, signature FROM note_signature ORDER BY path").fetchall())


def put_signatures(db: Connection, signatures: Mapping[str, bytes | None]) -> None:
    """Record what notes are known by; None forgets what one was known by."""
    if not signatures:
        return
    db.execute(
        "DELETE FROM note_signature WHERE path IN (SELECT unnest(CAST(? AS VARCHAR[])))",
        [list(signatures)],
    )
    rows = [(path, signature) for path, signature in signatures.items() if signature]
    append_rows(db, "note_signature", rows)


def drop_signatures_of(db: Connection, utterances: Sequence[str]) -> None:
    """Forget the signatures of the notes that hold these words."""
    db.execute(
        "DELETE FROM note_signature WHERE path IN (SELECT path FROM holding "
        "WHERE utterance IN (SELECT unnest(CAST(? AS VARCHAR[]))))",
        [list(utterances)],
    )


def drop_lost_signatures(db: Connection) -> None:
    """Forget the signatures of paths of which nothing else is known."""
    db.execute("DELETE FROM note_signature WHERE path NOT IN (SELECT path FROM known_file)")
