"""The storing stage: words batch by batch, and a file known only with the last of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from selfmirror.ingest.identify import Words
from selfmirror.ingest.receipt import FileAccount, Status
from selfmirror.store.imports import (
    Holding,
    KnownFile,
    add_accounts,
    copy_holdings,
    finish_run,
    held_by,
    held_by_these_alone,
    hold,
    owe,
    owes,
    place_utterances,
    put_known_files,
    settle,
)
from selfmirror.store.passages import PassageRow, append_passages
from selfmirror.store.signatures import put_signatures
from selfmirror.store.utterances import (
    Rows,
    add_rows,
    add_sources,
    forgotten_hashes,
    present_ids,
    rows_of,
)
from selfmirror.words.identity import text_hash
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Utterance

if TYPE_CHECKING:
    from datetime import datetime

    from selfmirror.store.database import Connection, Store

Cut = Callable[[str, str], Sequence[PassageRow]]
"""Cuts an utterance, given its id and text, into the passages that are searched."""

_WORDS_A_BATCH = 8000
_FILES_A_BATCH = 3000


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended.

    `known` is what to know it by from now on (None when it was not read to its end); `whole` says that
    what this run took from it is all that it holds; `copy_of` is the path whose words it repeats;
    `replaces` are undated copies whose words now have this file's time; `signature` is what near
    copies of a note that was read are known by.
    """

    account: FileAccount
    known: KnownFile | None = None
    whole: bool = False
    copy_of: str | None = None
    replaces: tuple[KnownFile, ...] = ()
    signature: bytes | None = None


class Ledger(Protocol):
    """Takes words and endings in reading order."""

    def take(self, path: str, words: Words) -> None: ...

    def end(self, ending: Ending) -> None: ...


@dataclass(slots=True)
class _Counts:
    added: Counter[str] = field(default_factory=Counter)
    forgotten: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def any(self) -> bool:
        return any(self.added.values()) or any(self.removed.values())

    def complete(self, account: FileAccount) -> FileAccount:
        added, forgotten = self.added[account.path], self.forgotten[account.path]
        if account.status in {Status.UNCHANGED, Status.DUPLICATE}:
            removed = self.removed[account.path]
            return replace(account, removed=removed) if removed != account.removed else account
        return replace(
            account,
            added=added,
            forgotten=forgotten,
            known=account.utterances - added - forgotten,
            removed=self.removed[account.path],
        )


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written in one transaction, all that can be made before the store is held.

    `rows` go by id, `ids` are in reading order, `pieces` are passages by utterance.
    """

    words: Sequence[tuple[str, Words]]
    endings: Sequence[Ending]
    rows: Rows
    ids: Sequence[str]
    pieces: Mapping[str, Sequence[PassageRow]]


class StoreLedger:
    """Writes to the store, a transaction a batch; a run killed in between is completed by the next.

    A batch is written in a thread of its own while the next one is read: half of writing is the
    engine's work, which needs no Python. What went wrong there is raised with the next batch.
    """

    def __init__(self, store: Store, run: str, cut: Cut | None = None) -> None:
        self._store = store
        self._run = run
        self._cut = cut
        self._words: list[tuple[str, Words]] = []
        self._endings: list[Ending] = []
        self._waiting = 0
        self._counts = _Counts()
        self._done: list[FileAccount] = []
        self._writer = ThreadPoolExecutor(1, "storing")
        self._writing: Future[bool] | None = None

    def take(self, path: str, words: Words) -> None:
        """Take one document's words.

        Raises:
            MirrorError: the store could not be written.
        """
        self._words.append((path, words))
        self._waiting += len(words.utterances)
        if self._waiting >= _WORDS_A_BATCH:
            self._flush()

    def end(self, ending: Ending) -> None:
        """Take a file's end.

        Raises:
            MirrorError: the store could not be written.
        """
        self._endings.append(ending)
        if len(self._endings) >= _FILES_A_BATCH:
            self._flush()

    def finish(self, finished_at: datetime) -> tuple[tuple[FileAccount, ...], bool]:
        """Write what is left and end the run.

        Returns:
            The lines, and whether what is drawn from imported words is behind them.

        Raises:
            MirrorError: the store could not be written.
        """
        batch = self._prepare()
        self._wait()
        behind = self._write(batch, finished_at)
        return tuple(self._done), behind

    def close(self) -> None:
        """Let the writing end that has begun."""
        self._writer.shutdown()

    def _flush(self) -> None:
        batch = self._prepare()
        self._wait()
        self._writing = self._writer.submit(self._write, batch)

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()

    def _prepare(self) -> _Batch:
        utterances = [one for _, words in self._words for one in words.utterances]
        pieces: dict[str, Sequence[PassageRow]] = {}
        if self._cut is not None:
            # What tools said is not searched.
            spoken = (one for one in utterances if one.speaker is not Speaker.TOOL)
            pieces = {one.id: self._cut(one.id, one.text) for one in spoken}
        rows, ids = rows_of(utterances, self._run), [one.id for one in utterances]
        batch = _Batch(self._words, self._endings, rows, ids, pieces)
        self._words, self._endings, self._waiting = [], [], 0
        return batch

    def _write(self, batch: _Batch, finished_at: datetime | None = None) -> bool:
        """Store a batch, the last one with the run's end; return whether what is drawn is behind."""
        with self._store.open() as db:
            if batch.rows:
                self._store_words(db, batch)
            self._settle(db, batch.endings)
            accounts = [self._counts.complete(ending.account) for ending in batch.endings]
            add_accounts(db, self._run, len(self._done), [one.as_json() for one in accounts])
            if self._counts.any():
                owe(db, self._run)
            if finished_at:
                finish_run(db, self._run, finished_at)
            behind = owes(db)
        self._done += accounts
        return behind

    def _store_words(self, db: Connection, batch: _Batch) -> None:
        new = frozenset(add_rows(db, batch.rows))
        known = present_ids(db, [one for one in batch.rows if one not in new])
        fresh, present = set(new), new | known
        holdings: list[Holding] = []
        for path, words in batch.words:
            stored = [one for one in words.utterances if one.id in present]
            holdings += [Holding(path, one.id, one.source, one.position) for one in stored]
            self._count(path, words.utterances, fresh, present)
        wanted = {one.source for one in holdings}
        sources = [words.source for _, words in batch.words if words.source.id in wanted]
        recorded_at = next(one.recorded_at for _, words in batch.words for one in words.utterances)
        add_sources(db, sources, self._run, recorded_at)
        cut = (batch.pieces.get(key, ()) for key in batch.rows if key in new)
        append_passages(db, [piece for pieces in cut for piece in pieces])
        again = [one for one, times in Counter(batch.ids).items() if times > 1 or one not in new]
        hold(db, self._run, holdings, again)
        place_utterances(db, again)

    def _count(
        self, path: str, utterances: Sequence[Utterance], fresh: set[str], present: frozenset[str]
    ) -> None:
        for one in utterances:
            self._counts.forgotten[path] += one.id not in present
            if one.id in fresh:
                fresh.discard(one.id)
                self._counts.added[path] += 1

    def _settle(self, db: Connection, endings: Sequence[Ending]) -> None:
        """Let the files that ended go of what they no longer hold, and know them from now on."""
        whole: list[str] = []
        for ending in endings:
            path = ending.account.path
            if ending.copy_of is not None:
                copy_holdings(db, ending.copy_of, path, self._run)
            for copy in ending.replaces:
                copy_holdings(db, path, copy.path, self._run)
            if ending.copy_of is not None or ending.whole:
                whole += [path, *(copy.path for copy in ending.replaces)]
        self._counts.removed.update(settle(db, self._run, whole))
        put_known_files(db, [ending.known for ending in endings if ending.known])
        put_known_files(db, [copy for ending in endings for copy in ending.replaces])
        read = [one for one in endings if one.whole or one.copy_of is not None]
        put_signatures(db, {one.account.path: one.signature for one in read})


