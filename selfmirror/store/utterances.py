"""The repository of sources and utterances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from selfmirror.store.contexts import surroundings
from selfmirror.store.file_times import file_days
from selfmirror.store.rows import append_rows, upsert_rows
from selfmirror.words.identity import text_hash
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source, Utterance
from selfmirror.words.when import DateSource, by_file_time, from_stored

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

Rows = dict[str, tuple[Any, ...]]
"""Rows of utterances, by id."""

DRAWN = (
    "affect",
    "affect_correction",
    "claim",
    "extracted",
    "mention",
    "place",
    "evidence",
    "passage",
)
"""Tables whose rows are drawn from an utterance and mean nothing without it."""

COLUMNS = (
    "u.id, u.source, u.position, u.parent, u.speaker, u.text, "
    "u.said_on, u.said_at, u.said_offset, u.precision, u.date_source, u.recorded_at, "
    "u.author, u.heading"
)
"""What `utterance_from` reads, in its order; for queries that join utterance as `u`."""

BY_TIME = (
    "coalesce(u.said_at, CAST(u.said_on AS TIMESTAMP)) NULLS FIRST, u.source, u.position, u.id"
)
"""The one order of utterances in time; it depends on nothing but them."""


@lru_cache(maxsize=64)
def stored_utc(moment: datetime) -> datetime:
    """An aware instant as the store keeps it: naive UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def utterance_from(row: Sequence[Any]) -> Utterance:
    """The value of a row selected by `COLUMNS`."""
    (
        identity,
        source,
        position,
        parent,
        speaker,
        text,
        day,
        utc,
        offset,
        precision,
        known,
        recorded,
        author,
        heading,
    ) = row[:14]
    said = from_stored(day, utc, offset, precision, known)
    return Utterance(
        identity,
        source,
        position,
        parent,
        Speaker(speaker),
        text,
        said,
        recorded.replace(tzinfo=UTC),
        author,
        heading,
    )


def add_source(db: Connection, source: Source, run: str | None, recorded_at: datetime) -> None:
    """Store a source; one that is known keeps its run and gets its newest path and title."""
    add_sources(db, [source], run, recorded_at)


def add_sources(
    db: Connection, sources: Iterable[Source], run: str | None, recorded_at: datetime
) -> None:
    """Store sources; of those that are known, the run stays and path, title and project are renewed."""
    moment = stored_utc(recorded_at)
    rows = {
        one.id: (one.id, one.kind, one.format, one.path, one.title, one.project, run, moment)
        for one in sources
    }
    if rows:
        renamed = _renamed(db, list(rows.values()))
        kinds = (*["VARCHAR"] * 7, "TIMESTAMP")
        renew = "path = excluded.path, title = excluded.title, project = excluded.project"
        conflict = f"ON CONFLICT (id) DO UPDATE SET {renew}"
        upsert_rows(db, "source", kinds, list(rows.values()), conflict)
        index_anew(db, renamed)


def _renamed(db: Connection, sources: Sequence[Sequence[Any]]) -> list[str]:
    """The utterances of stored sources whose title or project is another now."""
    rows = db.execute(
        "SELECT u.id FROM source s JOIN utterance u ON u.source = s.id JOIN (SELECT unnest(?::TEXT[]) AS id, "
        "unnest(?::TEXT[]) AS title, unnest(?::TEXT[]) AS project) n ON n.id = s.id "
        "WHERE (s.title, s.project) IS DISTINCT FROM (n.title, n.project) ORDER BY u.id",
        [[row[place] for row in sources] for place in (0, 4, 5)],
    ).fetchall()
    return [row[0] for row in rows]


def index_anew(db: Connection, utterances: Sequence[str]) -> None:
    """Let the word index hear again of passages whose day, title or project changed."""
    if utterances:
        db.execute(
            "INSERT INTO passage_change (passage, kind) "
            "SELECT id, 'text' FROM passage WHERE utterance IN (SELECT unnest(?)) ORDER BY id",
            [list(utterances)],
        )


def add_utterances(
    db: Connection, utterances: Iterable[Utterance], run: str | None = None
) -> list[str]:
    """Store what is not known yet and was not forgotten; return the ids that are new, in order.

    Where the same words come again with a time that is known more surely, that is how it is known,
    whoever came first.
    """
    return add_rows(db, rows_of(utterances, run))


def rows_of(utterances: Iterable[Utterance], run: str | None = None) -> Rows:
    """The rows of utterances by id, to be made before a transaction begins; of a twin the surer."""
    rows: Rows = {}
    for u in utterances:
        row = _row(u, run)
        if u.id not in rows or _SUREST.index(row[10]) < _SUREST.index(rows[u.id][10]):
            rows[u.id] = row
    return rows


def add_rows(db: Connection, rows: Rows) -> list[str]:
    """Store rows of utterances as `add_utterances` does."""
    if not rows:
        return []
    known = present_ids(db, list(rows))
    _date_more_surely(db, [row for key, row in rows.items() if key in known])
    hashes = [row[13] for row in rows.values()]
    gone = {
        row[0]
        for row in db.execute(
            "SELECT hash FROM forgotten WHERE hash IN (SELECT unnest(?))", [hashes]
        ).fetchall()
    }
    fresh = [row for key, row in rows.items() if key not in known and row[13] not in gone]
    append_rows(db, "utterance", fresh)
    return [row[0] for row in fresh]


