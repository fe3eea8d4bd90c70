"""The repository of memory: claims, what the person decided, and the beliefs folded from both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from selfmirror.store.file_times import file_days
from selfmirror.store.rows import append_rows
from selfmirror.store.signatures import drop_signatures_of
from selfmirror.store.utterances import COLUMNS, remove_utterances, stored_utc, utterance_from
from selfmirror.words.when import When, from_stored

if TYPE_CHECKING:
    from selfmirror.store.database import Connection
    from selfmirror.words.utterance import Utterance

MADE_BY_HAND = "memory"
"""The format of sources that hold what was added to memory by hand; they are not read again."""

_SAID = 'u.said_on, u.said_at, u.said_offset, u."precision", u.date_source'
_SOURCE = "coalesce(nullif(s.title, ''), s.path)"
# A copy whose time is not known repeats what was said when it is known: it is no second evidence.
_COUNTED = (
    "(u.said_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM utterance d "
    "WHERE d.hash = u.hash AND d.speaker = 'me' AND d.said_on IS NOT NULL))"
)


def unread(db: Connection, extractor: str, limit: int) -> list[Utterance]:
    """Utterances of the person that this extractor has not read yet.

    What a calendar holds was done: its titles say nothing of wants, so nothing is read from them.
    """
    rows = db.execute(
        f"SELECT {COLUMNS} FROM utterance u JOIN source s ON s.id = u.source "  # noqa: S608 - constant columns
        "WHERE u.speaker = 'me' AND s.format <> ? AND s.kind <> 'event' AND NOT EXISTS "
        "(SELECT 1 FROM extracted e WHERE e.utterance = u.id AND e.extractor = ?) ORDER BY u.id LIMIT ?",
        [MADE_BY_HAND, extractor, limit],
    ).fetchall()
    return [utterance_from(row) for row in rows]


def save_reading(
    db: Connection, extractor: str, read: Sequence[str], claims: Sequence[tuple[Any, ...]]
) -> None:
    """Replace the claims of the utterances `read`; the slots they touch, before and after, are stale.

    Args:
        db: an open transaction.
        extractor: who read them.
        read: ids of utterances, each with all of its claims among `claims`.
        claims: rows of the table `claim`, in the order of its columns.
    """
    mark_stale(db, _slots_read_from(db, read))
    gone = [list(read)]
    for table in ("claim", "extracted"):
        db.execute(f"DELETE FROM {table} WHERE utterance IN (SELECT unnest(?))", gone)  # noqa: S608 - names above
    db.execute(
        "INSERT INTO extracted SELECT id, ? FROM utterance WHERE id IN (SELECT unnest(?))",
        [extractor, list(read)],
    )
    append_rows(db, "claim", claims)
    mark_stale(db, sorted({row[5] for row in claims}))


def _slots_read_from(db: Connection, utterances: Sequence[str]) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT slot FROM claim WHERE utterance IN (SELECT unnest(?))", [list(utterances)]
    ).fetchall()
    return [row[0] for row in rows]


def mark_stale(db: Connection, slots: Iterable[str]) -> None:
    """Have the beliefs of these slots folded anew."""
    append_rows(db, "stale_slot", [(slot,) for slot in slots])


def mark_orphans(db: Connection) -> None:
    """Mark the slots of beliefs that lost evidence because words were removed."""
    db.execute(
        "INSERT INTO stale_slot SELECT DISTINCT b.slot FROM belief b LEFT JOIN "
        "(SELECT belief, count(*) AS n FROM evidence GROUP BY belief) e ON e.belief = b.id "
        "WHERE coalesce(e.n, 0) <> b.quotes"
    )
    db.execute("DELETE FROM given_quote WHERE utterance NOT IN (SELECT id FROM utterance)")


def stale_slots(db: Connection, limit: int) -> list[str]:
    """Slots to be folded anew."""
    rows = db.execute(
        "SELECT DISTINCT slot FROM stale_slot ORDER BY slot LIMIT ?", [limit]
    ).fetchall()
    return [row[0] for row in rows]


def claimed_slots(db: Connection) -> list[str]:
    """The slots of everything that was read from words or given outright."""
    rows = db.execute(
        "SELECT slot FROM claim UNION SELECT slot FROM given ORDER BY slot"
    ).fetchall()
    return [row[0] for row in rows]


def claim_rows(db: Connection, slots: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
    """Claims with their time and source, of some slots or of all; an undated copy of dated words adds none.

    Each row is id, kind, slot, statement, polarity, confidence, closes, quote, utterance, ordinal,
    then the utterance's source, position, recorded_at, five columns of time, and the source's name.
    """
    where, given = (
        ("AND c.slot IN (SELECT unnest(?))", [list(slots)]) if slots is not None else ("", [])
    )
    return db.execute(
        "SELECT c.id, c.kind, c.slot, c.statement, c.polarity, c.confidence, c.closes, c.quote, c.utterance, c.ordinal, "  # noqa: S608 - constant columns
        f"u.source, u.position, u.recorded_at, {_SAID}, {_SOURCE} "
        f"FROM claim c JOIN utterance u ON u.id = c.utterance JOIN source s ON s.id = u.source WHERE {_COUNTED} {where}",
        given,
    ).fetchall()


def given_rows(db: Connection, slots: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
    """What the person gave outright, a row for each quote that still exists.

    Each row is id, kind, slot, statement, polarity, at, five columns of its time, quote, utterance,
    five columns of the quote's time, and the source's name.
    """
    where, given = (
        ("WHERE g.slot IN (SELECT unnest(?))", [list(slots)]) if slots is not None else ("", [])
    )
    return db.execute(
        'SELECT g.id, g.kind, g.slot, g.statement, g.polarity, g."at", g.said_on, g.said_at, g.said_offset, '  # noqa: S608 - constant columns
        f'g."precision", g.date_source, q.quote, q.utterance, {_SAID}, {_SOURCE} '
        "FROM given g JOIN given_quote q ON q.given = g.id JOIN utterance u ON u.id = q.utterance "
        f"JOIN source s ON s.id = u.source {where}",
        given,
    ).fetchall()


def verdict_rows(db: Connection) -> list[tuple[Any, ...]]:
    """Everything the person decided, in the order of the table's columns."""
    return db.execute("SELECT * FROM verdict").fetchall()


