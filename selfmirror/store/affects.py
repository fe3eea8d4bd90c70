"""The repository of affect: readings, corrections, and means over time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from selfmirror.store.utterances import stored_utc

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

Period = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class AffectRow:
    """A stored reading; the figures are None where nothing could be read."""

    utterance: str
    valence: float | None
    arousal: float | None
    stress: float | None
    emotions: dict[str, float] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    confidence: float = 0.0
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What the person said of an utterance; None leaves that part as it was read."""

    utterance: str
    valence: float | None = None
    arousal: float | None = None
    stress: float | None = None
    labels: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of an utterance: the characters it spans and its vector."""

    first: int
    last: int
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class MoodPeriod:
    """Means over the person's readable utterances of one period; `labels` counts the emotions."""

    start: date
    utterances: int
    valence: float
    arousal: float
    stress: float
    labels: dict[str, int]


def utterances_to_read(
    db: Connection, embedding: str, reader: str, most: int
) -> list[tuple[str, str, tuple[Piece, ...]]]:
    """The person's utterances whose passages all have a vector and that this reader did not read.

    Events tell what was done, not how it felt: they are not among them.

    Each is its id, its text and its passages; at most so many.
    """
    rows = db.execute(
        "SELECT u.id, u.text, list(p.first ORDER BY p.first, p.id), list(p.last ORDER BY p.first, p.id), "
        "list(e.vector ORDER BY p.first, p.id) "
        "FROM (SELECT id, text FROM utterance WHERE speaker = 'me' "
        "AND source NOT IN (SELECT id FROM source WHERE kind = 'event') "
        "AND id NOT IN (SELECT utterance FROM affect WHERE model = $reader) "
        "AND id IN (SELECT utterance FROM passage) "
        "AND id NOT IN (SELECT utterance FROM passage WHERE id NOT IN "
        "(SELECT passage FROM embedding WHERE model = $embedding)) ORDER BY id LIMIT $most) u "
        "JOIN passage p ON p.utterance = u.id "
        "JOIN embedding e ON e.passage = p.id AND e.model = $embedding GROUP BY u.id, u.text ORDER BY u.id",
        {"reader": reader, "embedding": embedding, "most": most},
    ).fetchall()
    return [(row[0], row[1], tuple(map(Piece, row[2], row[3], row[4]))) for row in rows]


def save_readings(db: Connection, readings: Sequence[AffectRow], reader: str) -> None:
    """Keep readings of utterances that are still there, in place of older ones."""
    if not readings:
        return
    db.execute(
        "INSERT INTO affect SELECT * FROM (SELECT unnest($1) AS utterance, unnest($2), unnest($3), unnest($4), "
        "unnest($5), unnest($6), unnest($7), unnest($8), $9) WHERE utterance IN (SELECT id FROM utterance) "
        "ON CONFLICT (utterance) DO UPDATE SET valence = excluded.valence, arousal = excluded.arousal, "
        "stress = excluded.stress, emotions = excluded.emotions, labels = excluded.labels, "
        "confidence = excluded.confidence, signals = excluded.signals, model = excluded.model",
        [
            [row.utterance for row in readings],
            [row.valence for row in readings],
            [row.arousal for row in readings],
            [row.stress for row in readings],
            [_json(row.emotions) for row in readings],
            [_json(row.labels) for row in readings],
            [row.confidence for row in readings],
            [_json(row.signals) for row in readings],
            reader,
        ],
    )


def get_readings(db: Connection, utterances: Sequence[str]) -> dict[str, AffectRow]:
    """The readings of these utterances as they were read, by utterance."""
    rows = db.execute(
        "SELECT utterance, valence, arousal, stress, emotions, labels, confidence, signals "
        "FROM affect WHERE utterance IN (SELECT unnest(?))",
        [list(utterances)],
    ).fetchall()
    return {row[0]: _reading(row) for row in rows}


def get_corrections(db: Connection, utterances: Sequence[str]) -> dict[str, CorrectionRow]:
    """What the person corrected of these utterances, by utterance."""
    rows = db.execute(
        "SELECT utterance, valence, arousal, stress, labels FROM affect_correction "
        "WHERE utterance IN (SELECT unnest(?))",
        [list(utterances)],
    ).fetchall()
    return {
        utterance: CorrectionRow(
            utterance, valence, arousal, stress, None if kept is None else tuple(json.loads(kept))
        )
        for utterance, valence, arousal, stress, kept in rows
    }


def save_correction(db: Connection, row: CorrectionRow, at: datetime) -> None:
    """Keep what the person says; parts that they do not name stay as they said before."""
    db.execute(
        "INSERT INTO affect_correction VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (utterance) DO UPDATE SET "
        "valence = coalesce(excluded.valence, valence), arousal = coalesce(excluded.arousal, arousal), "
        "stress = coalesce(excluded.stress, stress), labels = coalesce(excluded.labels, labels), "
        '"at" = excluded."at"',
        [
            row.utterance,
            row.valence,
            row.arousal,
            row.stress,
            None if row.labels is None else _json(row.labels),
            stored_utc(at),
        ],
    )


def own_utterances_like(db: Connection, beginning: str) -> list[str]:
    """Ids of the person's utterances that begin so, at most two: enough to see that it is not unique."""
    rows = db.execute(
        "SELECT id FROM utterance WHERE speaker = 'me' AND starts_with(id, ?) ORDER BY id LIMIT 2",
        [beginning],
    ).fetchall()
    return [row[0] for row in rows]


def mood_over_time(
    db: Connection, by: Period, since: date | None, until: date | None
) -> list[MoodPeriod]:
    """Means a week or a month of the person's readable utterances with a day (a month will do for months)."""
    precise = ["instant", "day"] + (["month"] if by == "month" else [])
    rows = db.execute(
        "SELECT CAST(date_trunc($by, u.said_on) AS DATE) AS start, count(*), "
        "coalesce(avg(coalesce(c.valence, a.valence)), 0), coalesce(avg(coalesce(c.arousal, a.arousal)), 0), "
        "coalesce(avg(coalesce(c.stress, a.stress)), 0), "
        "flatten(list(CAST(coalesce(c.labels, a.labels, '[]') AS TEXT[]))) "
        "FROM utterance u LEFT JOIN affect a ON a.utterance = u.id "
        "LEFT JOIN affect_correction c ON c.utterance = u.id "
        "WHERE u.speaker = 'me' AND (a.confidence > 0 OR c.utterance IS NOT NULL) "
        "AND u.precision IN (SELECT unnest($precise)) "
        "AND ($since IS NULL OR u.said_on >= $since) AND ($until IS NULL OR u.said_on <= $until) "
        "GROUP BY start ORDER BY start",
        {"by": by, "precise": precise, "since": since, "until": until},
    ).fetchall()
    return [
        MoodPeriod(start, count, valence, arousal, stress, dict(sorted(Counter(labels).items())))
        for start, count, valence, arousal, stress, labels in rows
    ]


def _reading(row: Sequence[Any]) -> AffectRow:
    utterance, valence, arousal, stress, emotions, labels, confidence, signals = row
    heard, named = tuple(json.loads(signals)), tuple(json.loads(labels))
    return AffectRow(
        utterance, valence, arousal, stress, json.loads(emotions), named, confidence, heard
    )


def _json(value: Mapping[str, float] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
