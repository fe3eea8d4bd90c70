"""Queries for retrieval: filters, exact neighbours, and what stands around a hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.words.utterance import Utterance

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors
    from selfmirror.store.database import Connection


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be returned; both days are inside, None allows anything."""

    since: date | None = None
    until: date | None = None
    project: str | None = None
    speaker: str | None = None
    emotion: str | None = None

    @property
    def none(self) -> bool:
        return self == Limits()


_CONDITIONS = {
    "since": "u.said_on >= $since",
    "until": "u.said_on <= $until",
    "speaker": "u.speaker = $speaker",
    "project": "lower(s.project) = lower($project)",
    "emotion": "list_contains(CAST(coalesce(c.labels, a.labels) AS TEXT[]), $emotion)",
}
_JOINS = {
    "project": "JOIN source s ON s.id = u.source",
    "emotion": "LEFT JOIN affect a ON a.utterance = u.id "
    "LEFT JOIN affect_correction c ON c.utterance = u.id",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that may be returned: its span of which utterance, and where in which source that stands."""

    passage: str
    first: int
    last: int
    utterance: str
    source: str
    position: int
    day: date | None


def allowed(db: Connection, passages: Sequence[str], limits: Limits) -> dict[str, Found]:
    """Of these passages those that exist and lie inside the limits, by passage id."""
    joins, conditions, values = _inside(limits)
    rows = db.execute(
        "SELECT p.id, p.first, p.last, u.id, u.source, u.position, u.said_on FROM passage p "  # noqa: S608 - constants above
        f"JOIN utterance u ON u.id = p.utterance {joins} "
        f"WHERE p.id IN (SELECT unnest($passages)) {conditions}",
        {"passages": list(passages), **values},
    ).fetchall()
    return {row[0]: Found(*row) for row in rows}


def nearest(
    db: Connection, model: str, vector: Vectors, at_most: int, limits: Limits
) -> list[tuple[str, float]]:
    """Passages inside the limits by exact cosine similarity, best first, ties by id."""
    size = len(vector)
    joins, conditions, values = _inside(limits)
    rows = db.execute(
        f"SELECT p.id, array_cosine_similarity(CAST(e.vector AS FLOAT[{size}]), "  # noqa: S608 - an int, constants
        f"CAST($vector AS FLOAT[{size}])) AS closeness "
        f"FROM passage p JOIN utterance u ON u.id = p.utterance {joins} "
        "JOIN embedding e ON e.passage = p.id AND e.model = $model "
        f"WHERE len(e.vector) = {size} {conditions} "
        "ORDER BY closeness DESC, p.id LIMIT $at_most",
        {"model": model, "vector": vector.tolist(), "at_most": at_most, **values},
    ).fetchall()
    return [(row[0], float(row[1])) for row in rows]


def neighbours(
    db: Connection, utterances: Sequence[Utterance]
) -> dict[str, tuple[str | None, str | None]]:
    """What stands before and after each utterance in its source, by utterance id."""
    rows = db.execute(
        "SELECT * FROM (SELECT id, lag(text) OVER line, lead(text) OVER line FROM utterance "
        "WHERE source IN (SELECT unnest($sources)) AND speaker <> 'tool' "
        "WINDOW line AS (PARTITION BY source ORDER BY position, id)) "
        "WHERE id IN (SELECT unnest($ids))",
        {"sources": sorted({u.source for u in utterances}), "ids": [u.id for u in utterances]},
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def covered(db: Connection, limits: Limits) -> tuple[int, date | None, date | None]:
    """How many passages lie inside the limits, and the first and last day they are known to be of."""
    joins, conditions, values = _inside(limits)
    row = db.execute(
        "SELECT count(*), min(u.said_on), max(u.said_on) FROM passage p "  # noqa: S608 - constants above
        f"JOIN utterance u ON u.id = p.utterance {joins} WHERE true {conditions}",
        values,
    ).fetchone()
    return row or (0, None, None)


def _inside(limits: Limits) -> tuple[str, str, dict[str, object]]:
    """The joins, conditions and values of the limits that are set."""
    given = {name: getattr(limits, name) for name in _CONDITIONS}
    values = {name: value for name, value in given.items() if value is not None}
    joins = " ".join(_JOINS[name] for name in values if name in _JOINS)
    return joins, "".join(f" AND {_CONDITIONS[name]}" for name in values), values