def replace_beliefs(
    db: Connection,
    slots: Sequence[str],
    beliefs: Sequence[tuple[Any, ...]],
    evidence: Sequence[tuple[Any, ...]],
) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Put the beliefs of some slots in the place of the old; return what those slots held before and hold now.

    Both are sets of (id, closed, statement); the slots are no longer stale.
    """
    given = [list(slots)]
    read = "SELECT id, to_precision IS NOT NULL, statement FROM belief WHERE slot IN (SELECT unnest(?))"
    before = set(db.execute(read, given).fetchall())
    db.execute(
        "DELETE FROM evidence WHERE belief IN (SELECT id FROM belief WHERE slot IN (SELECT unnest(?)))",
        given,
    )
    db.execute("DELETE FROM belief WHERE slot IN (SELECT unnest(?))", given)
    append_rows(db, "belief", beliefs)
    append_rows(db, "evidence", evidence)
    db.execute("DELETE FROM stale_slot WHERE slot IN (SELECT unnest(?))", given)
    return before, set(db.execute(read, given).fetchall())


def belief_rows(
    db: Connection, where: str = "true", given: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Beliefs in the order of the table's columns; `where` is a condition on `belief`, its values apart."""
    return db.execute(f"SELECT * FROM belief WHERE {where}", list(given)).fetchall()  # noqa: S608 - the caller's constant


