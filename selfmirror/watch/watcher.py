"""The daemon's work: an initial scan, then every file that came to rest, and now and then a look at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Protocol

from selfmirror.errors import MirrorError
from selfmirror.watch.settling import Stamp, Watched, noticed, settle
from selfmirror.watch.survey import files_below, is_lasting, stamp_of, survey

if TYPE_CHECKING:
    from selfmirror.watch.observing import Changes


class Work(Protocol):
    """What is done with what changed."""

    def take_in(self, paths: Sequence[Path]) -> str:
        """Read files and folders until their words can be found; says in one line what came of it."""
        ...

    def catch_up(self) -> bool:
        """Draw a little more of what follows from the words; whether something is left to draw."""
        ...


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
        work: Work,
        tell: Callable[[str], None],
        tempo: Tempo = UNHURRIED,
    ) -> None:
        self._grounds = grounds
        self._work = work
        self._behind = False
        self._tell = tell
        self._tempo = tempo
        self._known: dict[Path, Stamp] = {}
        self._waiting: dict[Path, Watched] = {}
        self._owed: set[Path] = set(grounds.folders)
        self._trouble = ""
        self._try_at = 0.0
        self._survey_at = 0.0
        self.stopping = False

    @property
    def settled(self) -> bool:
        """Whether nothing waits to be read or drawn."""
        return not self._waiting and not self._owed and not self._behind

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
        if at >= self._try_at and (self._owed or self._behind):
            self._try(at)

    def run(self, changes: Changes, intact: Callable[[], bool], now: Callable[[], float]) -> None:
        """Follow the changes until stopped, or until the system no longer reports them."""
        while not self.stopping and intact():
            self.step(now())
            self.notice(self._next(changes, self._pause(now())), now())

    def _next(self, changes: Changes, pause: float) -> list[Path]:
        """The changes since the last look, waiting `pause` seconds for one."""
        found: list[Path] = []
        try:
            first = changes.get(timeout=pause)
            while first is not None:
                found.append(first)
                first = changes.get_nowait()
        except Empty:
            return found
        return found

    def _pause(self, at: float) -> float:
        if self.settled:
            return self._tempo.retry
        return 0.0 if self._behind and at >= self._try_at else self._tempo.look

    def _look_at_all(self, at: float) -> None:
        seen = survey(self._grounds.folders, self._grounds.home)
        first = self._survey_at == 0.0
        self._survey_at = at + self._tempo.survey
        if first:
            self._known = seen
            return
        self.notice([path for path, stamp in seen.items() if self._known.get(path) != stamp], at)

    def _try(self, at: float) -> None:
        try:
            if self._owed:
                self._take_in()
            else:
                self._behind = self._work.catch_up()
        except (MirrorError, OSError) as error:
            self._try_at = at + self._tempo.retry
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._tell(f"{error}; trying again every {self._tempo.retry:.0f} s")
        else:
            self._trouble = ""

    def _take_in(self) -> None:
        """Read what is due; what follows from it is drawn while nothing else is due."""
        due = sorted(self._owed)
        stamps = {path: stamp for path in due if (stamp := stamp_of(path)) is not None}
        self._behind = True
        said = self._work.take_in(due)
        self._known |= stamps
        self._owed -= set(due)
        if said:
            self._tell(said)

    def _files_at(self, path: Path) -> list[Path]:
        for folder in self._grounds.folders:
            if path.is_relative_to(folder) and is_lasting(path, folder, self._grounds.home):
                return list(files_below(path, folder, self._grounds.home))
        return []
