"""Folders and exports become utterances, and every file is accounted for."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.errors import UsageError
from selfmirror.ingest.attribution import Ask, nobody_asks
from selfmirror.ingest.copies import Copies
from selfmirror.ingest.given_dates import GivenDates, folder_of
from selfmirror.ingest.intake import Intake
from selfmirror.ingest.ledger import Cut, Ledger, StoreLedger, TrialLedger
from selfmirror.ingest.options import ImportOptions
from selfmirror.ingest.pace import Pace
from selfmirror.ingest.receipt import Receipt, account_from
from selfmirror.ingest.walk import Bounds, Found, absolute, recorded_path, walk
from selfmirror.store.imports import (
    ImportRun,
    added_by,
    begin_run,
    get_accounts,
    get_known_files,
    hand_over,
    list_runs,
    mark_undone,
    owe,
    settle_debt,
)
from selfmirror.store.signatures import get_signatures
from selfmirror.store.utterances import remove_utterances

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.settings import ImportSettings
    from selfmirror.store.database import Store

__all__ = ["ImportOptions", "Importer", "Undone"]

_IDS_A_BATCH = 2000
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a run back did: `kept` utterances stayed because another run's files hold them.

    `gone` are those that the run itself had removed, because their files had changed: they do not come back.
    """

    run: str
    removed: int
    kept: int
    gone: int


