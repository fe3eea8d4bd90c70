"""The daemon as a process: it follows its folders until a signal ends it between two batches."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from selfmirror.errors import MirrorError
from selfmirror.ingest.given_dates import NAME as TABLE
from selfmirror.ingest.importer import Importer
from selfmirror.ingest.options import ImportOptions
from selfmirror.ingest.receipt import Receipt
from selfmirror.search.finder import Search
from selfmirror.watch.observing import Changes, observing
from selfmirror.watch.watcher import UNHURRIED, Grounds, Tempo, Watcher

Progress = Callable[[str], None]

SLICE = 48
"""Passages embedded between two looks at what changed: about two seconds of work."""


class Stopped(BaseException):
    """The daemon was told to end; not an error, so that nothing takes it for a file's failure."""


@dataclass(frozen=True, slots=True)
class Means:
    """The capabilities a daemon works with; `catch_up` draws all that follows from stored words."""

    importer: Importer
    search: Search
    catch_up: Callable[[Progress], None]


class Daemon:
    """One watcher, and what it does with what changed."""

    def __init__(
        self,
        grounds: Grounds,
        means: Means,
        options: ImportOptions,
        tell: Progress,
    ) -> None:
        self._grounds = grounds
        self._means = means
        self._options = options
        self._tell = tell
        self._changes = Changes()
        self._signal = 0
        self._left = 0

    def once(self) -> bool:
        """Read the folders, catch up, and be done; whether every file could be read.

        Raises:
            MirrorError: the store could not be used.
        """
        receipt = self._read(self._grounds.folders)
        if receipt.behind:
            self._draw()
        self._tell(str(receipt))
        return not receipt.failed

    def run(self, tempo: Tempo = UNHURRIED) -> int:
        """Follow the folders until SIGTERM or SIGINT; returns the number of the signal."""
        watcher = Watcher(self._grounds, self, self._tell, tempo)
        with self._listening(watcher):
            try:
                while not watcher.stopping:
                    self._follow(watcher)
            except Stopped:
                self._tell("stopped in the middle of a batch; the rest follows at the next start")
        return self._signal

    def _follow(self, watcher: Watcher) -> None:
        with observing(self._grounds.folders, self._changes, self._tell) as intact:
            watcher.run(self._changes, intact, time.monotonic)

    def take_in(self, paths: Sequence[Path]) -> str:
        """Import what changed, and make its words searchable; the slow vectors come after."""
        # A table of dates speaks of the files beside it.
        receipt = self._read([path.parent if path.name == TABLE else path for path in paths])
        self._means.search.catch_up_words(self._note_progress)
        return str(receipt) if receipt.behind or receipt.failed else ""

    def catch_up(self) -> bool:
        """Make a slice of vectors, and once none is left, draw the rest; whether a slice is left.

        Raises:
            MirrorError: no vector could be made; what needs none is drawn.
        """
        left = self._means.search.catch_up(self._note_progress, embed_at_most=SLICE)
        stuck, self._left = left == self._left, left
        if left and not stuck:
            return True
        self._draw()
        if left:
            raise MirrorError(
                f"{left} passages wait for their vectors: the model does not answer, or the cap is reached"
            )
        return False

    def _read(self, paths: Sequence[Path]) -> Receipt:
        return self._means.importer.run(paths, self._options, self._note_progress)

    def _draw(self) -> None:
        self._means.catch_up(self._note_progress)
        self._means.importer.mark_followed()

    def _note_progress(self, text: str) -> None:
        if self._signal:
            raise Stopped

    @contextmanager
    def _listening(self, watcher: Watcher) -> Iterator[None]:
        def told(number: int, frame: FrameType | None) -> None:
            self._signal = number
            watcher.stopping = True
            self._changes.put(None)

        before = {which: signal.signal(which, told) for which in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for which, handler in before.items():
                signal.signal(which, handler)
