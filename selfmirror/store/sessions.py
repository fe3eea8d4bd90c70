"""The repository of sessions, their turns and the insights proposed in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from selfmirror.store.evidence import Evidence, evidence_from, evidence_json
from selfmirror.store.utterances import stored_utc

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

_SESSION = "id, method, language, guessed, engine, mode, path, step, quiet, started_at, ended_at"
_INSIGHT = 'id, session, kind, text, change, status, evidence, "at"'


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as kept; `step` is where the person is, `ended_at` None while it goes on."""

    id: str
    method: str
    language: str
    guessed: bool
    engine: str
    mode: str
    path: str
    step: str
    quiet: bool
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A turn as kept; `reply` is None until the guide answered."""

    number: int
    utterance: str | None
    step: str
    next: str | None
    strategy: str | None
    reason: str | None
    reply: str | None
    engine: str | None
    undone: bool
    evidence: Evidence
    reading: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class InsightRow:
    """An insight as proposed; `status` is candidate, confirmed or rejected."""

    id: str
    session: str
    kind: str
    text: str
    change: str
    status: str
    evidence: Evidence
    at: datetime


def add_session(db: Connection, row: SessionRow) -> None:
    """Store a new session."""
    db.execute(
        f"INSERT INTO session ({_SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",  # noqa: S608 - constant columns
        [
            row.id,
            row.method,
            row.language,
            row.guessed,
            row.engine,
            row.mode,
            row.path,
            row.step,
            row.quiet,
            stored_utc(row.started_at),
        ],
    )


def get_session(db: Connection, identity: str) -> SessionRow | None:
    """The session of this id, if there is one."""
    row = db.execute(f"SELECT {_SESSION} FROM session WHERE id = ?", [identity]).fetchone()  # noqa: S608 - constant columns
    return _session(row) if row else None


def sessions(db: Connection, *, unfinished: bool = False) -> list[SessionRow]:
    """The sessions, newest first."""
    where = "WHERE ended_at IS NULL" if unfinished else ""
    rows = db.execute(
        f"SELECT {_SESSION} FROM session {where} ORDER BY started_at DESC, id"  # noqa: S608 - constant columns
    ).fetchall()
    return [_session(row) for row in rows]


def change_session(db: Connection, identity: str, column: str, value: object) -> None:
    """Set the `step`, `mode`, `language`, `engine` or `quiet` of a session."""
    if column not in {"step", "mode", "language", "engine", "quiet"}:
        raise ValueError(f"a session's {column} does not change")
    db.execute(f"UPDATE session SET {column} = ? WHERE id = ?", [value, identity])  # noqa: S608 - checked above


def end_session(db: Connection, identity: str, at: datetime) -> None:
    """Mark a session as ended; the first time counts."""
    db.execute(
        "UPDATE session SET ended_at = coalesce(ended_at, ?) WHERE id = ?",
        [stored_utc(at), identity],
    )


def get_turns(db: Connection, session: str) -> list[TurnRow]:
    """The turns of a session in order, those taken back too."""
    rows = db.execute(
        'SELECT number, utterance, step, "next", strategy, reason, reply, engine, undone, evidence, reading '
        "FROM turn WHERE session = ? ORDER BY number",
        [session],
    ).fetchall()
    return [_turn(row) for row in rows]


def add_turn(db: Connection, session: str, step: str, utterance: str | None) -> int:
    """Open the next turn of a session and return its number; the same words open only one."""
    if utterance is not None:
        known = db.execute(
            "SELECT number FROM turn WHERE session = ? AND utterance = ?", [session, utterance]
        ).fetchone()
        if known:
            return int(known[0])
    row = db.execute(
        "INSERT INTO turn (session, number, utterance, step) "
        "SELECT ?, coalesce(max(number), -1) + 1, ?, ? FROM turn WHERE session = ? RETURNING number",
        [session, utterance, step, session],
    ).fetchone()
    return int(row[0]) if row else 0


def keep_reply(db: Connection, session: str, row: TurnRow) -> None:
    """Keep the guide's answer to a turn, and where it leads the session."""
    db.execute(
        'UPDATE turn SET "next" = ?, strategy = ?, reason = ?, reply = ?, evidence = ?, engine = ?, reading = ? '
        "WHERE session = ? AND number = ?",
        [
            row.next,
            row.strategy,
            row.reason,
            row.reply,
            evidence_json(row.evidence),
            row.engine,
            json.dumps(row.reading) if row.reading else None,
            session,
            row.number,
        ],
    )
    if row.next:
        change_session(db, session, "step", row.next)


def undo_turn(db: Connection, session: str, number: int) -> None:
    """Mark a turn, and those that only went on from it, as taken back."""
    db.execute("UPDATE turn SET undone = true WHERE session = ? AND number >= ?", [session, number])


