"""Generations of vectors: one model's are searched until another's are complete (see docs/decisions/0014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

_KEY = "generation"


def searched_model(db: Connection) -> str | None:
    """The model whose vectors are searched: the noted one, else that of most vectors; None without any."""
    row = (
        db.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchone()
        or db.execute(
            "SELECT model FROM embedding GROUP BY model ORDER BY count(*) DESC, model LIMIT 1"
        ).fetchone()
    )
    return str(row[0]) if row else None


def note_searched(db: Connection, model: str) -> str:
    """The model whose vectors are searched, noted: this one where there are none yet."""
    searched = searched_model(db) or model
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", [_KEY, searched])
    return searched


def swap_in(db: Connection, model: str) -> None:
    """Let this model's vectors be searched, and delete all others'.

    Every vector is logged anew, so that an index which never heard of this model can follow.
    """
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_KEY, model])
    db.execute("DELETE FROM embedding WHERE model <> ?", [model])
    db.execute("DELETE FROM passage_change WHERE kind = 'vector'")
    _log_vectors(db, model)


def vector_length(db: Connection, model: str) -> int | None:
    """How many numbers a vector of the model has; None while there is none."""
    row = db.execute(
        "SELECT len(vector) FROM embedding WHERE model = ? LIMIT 1", [model]
    ).fetchone()
    return int(row[0]) if row else None


def drop_vectors(db: Connection, model: str) -> None:
    """Delete a model's vectors, and log it, so that an index lets go of them too."""
    _log_vectors(db, model)
    db.execute("DELETE FROM embedding WHERE model = ?", [model])


def _log_vectors(db: Connection, model: str) -> None:
    db.execute(
        "INSERT INTO passage_change (passage, kind) "
        "SELECT passage, 'vector' FROM embedding WHERE model = ? ORDER BY passage",
        [model],
    )
