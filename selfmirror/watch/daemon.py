"""The daemon as a process: it follows its folders until a signal ends it between two batches."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.watch.observing import Changes, observing
from selfmirror.watch.watcher import UNHURRIED, Grounds, Tempo, Watcher

Progress = Callable[[str], None]


class Stopped(BaseException):
    """The daemon was told to end; not an error, so that nothing takes it for a file's failure."""


class Daemon:
    """One watcher with the importer and what follows an import."""

    def __init__(
        self,
        grounds: Grounds,
        importer: Importer,
        options: ImportOptions,
        catch_up: Callable[[Progress], None],
        tell: Progress,
    ) -> None:
        self._grounds = grounds
        self._importer = importer
        self._options = options
        self._catch_up = catch_up
        self._tell = tell
        self._changes = Changes()
        self._signal = 0

    def once(self) -> None:
        """Read the folders, catch up, and be done.

        Raises:
            MirrorError: the store could not be used.
        """
        self._tell(self._intake(self._grounds.folders) or "nothing new")

    def run(self, tempo: Tempo = UNHURRIED) -> int:
        """Follow the folders until SIGTERM or SIGINT; returns the number of the signal."""
        watcher = Watcher(self._grounds, self._intake, self._tell, tempo)
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

    def _intake(self, paths: Sequence[Path]) -> str:
        self._importer.run(paths, self._options, self._note_progress)
        self._catch_up(self._note_progress)
        return f"taken in: {', '.join(path.name for path in paths)}"

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