def forgotten_hashes(db: Connection) -> frozenset[str]:
    """The hashes of all texts that the person asked to forget."""
    return frozenset(row[0] for row in db.execute("SELECT hash FROM forgotten").fetchall())


def _date_more_surely(db: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        db.execute(
            "UPDATE utterance SET date_source = n.date_source "
            "FROM (SELECT unnest($1::TEXT[]) AS id, unnest($2::TEXT[]) AS date_source) AS n "
            "WHERE utterance.id = n.id "
            "AND list_position($3, n.date_source) < list_position($3, utterance.date_source)",
            [[row[0] for row in rows], [row[10] for row in rows], _SUREST],
        )


_SUREST = [source.value for source in DateSource]


def _row(u: Utterance, run: str | None) -> tuple[Any, ...]:
    said = u.said
    return (
        u.id,
        u.source,
        u.position,
        u.parent,
        u.speaker.value,
        u.text,
        said.utc,
        said.offset_minutes,
        said.day,
        said.precision.value,
        said.source.value,
        stored_utc(u.recorded_at),
        u.language.value,
        text_hash(u.text),
        run,
        u.author,
        u.heading,
    )


def present_ids(db: Connection, ids: Sequence[str]) -> set[str]:
    """Those of these ids that are stored."""
    if not ids:
        return set()
    rows = db.execute(
        "SELECT id FROM utterance WHERE id IN (SELECT unnest(?))", [list(ids)]
    ).fetchall()
    return {row[0] for row in rows}


def get_utterances(db: Connection, ids: Sequence[str]) -> dict[str, Utterance]:
    """The utterances of these ids that exist, by id; the undated ones with what their files' times tell."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM utterance u WHERE u.id IN (SELECT unnest(?))",  # noqa: S608 - constant columns
        [list(ids)],
    ).fetchall()
    found = {row[0]: utterance_from(row) for row in rows}
    days = file_days(db, [key for key, one in found.items() if not one.said.known])
    weakly = {key: replace(found[key], said=by_file_time(day)) for key, day in days.items()}
    return found | weakly


def get_sources(db: Connection, ids: Sequence[str]) -> dict[str, Source]:
    """The sources of these ids that exist, by id."""
    rows = db.execute(
        "SELECT id, kind, format, path, title, project FROM source WHERE id IN (SELECT unnest(?))",
        [list(ids)],
    ).fetchall()
    return {row[0]: Source(*row) for row in rows}


_PLACE = "position, parent, said_at, said_offset, said_on, precision, date_source"


def _placed(u: Utterance) -> tuple[Any, ...]:
    """The values of the columns of `_PLACE`."""
    said = u.said
    when = (said.utc, said.offset_minutes, said.day, said.precision.value, said.source.value)
    return (u.position, u.parent, *when)


def refresh_utterances(db: Connection, utterances: Iterable[Utterance]) -> None:
    """Give stored utterances the place and the time that their source has for them now.

    What was drawn from an utterance that moved in time is drawn anew: its beliefs are stale, and
    the word index hears of its passages again.
    """
    placed = {u.id: _placed(u) for u in utterances}
    rows = db.execute(
        f"SELECT id, {_PLACE} FROM utterance WHERE id IN (SELECT unnest(?))",  # noqa: S608 - constant columns
        [list(placed)],
    ).fetchall()
    stored = {row[0]: row[1:] for row in rows}
    changed = [identity for identity, place in stored.items() if place != placed[identity]]
    assigned = ", ".join(f"{column.strip()} = ?" for column in _PLACE.split(","))
    for identity in changed:
        db.execute(
            f"UPDATE utterance SET {assigned} WHERE id = ?",  # noqa: S608 - constant columns
            [*placed[identity], identity],
        )
    moved = [identity for identity in changed if stored[identity][2:] != placed[identity][2:]]
    if moved:
        db.execute(
            "INSERT INTO stale_slot SELECT DISTINCT slot FROM claim WHERE utterance IN (SELECT unnest(?))",
            [moved],
        )
        index_anew(db, moved)


def remove_utterances(db: Connection, ids: Sequence[str]) -> None:
    """Remove utterances with everything drawn from them; the followers learn of it by the change log.

    Beliefs are left to the memory's next fold, which drops what has lost its evidence.
    """
    if not ids:
        return
    gone = [list(ids)]
    index_anew(db, surroundings(db, ids).beside)
    db.execute(
        "INSERT INTO passage_change (passage, kind) "
        "SELECT id, 'gone' FROM passage WHERE utterance IN (SELECT unnest(?)) ORDER BY id",
        gone,
    )
    db.execute(
        "DELETE FROM embedding WHERE passage IN "
        "(SELECT id FROM passage WHERE utterance IN (SELECT unnest(?)))",
        gone,
    )
    for table in (*DRAWN, "holding"):
        db.execute(f"DELETE FROM {table} WHERE utterance IN (SELECT unnest(?))", gone)  # noqa: S608 - names above
    db.execute("DELETE FROM nudge WHERE list_has_any(utterances, ?)", gone)
    db.execute("DELETE FROM utterance WHERE id IN (SELECT unnest(?))", gone)
    db.execute("DELETE FROM source WHERE id NOT IN (SELECT source FROM utterance)")
