"""Queries for retrieval: filters, exact neighbours, and what stands around a hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.store.utterances import COLUMNS, utterance_from
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


_ALLOWED = """
    ($since IS NULL OR u.said_on >= $since) AND ($until IS NULL OR u.said_on <= $until)
    AND ($speaker IS NULL OR u.speaker = $speaker)
    AND ($project IS NULL OR lower(s.project) = lower($project))
    AND ($emotion IS NULL OR list_contains(CAST(coalesce(c.labels, a.labels) AS TEXT[]), $emotion))
"""
_TABLES = """
    passage p JOIN utterance u ON u.id = p.utterance LEFT JOIN source s ON s.id = u.source
    LEFT JOIN affect a ON $emotion IS NOT NULL AND a.utterance = u.id
    LEFT JOIN affect_correction c ON $emotion IS NOT NULL AND c.utterance = u.id
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that may be returned, with its utterance."""

    passage: str
    text: str
    utterance: Utterance


def allowed(db: Connection, passages: Sequence[str], limits: Limits) -> dict[str, Found]:
    """Of these passages those that exist and lie inside the limits, by passage id."""
    rows = db.execute(
        f"SELECT {COLUMNS}, p.id, p.text FROM {_TABLES} "  # noqa: S608 - constants
        f"WHERE p.id IN (SELECT unnest($passages)) AND {_ALLOWED}",
        {"passages": list(passages), **_values(limits)},
    ).fetchall()
    return {row[-2]: Found(row[-2], row[-1], utterance_from(row)) for row in rows}


def nearest(
    db: Connection, model: str, vector: Vectors, at_most: int, limits: Limits
) -> list[tuple[str, float]]:
    """Passages inside the limits by exact cosine similarity, best first, ties by id."""
    size = len(vector)
    rows = db.execute(
        f"SELECT p.id, array_cosine_similarity(CAST(e.vector AS FLOAT[{size}]), "  # noqa: S608 - an int, constants
        f"CAST($vector AS FLOAT[{size}])) AS closeness "
        f"FROM {_TABLES} JOIN embedding e ON e.passage = p.id AND e.model = $model "
        f"WHERE len(e.vector) = {size} AND {_ALLOWED} "
        "ORDER BY closeness DESC, p.id LIMIT $at_most",
        {"model": model, "vector": vector.tolist(), "at_most": at_most, **_values(limits)},
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


def _values(limits: Limits) -> dict[str, object]:
    return {
        "since": limits.since,
        "until": limits.until,
        "project": limits.project,
        "speaker": limits.speaker,
        "emotion": limits.emotion,
    }