class TrialLedger:
    """Counts what a run would add and remove, and writes nothing."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._met: set[str] = set()
        self._gone: frozenset[str] | None = None
        self._counts = _Counts()
        # What changed files hold in the store and were not found to hold now.
        self._left: dict[str, set[str]] = {}
        self._let_go: dict[str, set[str]] = {}
        self._done: list[FileAccount] = []

    def take(self, path: str, words: Words) -> None:
        """Count which of these words are not in the store yet."""
        known = set[str]()
        if self._store is not None and words.utterances:
            with self._store.open() as db:
                known = present_ids(db, [one.id for one in words.utterances])
                if self._gone is None:
                    self._gone = forgotten_hashes(db)
        for one in words.utterances:
            if self._gone and one.id not in known and text_hash(one.text) in self._gone:
                self._counts.forgotten[path] += 1
            elif one.id not in known and one.id not in self._met:
                self._counts.added[path] += 1
        self._met.update(one.id for one in words.utterances)
        self._held(path).difference_update(one.id for one in words.utterances)

    def end(self, ending: Ending) -> None:
        """Note a file's line."""
        path = ending.account.path
        left = self._held(path) if ending.whole or ending.copy_of else set[str]()
        self._left.pop(path, None)
        if left:
            self._let_go[path] = left
        for copy in ending.replaces:
            self._let_go[copy.path] = self._held(copy.path)
        self._done.append(ending.account)

    def finish(self) -> tuple[FileAccount, ...]:
        """All lines."""
        if self._store is not None and self._let_go:
            with self._store.open() as db:
                alone = held_by_these_alone(db, self._let_go) - self._met
            for path, left in self._let_go.items():
                self._counts.removed[path] = len(left & alone)
        return tuple(self._counts.complete(account) for account in self._done)

    def _held(self, path: str) -> set[str]:
        if path not in self._left:
            held = set[str]()
            if self._store is not None:
                with self._store.open() as db:
                    held = held_by(db, path)
            self._left[path] = held
        return self._left[path]
