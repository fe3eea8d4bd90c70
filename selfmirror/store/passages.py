"""The repository of passages, their embeddings, and the change log that the indexes follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from selfmirror.store.contexts import surroundings
from selfmirror.store.generations import drop_vectors, note_searched, vector_length
from selfmirror.store.rows import append_rows
from selfmirror.store.utterances import present_ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from selfmirror.store.database import Connection

    Vectors = NDArray[np.float32]

TEXT, VECTOR = "text", "vector"

_WAITING = (
    "FROM passage p JOIN utterance u ON u.id = p.utterance "
    "WHERE NOT EXISTS (SELECT 1 FROM embedding e WHERE e.passage = p.id AND e.model = ?)"
)
WORDS = "substring(u.text, p.first + 1, p.last - p.first)"
"""The words of a passage `p` of the utterance `u`."""

_EMBEDDED = (
    f"concat_ws(chr(10), nullif(u.heading, ''), concat_ws(': ', nullif(u.author, ''), {WORDS}))"
)
"""What of a passage is turned into a vector: its words with who said them, below their heading.

A vector of a few words alone lies near everything; a name or a heading says what they are about.
"""

_UNCUT = "u.speaker <> 'tool' AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.utterance = u.id)"


class PassageRow(Protocol):
    """A verbatim span `[first, last)` of one utterance."""

    @property
    def id(self) -> str: ...
    @property
    def utterance(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


def store_identity(db: Connection) -> str:
    """The id that this store got when it was made."""
    return str(_one(db, "SELECT value FROM meta WHERE key = 'store'"))


def first_without_passages(db: Connection) -> int | None:
    """The row of the first utterance not cut yet, None when all are; what tools said is not searched."""
    row: int | None = _one(db, f"SELECT min(u.rowid) FROM utterance u WHERE {_UNCUT}")  # noqa: S608 - constants
    return row


def utterances_without_passages(
    db: Connection, start: int, at_most: int
) -> tuple[list[tuple[str, str]], int | None]:
    """Ids and texts of utterances not cut yet among the next `at_most` rows from `start`.

    Returns:
        These, and the row where the next look begins, None at the end.
    """
    rows = db.execute(
        "SELECT u.rowid, u.id, u.text FROM (SELECT rowid, * FROM utterance WHERE rowid >= ? "  # noqa: S608 - constants
        f"ORDER BY rowid LIMIT ?) u WHERE {_UNCUT} ORDER BY u.rowid",
        [start, at_most],
    ).fetchall()
    last = _one(
        db,
        "SELECT max(rowid) FROM (SELECT rowid FROM utterance WHERE rowid >= ? ORDER BY rowid LIMIT ?)",
        [start, at_most],
    )
    return [(row[1], row[2]) for row in rows], None if last is None else last + 1


def add_passages(db: Connection, passages: Sequence[PassageRow]) -> None:
    """Store the passages of utterances that still exist, and log them for the word index."""
    alive = present_ids(db, list({one.utterance for one in passages}))
    known = _present(db, [one.id for one in passages])
    append_passages(db, [p for p in passages if p.utterance in alive and p.id not in known])


def append_passages(db: Connection, passages: Sequence[PassageRow]) -> None:
    """Store passages of utterances that were stored just now, and log them for the word index."""
    fresh = {one.id: one for one in passages}
    if fresh:
        rows = [(p.id, p.utterance, p.first, p.last) for p in fresh.values()]
        append_rows(db, "passage", rows)
        append_rows(db, "passage_change", [(one, TEXT) for one in fresh], ("passage", "kind"))


def _present(db: Connection, ids: Sequence[str]) -> set[str]:
    rows = db.execute(
        "SELECT id FROM passage WHERE id IN (SELECT unnest(?))", [list(ids)]
    ).fetchall()
    return {row[0] for row in rows}


def last_change(db: Connection, kind: str) -> int:
    """The number of the newest change of a kind (or of a passage gone), 0 for none."""
    return int(
        _one(
            db,
            "SELECT coalesce(max(seq), 0) FROM passage_change WHERE kind IN (?, 'gone')",
            [kind],
        )
    )


def changes(db: Connection, kind: str, after: int, at_most: int) -> list[tuple[int, str]]:
    """Changes of a kind, and passages gone, in order: their numbers and passage ids."""
    rows = db.execute(
        "SELECT seq, passage FROM passage_change WHERE kind IN (?, 'gone') AND seq > ? "
        "ORDER BY seq LIMIT ?",
        [kind, after, at_most],
    ).fetchall()
    return [(int(row[0]), row[1]) for row in rows]


def passages_to_index(db: Connection, changed: Sequence[str]) -> list[tuple[Any, ...]]:
    """The passages to index when these have changed: those that exist, and those of whose context they are part.

    Returns:
        Rows of id, text, author, heading, context, title, speaker, day, project.
    """
    said = db.execute(
        "SELECT DISTINCT utterance FROM passage WHERE id IN (SELECT unnest(?))", [list(changed)]
    ).fetchall()
    around = surroundings(db, [row[0] for row in said])
    first, last = around.rows
    rows = db.execute(
        f"SELECT p.id, {WORDS}, u.author, u.heading, u.id, coalesce(s.title, ''), u.speaker, u.said_on, s.project "  # noqa: S608 - constants above
        "FROM passage p JOIN utterance u ON u.id = p.utterance LEFT JOIN source s ON s.id = u.source "
        "WHERE p.utterance IN (SELECT unnest($utterances)) AND u.rowid BETWEEN $first AND $last ORDER BY p.id",
        {"utterances": [*(row[0] for row in said), *around.beside], "first": first, "last": last},
    ).fetchall()
    return [(*row[:4], around.contexts.get(row[4], ""), *row[5:]) for row in rows]


def waiting(db: Connection, model: str, at_most: int) -> list[tuple[str, str]]:
    """Ids and texts to embed of passages without a vector: the person's own words first, the newest first."""
    rows = db.execute(
        f"SELECT p.id, {_EMBEDDED} {_WAITING} "
        "ORDER BY u.speaker <> 'me', coalesce(u.said_at, CAST(u.said_on AS TIMESTAMP)) DESC NULLS LAST, "
        "u.source, u.position, p.first LIMIT ?",
        [model, at_most],
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def count_waiting(db: Connection, model: str) -> int:
    """How many passages lack a vector of the model."""
    return int(_one(db, f"SELECT count(*) {_WAITING}", [model]))


def vectors_of_texts(db: Connection, model: str, texts: Sequence[str]) -> dict[str, list[float]]:
    """Vectors that equal texts already have, by text, so that none is computed twice."""
    rows = db.execute(
        f"SELECT {_EMBEDDED} AS embedded, any_value(e.vector) FROM passage p "  # noqa: S608 - constants above
        "JOIN utterance u ON u.id = p.utterance JOIN embedding e ON e.passage = p.id "
        "WHERE e.model = ? AND embedded IN (SELECT unnest(?)) GROUP BY embedded",
        [model, list(texts)],
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def add_vectors(
    db: Connection, model: str, ids: Sequence[str], vectors: Sequence[Sequence[float]]
) -> None:
    """Keep the vectors of passages that still exist, and log those of the searched model for the index.

    A model that answers in another length than before is another one under its old name: what it made
    until now can no longer be compared with anything, and is deleted.
    """
    if not ids:
        return
    if vector_length(db, model) not in (None, len(vectors[0])):
        drop_vectors(db, model)
    searched = note_searched(db, model)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE embedded AS "
        "SELECT unnest(?::TEXT[]) AS passage, unnest(?::FLOAT[][]) AS vector",
        [list(ids), [list(map(float, vector)) for vector in vectors]],
    )
    db.execute(
        "DELETE FROM embedded WHERE passage NOT IN (SELECT id FROM passage) "
        "OR passage IN (SELECT passage FROM embedding WHERE model = ?)",
        [model],
    )
    db.execute("INSERT INTO embedding SELECT passage, ?, vector FROM embedded", [model])
    if model == searched:
        db.execute(
            "INSERT INTO passage_change (passage, kind) SELECT passage, 'vector' FROM embedded"
        )
    db.execute("DROP TABLE embedded")


def vectors_of(db: Connection, model: str, ids: Sequence[str]) -> tuple[list[str], Vectors]:
    """Ids and vectors, shape (n, d), of the passages that have one of the model."""
    import numpy as np

    rows = db.execute(
        "SELECT e.passage, e.vector FROM embedding e JOIN passage p ON p.id = e.passage "
        "WHERE e.model = ? AND e.passage IN (SELECT unnest(?)) ORDER BY e.passage",
        [model, list(ids)],
    ).fetchall()
    return [row[0] for row in rows], np.array([row[1] for row in rows], dtype=np.float32)


def count_passages(db: Connection) -> int:
    """How many passages there are."""
    return int(_one(db, "SELECT count(*) FROM passage"))


def count_embedded(db: Connection, model: str) -> int:
    """How many passages have a vector of the model."""
    return int(
        _one(
            db,
            "SELECT count(*) FROM embedding e JOIN passage p ON p.id = e.passage WHERE e.model = ?",
            [model],
        )
    )


def _one(db: Connection, query: str, values: Sequence[object] = ()) -> Any:
    row = db.execute(query, list(values)).fetchone()
    return row[0] if row else None
