"""Whether the records agree with each other, and the removal of those that lost what they hang on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.store.utterances import DRAWN

if TYPE_CHECKING:
    from selfmirror.store.database import Connection


@dataclass(frozen=True, slots=True)
class Fault:
    """One way records can disagree, and in how many rows they do."""

    name: str
    rows: int


_LOST = "utterance <> '' AND utterance NOT IN (SELECT id FROM utterance)"
_UNLOGGED_TEXT = "id NOT IN (SELECT passage FROM passage_change WHERE kind = 'text')"
_UNLOGGED_VECTOR = (
    "passage NOT IN (SELECT passage FROM passage_change WHERE kind = 'vector') "
    "AND model = (SELECT value FROM meta WHERE key = 'generation')"
)
_LOST_VECTOR = "passage NOT IN (SELECT id FROM passage)"


def faults(db: Connection) -> list[Fault]:
    """Every disagreement there is; an empty list for a sound store."""
    counts = {f"{table} without its utterance": (table, _LOST) for table in DRAWN}
    counts["embedding without its passage"] = ("embedding", _LOST_VECTOR)
    counts["utterance without its source"] = (
        "utterance",
        "source NOT IN (SELECT id FROM source)",
    )
    for table, key in (("utterance", "id"), ("passage", "id"), ("embedding", "(passage, model)")):
        twice = f"{key} IN (SELECT {key} FROM {table} GROUP BY ALL HAVING count(*) > 1)"  # noqa: S608 - names above
        counts[f"{table} that is there twice"] = (table, twice)
    counts["passage that no index hears of"] = ("passage", _UNLOGGED_TEXT)
    counts["embedding that no index hears of"] = ("embedding", _UNLOGGED_VECTOR)
    found = [Fault(name, _count(db, table, where)) for name, (table, where) in counts.items()]
    return [fault for fault in found if fault.rows]


def mend(db: Connection) -> None:
    """Remove rows that lost their utterance, give lost utterances a source, log what was not logged.

    Nothing that the person said is removed: an utterance without its source gets one of unknown name.
    """
    _log(db, "gone", "id", f"passage WHERE {_LOST}")
    for table in DRAWN:
        db.execute(f"DELETE FROM {table} WHERE {_LOST}")  # noqa: S608 - names above
    db.execute(f"DELETE FROM embedding WHERE {_LOST_VECTOR}")  # noqa: S608 - a constant
    db.execute(
        "INSERT INTO source (id, kind, format, path, title, recorded_at) "
        "SELECT source, 'note', 'unknown', '', '', min(recorded_at) FROM utterance "
        "WHERE source NOT IN (SELECT id FROM source) GROUP BY source"
    )
    _log(db, "text", "id", f"passage WHERE {_UNLOGGED_TEXT}")
    _log(db, "vector", "passage", f"embedding WHERE {_UNLOGGED_VECTOR}")


def _log(db: Connection, kind: str, column: str, rows: str) -> None:
    db.execute(
        f"INSERT INTO passage_change (passage, kind) SELECT DISTINCT {column}, ? FROM {rows} ORDER BY 1",  # noqa: S608 - constants of this file
        [kind],
    )


def count_records(db: Connection) -> dict[str, int]:
    """How many utterances and beliefs there are, and the number of the schema."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM utterance), (SELECT count(*) FROM belief), "
        "(SELECT max(number) FROM migration)"
    ).fetchone()
    utterances, beliefs, schema = row or (0, 0, 0)
    return {"utterances": utterances, "beliefs": beliefs, "schema": schema}


def _count(db: Connection, table: str, where: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()  # noqa: S608 - constants of this file
    return int(row[0]) if row else 0