class Importer:
    """Runs imports, shows their receipts and takes them back."""

    def __init__(
        self, store: Store, clock: Clock, settings: ImportSettings, cut: Cut | None = None
    ) -> None:
        """An importer; with `cut` the words are stored ready to be searched, else a catch-up cuts them."""
        self._store = store
        self._clock = clock
        self._cut = cut
        self._bounds = Bounds(
            round(settings.max_file_mb * _MEGABYTE), round(settings.max_text_mb * _MEGABYTE)
        )

    def run(
        self,
        paths: Sequence[Path],
        options: ImportOptions,
        progress: Callable[[str], None],
        ask: Ask = nobody_asks,
    ) -> Receipt:
        """Read everything below the paths; what cannot be read becomes a line of the receipt.

        Args:
            paths: files, folders and zips.
            options: what the person says of them.
            progress: hears what is read.
            ask: asks the person which name in a chat is theirs.

        Raises:
            MirrorError: the store could not be read or written.
        """
        started = time.monotonic()
        if options.dry_run:
            return self._try(paths, options, progress, started)
        with self._store.open() as db:
            run = begin_run(
                db, self._clock.now(), [recorded_path(absolute(path)) for path in paths]
            )
            copies = Copies(get_known_files(db), self._signatures)
            dates = self._dates(paths, list_runs(db))
        ledger = StoreLedger(self._store, run, self._cut)
        pace = Pace(paths, progress)
        intake = Intake(run, copies, options, self._clock.now(), self._bounds, dates, pace, ask)
        with self._store.sparing(), closing(ledger):
            self._read(paths, intake, ledger)
            files, behind = ledger.finish(self._clock.now())
        return Receipt(run, files, time.monotonic() - started, behind)

    def mark_followed(self) -> None:
        """Note that what is drawn from the imported words has caught up with them."""
        with self._store.open() as db:
            settle_debt(db)

    def _signatures(self) -> dict[str, bytes]:
        with self._store.open() as db:
            return get_signatures(db)

    def _dates(self, paths: Sequence[Path], runs: Sequence[ImportRun]) -> GivenDates:
        """The tables of dates that count: in and above these paths, as far as was ever imported."""
        before = (Path(root) for run in runs if run.undone_at is None for root in run.roots)
        folders = {recorded_path(folder_of(path)) for path in paths}
        folders |= {str(root) for root in set(before) if root.is_absolute() and root.is_dir()}
        return GivenDates(frozenset(folders), self._clock.now().date())

    def _try(
        self,
        paths: Sequence[Path],
        options: ImportOptions,
        progress: Callable[[str], None],
        started: float,
    ) -> Receipt:
        """The same stages with nothing written; a home that is not there yet is not made."""
        store = self._store if self._store.home.database.exists() else None
        copies, dates = Copies({}), self._dates(paths, [])
        if store is not None:
            with store.open() as db:
                copies = Copies(get_known_files(db), self._signatures)
                dates = self._dates(paths, list_runs(db))
        ledger = TrialLedger(store)
        pace = Pace(paths, progress)
        intake = Intake("", copies, options, self._clock.now(), self._bounds, dates, pace)
        self._read(paths, intake, ledger)
        return Receipt(None, ledger.finish(), time.monotonic() - started)

    def _read(self, paths: Sequence[Path], intake: Intake, ledger: Ledger) -> None:
        met: set[str] = set()
        for found in walk(paths, self._store.home.root, self._bounds):
            if found.path in met:
                continue
            met.add(found.path)
            intake.pace.begin(found.path, found.size if isinstance(found, Found) else 0)
            intake.take(found, ledger)

    def runs(self) -> list[ImportRun]:
        """Every run, the oldest first; none when nothing was ever stored."""
        if not self._store.home.database.exists():
            return []
        with self._store.open() as db:
            return list_runs(db)

    def find_run(self, given: str) -> ImportRun:
        """The run with this id, or with an id that begins so; `last` is the newest.

        Raises:
            UsageError: there is no such run, or there are several.
        """
        runs = self.runs()
        if given == "last" and runs:
            return runs[-1]
        matching = [run for run in runs if given and run.id.startswith(given)]
        if len(matching) != 1:
            many = "several imports begin so" if matching else "there is no such import"
            raise UsageError(f"{given}: {many}; see `selfmirror import list`")
        return matching[0]

    def receipt(self, run_id: str) -> Receipt:
        """What a run said when it ended, or as far as it came.

        Raises:
            UsageError: there is no such run.
        """
        run = self.find_run(run_id)
        with self._store.open() as db:
            files = tuple(account_from(account) for account in get_accounts(db, run.id))
        ended = run.finished_at or run.started_at
        seconds = (ended - run.started_at).total_seconds()
        return Receipt(run.id, files, seconds, since=_since(run))

    def preview_undo(self, run_id: str) -> Undone:
        """What taking a run back would do.

        Raises:
            UsageError: there is no such run, or it was taken back before.
        """
        run = self._undoable(run_id)
        with self._store.open() as db:
            mine, shared = added_by(db, run.id)
            gone = _removed_by(get_accounts(db, run.id))
        return Undone(run.id, len(mine), len(shared), gone)

    def undo(self, run_id: str) -> Undone:
        """Take back exactly what a run added; words that another run's files hold too stay with that.

        Raises:
            UsageError: there is no such run, or it was taken back before.
        """
        run = self._undoable(run_id)
        with self._store.open() as db:
            mine, shared = added_by(db, run.id)
            gone = _removed_by(get_accounts(db, run.id))
            owe(db, run.id)
        for start in range(0, len(mine), _IDS_A_BATCH):
            with self._store.open() as db:
                remove_utterances(db, mine[start : start + _IDS_A_BATCH])
        with self._store.open() as db:
            hand_over(db, run.id)
            mark_undone(db, run.id, self._clock.now())
        return Undone(run.id, len(mine), len(shared), gone)

    def _undoable(self, run_id: str) -> ImportRun:
        run = self.find_run(run_id)
        if run.undone_at is not None:
            day = run.undone_at.date().isoformat()
            raise UsageError(f"import {run.id} was taken back on {day}; there is nothing to undo")
        return run


def _removed_by(accounts: Sequence[Mapping[str, Any]]) -> int:
    return sum(account["removed"] for account in accounts)


def _since(run: ImportRun) -> str:
    if run.undone_at:
        return f"taken back on {run.undone_at.date().isoformat()}"
    return "" if run.finished_at else "interrupted: run it again to complete it"
