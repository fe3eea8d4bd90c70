"""The repository of imports: runs, their receipts, and what each path holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from selfmirror.store.rows import append_rows, upsert_rows
from selfmirror.store.signatures import drop_lost_signatures
from selfmirror.store.utterances import (
    index_anew,
    remove_utterances,
    stored_utc,
)
from selfmirror.words.identity import content_id

if TYPE_CHECKING:
    from selfmirror.store.database import Connection


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One run; it was interrupted when neither `finished_at` nor `undone_at` is there."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a path was when it was last read to its end.

    `said` is what the person said about it (project, me, date), `note` the source id when the file
    is one note, `dated` whether that note's time is known, `account` its part of the receipt: JSON,
    for few of many are ever looked into.
    """

    path: str
    size: int
    mtime_ns: int
    hash: str
    said: Mapping[str, Any]
    note: str | None
    dated: bool
    run: str
    account: str


class Holding(NamedTuple):
    """That a path holds an utterance, in which source and at which place."""

    path: str
    utterance: str
    source: str
    position: int


def begin_run(db: Connection, started_at: datetime, roots: Sequence[str]) -> str:
    """Record that a run begins; its id comes from the moment, the roots and how many went before."""
    (before,) = db.execute("SELECT count(*) FROM import_run").fetchone() or (0,)
    run = content_id("import", started_at.isoformat(), *roots, before)[:12]
    db.execute(
        "INSERT INTO import_run VALUES (?, ?, NULL, NULL, ?)",
        [run, stored_utc(started_at), json.dumps(list(roots))],
    )
    return run


def finish_run(db: Connection, run: str, finished_at: datetime) -> None:
    """Record that a run came to its end."""
    db.execute("UPDATE import_run SET finished_at = ? WHERE id = ?", [stored_utc(finished_at), run])


def mark_undone(db: Connection, run: str, undone_at: datetime) -> None:
    """Record that a run was taken back."""
    db.execute("UPDATE import_run SET undone_at = ? WHERE id = ?", [stored_utc(undone_at), run])


def list_runs(db: Connection) -> list[ImportRun]:
    """Every run, the oldest first."""
    rows = db.execute(
        "SELECT id, started_at, finished_at, undone_at, roots FROM import_run ORDER BY started_at, id"
    ).fetchall()
    return [
        ImportRun(
            run, _aware(start), _aware_or_none(end), _aware_or_none(gone), tuple(json.loads(roots))
        )
        for run, start, end, gone, roots in rows
    ]


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _aware_or_none(moment: datetime | None) -> datetime | None:
    return _aware(moment) if moment else None


def owe(db: Connection, run: str) -> None:
    """Note that words came or went, and that what is drawn from them has to follow."""
    db.execute(
        "INSERT INTO meta VALUES ('follow_up', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [run],
    )


def owes(db: Connection) -> bool:
    """Whether what is drawn from imported words is behind them."""
    return db.execute("SELECT 1 FROM meta WHERE key = 'follow_up'").fetchone() is not None


def settle_debt(db: Connection) -> None:
    """Note that everything drawn from the words has caught up."""
    db.execute("DELETE FROM meta WHERE key = 'follow_up'")


def add_accounts(
    db: Connection, run: str, first: int, accounts: Sequence[Mapping[str, Any]]
) -> None:
    """Append to a run's receipt; `first` is the position of the first of these."""
    rows = [
        (
            run,
            first + place,
            account["path"],
            account["status"],
            json.dumps(account, ensure_ascii=False),
        )
        for place, account in enumerate(accounts)
    ]
    append_rows(db, "import_file", rows)


def get_accounts(db: Connection, run: str) -> list[dict[str, Any]]:
    """A run's receipt as it was written, in reading order."""
    rows = db.execute(
        "SELECT account FROM import_file WHERE run = ? ORDER BY position", [run]
    ).fetchall()
    return [json.loads(account) for (account,) in rows]


def get_known_files(db: Connection) -> dict[str, KnownFile]:
    """Everything known of every path."""
    rows = db.execute(
        "SELECT path, size, mtime_ns, hash, said, note, dated, run, account FROM known_file"
    ).fetchall()
    return {row[0]: _known_file(row) for row in rows}


@lru_cache(maxsize=1024)
def _said(stored: str) -> Mapping[str, Any]:
    """What was said of a file; of most files the same was said, so that one value stands for all."""
    said: Mapping[str, Any] = json.loads(stored)
    return said


def _known_file(row: Sequence[Any]) -> KnownFile:
    path, size, mtime_ns, digest, said, note, dated, run, account = row
    return KnownFile(path, size, mtime_ns, digest, _said(said), note, dated, run, account)


_KNOWN_TYPES = (
    "VARCHAR",
    "BIGINT",
    "BIGINT",
    "VARCHAR",
    "JSON",
    "VARCHAR",
    "BOOLEAN",
    "VARCHAR",
    "JSON",
)
_RENEWED = ("size", "mtime_ns", "hash", "said", "note", "dated", "run", "account")


def put_known_files(db: Connection, files: Sequence[KnownFile]) -> None:
    """Record what paths are now; the newest word on a path wins."""
    rows = {file.path: _known_row(file) for file in files}
    if rows:
        renew = ", ".join(f"{column} = excluded.{column}" for column in _RENEWED)
        conflict = f"ON CONFLICT (path) DO UPDATE SET {renew}"
        upsert_rows(db, "known_file", _KNOWN_TYPES, list(rows.values()), conflict)


def _known_row(file: KnownFile) -> tuple[Any, ...]:
    said = json.dumps(file.said, ensure_ascii=False)
    what = (file.path, file.size, file.mtime_ns, file.hash)
    return (*what, said, file.note, file.dated, file.run, file.account)


