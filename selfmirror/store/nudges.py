"""The repository of nudges: every decision, spoken or withheld, and the person's answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from selfmirror.store.utterances import stored_utc

if TYPE_CHECKING:
    from selfmirror.store.database import Connection


@dataclass(frozen=True, slots=True)
class NudgeRow:
    """A stored decision; times are aware; evidence is in the contract's JSON form."""

    id: str
    at: datetime
    session: str | None
    kind: str
    subject: str
    utterance: str
    text: str
    decision: str
    reason: str
    score: float
    features: dict[str, float]
    evidence: tuple[dict[str, str | None], ...]
    outcome: str | None = None
    answered_at: datetime | None = None


_COLUMNS = (
    'id, "at", session, kind, subject, utterance, text, decision, reason, score, features, evidence, '
    "outcome, answered_at"
)


def add_nudges(db: Connection, rows: Sequence[NudgeRow]) -> None:
    """Keep decisions; one that is known stays as it was."""
    for row in rows:
        spoken_of = sorted({row.utterance, *(quote["utterance"] or "" for quote in row.evidence)})
        db.execute(
            "INSERT INTO nudge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT DO NOTHING",
            [
                row.id,
                stored_utc(row.at),
                row.session,
                row.kind,
                row.subject,
                row.utterance,
                spoken_of,
                row.text,
                row.decision,
                row.reason,
                row.score,
                json.dumps(row.features),
                json.dumps(row.evidence, ensure_ascii=False),
            ],
        )


def list_nudges(db: Connection, decision: str | None = None) -> list[NudgeRow]:
    """The decisions kept, newest first; all or those of one sort."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM nudge WHERE ? IS NULL OR decision = ? "  # noqa: S608 - constant columns
        'ORDER BY "at" DESC, score DESC, id',
        [decision, decision],
    ).fetchall()
    return [_nudge(row) for row in rows]


def nudges_like(db: Connection, beginning: str) -> list[NudgeRow]:
    """The decisions whose id begins so, at most two."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM nudge WHERE starts_with(id, ?) ORDER BY id LIMIT 2",  # noqa: S608 - constant columns
        [beginning],
    ).fetchall()
    return [_nudge(row) for row in rows]


def save_outcome(db: Connection, nudge: str, outcome: str, at: datetime) -> None:
    """Keep what the person did with a nudge; a later answer replaces an earlier one."""
    db.execute(
        "UPDATE nudge SET outcome = ?, answered_at = ? WHERE id = ?",
        [outcome, stored_utc(at), nudge],
    )


def forget_nudges(db: Connection, subject: str, holds: Callable[[str], bool]) -> None:
    """Remove the decisions about a subject, and those that repeat forgotten words."""
    rows = db.execute("SELECT id, subject, text, CAST(evidence AS TEXT) FROM nudge").fetchall()
    gone = [
        identity
        for identity, about, text, evidence in rows
        if about == subject
        or holds(text)
        or any(holds(quote["quote"] or "") for quote in json.loads(evidence))
    ]
    db.execute("DELETE FROM nudge WHERE id IN (SELECT unnest(?::TEXT[]))", [gone])


def disable_kind(db: Connection, kind: str, at: datetime) -> None:
    """Keep a kind silent from now on."""
    db.execute(
        "INSERT INTO nudge_disabled VALUES (?, ?) ON CONFLICT DO NOTHING", [kind, stored_utc(at)]
    )


def enable_kind(db: Connection, kind: str) -> None:
    """Let a kind speak again."""
    db.execute("DELETE FROM nudge_disabled WHERE kind = ?", [kind])


def disabled_kinds(db: Connection) -> list[str]:
    """The kinds that the person disabled."""
    return [
        row[0] for row in db.execute("SELECT kind FROM nudge_disabled ORDER BY kind").fetchall()
    ]


def _nudge(row: Sequence[Any]) -> NudgeRow:
    answered = row[13]
    return NudgeRow(
        id=row[0],
        at=row[1].replace(tzinfo=UTC),
        session=row[2],
        kind=row[3],
        subject=row[4],
        utterance=row[5],
        text=row[6],
        decision=row[7],
        reason=row[8],
        score=row[9],
        features=json.loads(row[10]),
        evidence=tuple(json.loads(row[11])),
        outcome=row[12],
        answered_at=answered.replace(tzinfo=UTC) if answered else None,
    )