def evidence_rows(db: Connection, beliefs: Sequence[str]) -> list[tuple[Any, ...]]:
    """Quotes of beliefs: belief, quote, utterance, five columns of time, the source's name, its file's day."""
    rows = db.execute(
        f"SELECT e.belief, e.quote, e.utterance, {_SAID}, {_SOURCE} "  # noqa: S608 - constant columns
        "FROM evidence e JOIN utterance u ON u.id = e.utterance JOIN source s ON s.id = u.source "
        "WHERE e.belief IN (SELECT unnest(?))",
        [list(beliefs)],
    ).fetchall()
    days = file_days(db, [row[2] for row in rows if row[3] is None])
    return [(*row, days.get(row[2])) for row in rows]


def stressed_among(db: Connection, utterances: Sequence[str], least: float) -> set[str]:
    """Which utterances were said under a stress of at least `least`; the person's correction wins."""
    rows = db.execute(
        "SELECT u.id FROM utterance u LEFT JOIN affect a ON a.utterance = u.id "
        "LEFT JOIN affect_correction c ON c.utterance = u.id "
        "WHERE u.id IN (SELECT unnest(?)) AND coalesce(c.stress, a.stress, 0) >= ?",
        [list(utterances), least],
    ).fetchall()
    return {row[0] for row in rows}


def slot_names(db: Connection, part: str) -> list[str]:
    """Slots whose name holds `part`."""
    rows = db.execute(
        "SELECT DISTINCT slot FROM belief WHERE contains(slot, lower(?)) ORDER BY slot", [part]
    ).fetchall()
    return [row[0] for row in rows]


def repetitions(db: Connection, utterances: Sequence[str]) -> list[str]:
    """The person's utterances with the same words as these, themselves among them."""
    rows = db.execute(
        "SELECT id FROM utterance WHERE speaker = 'me' AND hash IN "
        "(SELECT hash FROM utterance WHERE id IN (SELECT unnest(?))) ORDER BY id",
        [list(utterances)],
    ).fetchall()
    return [row[0] for row in rows]


def forget(db: Connection, slot: str, utterances: Mapping[str, str], at: datetime) -> None:
    """Remove utterances, by id and hash, with what was given on their ground; their slots are stale.

    The hashes are kept, so that a later import does not bring the words back.
    """
    ids = [list(utterances)]
    touched = _slots_read_from(db, list(utterances))
    for hashed in sorted(set(utterances.values())):
        db.execute(
            "INSERT INTO forgotten VALUES (?, ?) ON CONFLICT DO NOTHING", [hashed, stored_utc(at)]
        )
    db.execute("DELETE FROM given_quote WHERE utterance IN (SELECT unnest(?))", ids)
    db.execute("DELETE FROM given WHERE id NOT IN (SELECT given FROM given_quote)")
    # Themes are labelled by the words that go: they are drawn anew from what is left.
    db.execute("DELETE FROM drift_state; DELETE FROM theme; DELETE FROM mention; DELETE FROM place")
    drop_signatures_of(db, list(utterances))
    remove_utterances(db, list(utterances))
    mark_stale(db, sorted({slot, *touched}))


def forget_verdicts(db: Connection, slot: str, kind: str, sign: int) -> None:
    """Remove what the person decided about beliefs of a slot, kind and side, with its wordings."""
    db.execute("DELETE FROM verdict WHERE slot = ? AND kind = ? AND sign = ?", [slot, kind, sign])


def time_columns(said: When) -> tuple[Any, ...]:
    """A time as five columns: day, UTC, offset, precision, source."""
    return said.day, said.utc, said.offset_minutes, said.precision.value, said.source.value


def time_from(columns: Sequence[Any]) -> When:
    """A time back from its five columns."""
    return from_stored(columns[0], columns[1], columns[2], columns[3], columns[4])


def aware(moment: datetime | None) -> datetime | None:
    """A stored instant, aware again."""
    return moment.replace(tzinfo=UTC) if moment else None
