"""The daemon's work: an initial scan, then every file that came to rest, and now and then a look at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.watch.settling import Stamp, Watched, noticed, settle
from selfmirror.watch.survey import files_below, is_lasting, stamp_of, survey

if TYPE_CHECKING:
    from selfmirror.watch.observing import Changes

Intake = Callable[[Sequence[Path]], str]
"""Reads files and folders and draws all that follows from them; says in one line what came of it."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The daemon's times, in seconds: between looks at what is settling, at everything, and tries."""

    look: float = 0.25
    survey: float = 600.0
    retry: float = 5.0


UNHURRIED = Tempo()
"""The times of a daemon that a person does not notice."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is watched: the folders, and the home, whose own files are never read as notes."""

    folders: tuple[Path, ...]
    home: Path


class Watcher:
    """Takes in what changes. Every step is given the time, so that it can be told as a story."""

    def __init__(
        self,
        grounds: Grounds,
        intake: Intake,
        tell: Callable[[str], None],
        tempo: Tempo = UNHURRIED,
    ) -> None:
        self._grounds = grounds
        self._intake = intake
        self._tell = tell
        self._tempo = tempo
        self._known: dict[Path, Stamp] = {}
        self._waiting: dict[Path, Watched] = {}
        self._owed: set[Path] = set(grounds.folders)
        self._try_at = 0.0
        self._survey_at = 0.0
        self.stopping = False

    @property
    def settled(self) -> bool:
        """Whether nothing waits to be read."""
        return not self._waiting and not self._owed

    def notice(self, paths: Iterable[Path], at: float) -> None:
        """Remember changed paths; a folder that appeared stands for its files."""
        lasting = [file for path in paths for file in self._files_at(path)]
        self._waiting = noticed(self._waiting, lasting, at)

    def step(self, at: float) -> None:
        """Do what is due at `at` seconds of a steady clock."""
        if at >= self._survey_at:
            self._look_at_all(at)
        settled = settle(self._waiting, stamp_of, at)
        self._waiting = settled.waiting
        self._owed.update(settled.ready)
        if self._owed and at >= self._try_at:
            self._take_in(at)

    def run(self, changes: Changes, intact: Callable[[], bool], now: Callable[[], float]) -> None:
        """Follow the changes until stopped, or until the system no longer reports them."""
        while not self.stopping and intact():
            self.step(now())
            self.notice(self._next(changes), now())

    def _next(self, changes: Changes) -> list[Path]:
        """The changes since the last look, waiting for one for as long as nothing is due."""
        found: list[Path] = []
        try:
            first = changes.get(timeout=self._tempo.look if not self.settled else self._tempo.retry)
            while first is not None:
                found.append(first)
                first = changes.get_nowait()
        except Empty:
            return found
        return found

    def _look_at_all(self, at: float) -> None:
        seen = survey(self._grounds.folders, self._grounds.home)
        first = self._survey_at == 0.0
        self._survey_at = at + self._tempo.survey
        if first:
            self._known = seen
            return
        self.notice([path for path, stamp in seen.items() if self._known.get(path) != stamp], at)

    def _take_in(self, at: float) -> None:
        due = sorted(self._owed)
        stamps = {path: stamp for path in due if (stamp := stamp_of(path)) is not None}
        try:
            said = self._intake(due)
        except (MirrorError, OSError) as error:
            self._try_at = at + self._tempo.retry
            self._tell(f"{error}; trying again in {self._tempo.retry:.0f} s")
            return
        self._known |= stamps
        self._owed -= set(due)
        if said:
            self._tell(said)

    def _files_at(self, path: Path) -> list[Path]:
        for folder in self._grounds.folders:
            if path.is_relative_to(folder) and is_lasting(path, folder, self._grounds.home):
                return list(files_below(path, folder, self._grounds.home))
        return []