def hold(db: Connection, run: str, holdings: Sequence[Holding], again: Sequence[str]) -> None:
    """Record that paths hold utterances through this run; what they held of the same is replaced.

    Args:
        db: the open transaction.
        run: the run that reads them.
        holdings: who holds what.
        again: those of the utterances that may be held already, or are among these more than once.
    """
    if not holdings:
        return
    if again:
        held = set(again)
        pairs = {(one.path, one.utterance): one for one in holdings}
        _let_go(db, [pair for pair in pairs if pair[1] in held])
        holdings = list(pairs.values())
    append_rows(db, "holding", [(*one, run) for one in holdings])


def _let_go(db: Connection, pairs: Sequence[tuple[str, str]]) -> None:
    if not pairs:
        return
    db.execute(
        "DELETE FROM holding WHERE (path, utterance) IN "
        "(SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS VARCHAR[])))",
        [[path for path, _ in pairs], [utterance for _, utterance in pairs]],
    )


def copy_holdings(db: Connection, origin: str, path: str, run: str) -> None:
    """Let a copy hold, through this run, all that another path holds; the rest is for `settle` to drop."""
    db.execute(
        "DELETE FROM holding WHERE path = ? "
        "AND utterance IN (SELECT utterance FROM holding WHERE path = ?)",
        [path, origin],
    )
    # A copy that this very run read has words of this run that it holds no longer.
    db.execute("UPDATE holding SET run = '' WHERE path = ?", [path])
    db.execute(
        "INSERT INTO holding SELECT ?, utterance, source, position, ? FROM holding WHERE path = ?",
        [path, run, origin],
    )


def settle(db: Connection, run: str, paths: Sequence[str]) -> dict[str, int]:
    """Let paths go of what they hold through other runs alone, and remove what then nobody holds.

    What others hold still gets its place from them.

    Args:
        db: the open transaction.
        run: the run that read the paths to their end, and holds all that is in them now.
        paths: these paths.

    Returns:
        How many utterances went with each path that lost any.
    """
    if not paths:
        return {}
    dropped = db.execute(
        "SELECT path, utterance FROM holding WHERE path IN (SELECT unnest(?)) AND run <> ?",
        [list(paths), run],
    ).fetchall()
    if not dropped:
        return {}
    _let_go(db, dropped)
    orphans = _unheld(db, [one for _, one in dropped])
    remove_utterances(db, sorted(orphans))
    place_utterances(db, sorted({one for _, one in dropped} - orphans))
    lost: dict[str, int] = {}
    for path, one in dropped:
        lost[path] = lost.get(path, 0) + (one in orphans)
    return lost


def held_by(db: Connection, path: str) -> set[str]:
    """The utterances that a path holds."""
    rows = db.execute("SELECT utterance FROM holding WHERE path = ?", [path]).fetchall()
    return {row[0] for row in rows}


def held_by_these_alone(db: Connection, holders: Mapping[str, Collection[str]]) -> set[str]:
    """The utterances that nobody would hold if these paths let go of these."""
    times = Counter(one for held in holders.values() for one in held)
    rows = db.execute(
        "SELECT utterance, count(DISTINCT path) FROM holding "
        "WHERE utterance IN (SELECT unnest(?)) GROUP BY utterance",
        [list(times)],
    ).fetchall()
    return {one for one, paths in rows if paths == times[one]}


def _unheld(db: Connection, ids: Sequence[str]) -> set[str]:
    rows = db.execute(
        "SELECT id FROM utterance WHERE id IN (SELECT unnest(?)) "
        "AND id NOT IN (SELECT utterance FROM holding)",
        [list(ids)],
    ).fetchall()
    return {row[0] for row in rows}


def place_utterances(db: Connection, ids: Sequence[str]) -> None:
    """Give each utterance the source and place of its holdings, the same whoever came first."""
    if not ids:
        return
    moved = db.execute(
        "UPDATE utterance SET source = best.source, position = best.position FROM ("
        "SELECT utterance, min(source) AS source, arg_min(position, (source, position)) AS position "
        "FROM holding WHERE utterance IN (SELECT unnest(?)) GROUP BY utterance) AS best "
        "WHERE utterance.id = best.utterance "
        "AND (utterance.source <> best.source OR utterance.position <> best.position) "
        "RETURNING utterance.id",
        [list(ids)],
    ).fetchall()
    index_anew(db, [row[0] for row in moved])


def added_by(db: Connection, run: str) -> tuple[list[str], list[str]]:
    """What a run added: the ids that nobody else holds, and those that another run's file holds too."""
    rows = db.execute(
        "SELECT u.id, EXISTS (SELECT 1 FROM holding h WHERE h.utterance = u.id AND h.run <> ?) "
        "FROM utterance u WHERE u.run = ? ORDER BY u.id",
        [run, run],
    ).fetchall()
    return [one for one, shared in rows if not shared], [one for one, shared in rows if shared]


def hand_over(db: Connection, run: str) -> None:
    """Let what is left of a run's words belong to the other runs that hold them, and forget its files."""
    db.execute(
        "UPDATE utterance SET run = other.run FROM ("
        "SELECT utterance, min(run) AS run FROM holding WHERE run <> ? GROUP BY utterance) AS other "
        "WHERE utterance.id = other.utterance AND utterance.run = ?",
        [run, run],
    )
    db.execute(
        "DELETE FROM holding WHERE run = ? AND utterance NOT IN (SELECT id FROM utterance)", [run]
    )
    db.execute(
        "UPDATE holding SET run = u.run FROM utterance u "
        "WHERE holding.utterance = u.id AND holding.run = ? AND u.run IS NOT NULL",
        [run],
    )
    db.execute("DELETE FROM known_file WHERE run = ?", [run])
    drop_lost_signatures(db)