def add_insights(db: Connection, rows: Sequence[InsightRow]) -> None:
    """Store proposed insights; one that is known keeps the person's answer."""
    for position, row in enumerate(rows):
        db.execute(
            "INSERT INTO insight VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            [
                row.id,
                row.session,
                position,
                row.kind,
                row.text,
                row.change,
                row.status,
                evidence_json(row.evidence),
                stored_utc(row.at),
            ],
        )


def get_insight(db: Connection, identity: str) -> InsightRow | None:
    """The insight of this id, if there is one."""
    row = db.execute(f"SELECT {_INSIGHT} FROM insight WHERE id = ?", [identity]).fetchone()  # noqa: S608 - constant columns
    return _insight(row) if row else None


def get_insights(db: Connection, session: str) -> list[InsightRow]:
    """The insights of a session in the order they were proposed."""
    rows = db.execute(
        f"SELECT {_INSIGHT} FROM insight WHERE session = ? ORDER BY position, id",  # noqa: S608 - constant columns
        [session],
    ).fetchall()
    return [_insight(row) for row in rows]


def answer_insight(db: Connection, identity: str, status: str, text: str) -> None:
    """Keep the person's answer, with the text as they want it."""
    db.execute("UPDATE insight SET status = ?, text = ? WHERE id = ?", [status, text, identity])


def own_languages(db: Connection) -> list[str]:
    """The languages of the person's last words in any source, newest first."""
    rows = db.execute(
        "SELECT language FROM utterance WHERE speaker = 'me' AND language IN ('ru', 'en') "
        "ORDER BY recorded_at DESC, id LIMIT 50"
    ).fetchall()
    return [row[0] for row in rows]


def last_own_day(db: Connection, besides: str) -> date | None:
    """The newest day the person wrote anything outside one source."""
    row = db.execute(
        "SELECT max(said_on) FROM utterance WHERE speaker = 'me' AND source <> ?", [besides]
    ).fetchone()
    return row[0] if row else None


def own_utterances(db: Connection, source: str) -> list[str]:
    """The ids of what the person said in one source, in order."""
    rows = db.execute(
        "SELECT id FROM utterance WHERE source = ? AND speaker = 'me' ORDER BY position", [source]
    ).fetchall()
    return [row[0] for row in rows]


def forget_in_sessions(
    db: Connection, utterances: Sequence[str], holds: Callable[[str], bool]
) -> None:
    """Empty what turns say and rest on where they hold forgotten words, and remove such insights.

    Args:
        db: the open transaction.
        utterances: ids of what is forgotten; nothing that was read from them stays either.
        holds: whether a text repeats words of theirs.
    """
    rows = db.execute(
        "SELECT session, number, utterance, reply, reason, CAST(evidence AS TEXT) FROM turn"
    ).fetchall()
    for session, number, utterance, reply, reason, evidence in rows:
        emptied = {
            "reply": ("", holds(reply or "")),
            "reason": ("", holds(reason or "")),
            "evidence": ("[]", _rests_on(evidence, utterances, holds)),
            "reading": (None, utterance in utterances),
        }
        for column, (empty, wanted) in emptied.items():
            if wanted:
                db.execute(
                    f"UPDATE turn SET {column} = ? WHERE session = ? AND number = ?",  # noqa: S608 - names above
                    [empty, session, number],
                )
    told = db.execute("SELECT id, text, change, CAST(evidence AS TEXT) FROM insight").fetchall()
    gone = [
        identity
        for identity, text, change, evidence in told
        if holds(text) or holds(change) or _rests_on(evidence, utterances, holds)
    ]
    db.execute("DELETE FROM insight WHERE id IN (SELECT unnest(?::TEXT[]))", [gone])


def _rests_on(
    evidence: str | None, utterances: Sequence[str], holds: Callable[[str], bool]
) -> bool:
    return any(q.utterance in utterances or holds(q.text) for q in evidence_from(evidence))


def _turn(row: Any) -> TurnRow:
    number, utterance, step, leads, strategy, reason, reply, engine, undone, evidence, reading = row
    return TurnRow(
        number, utterance, step, leads, strategy, reason, reply, engine, undone,
        evidence_from(evidence), json.loads(reading or "null"),
    )  # fmt: skip


def _session(row: Any) -> SessionRow:
    started, ended = row[9].replace(tzinfo=UTC), row[10].replace(tzinfo=UTC) if row[10] else None
    identity, method, language, guessed, engine, mode, path, step, quiet = row[:9]
    return SessionRow(
        identity, method, language, guessed, engine, mode, path, step, quiet, started, ended
    )


def _insight(row: Any) -> InsightRow:
    identity, session, kind, text, change, status, evidence, at = row
    return InsightRow(
        identity,
        session,
        kind,
        text,
        change,
        status,
        evidence_from(evidence),
        at.replace(tzinfo=UTC),
    )
