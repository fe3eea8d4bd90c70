"""When a changed file has come to rest, decided from what is seen of it and a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

QUIET = 1.0
"""Seconds that a file's size and time must stay as they are before it is read."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another: its size in bytes and its time of change."""

    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A file that changed, its stamp when last looked at, and since when it has had that stamp."""

    stamp: Stamp | None
    since: float


@dataclass(frozen=True, slots=True)
class Settled:
    """The files that came to rest, and those still being written."""

    ready: tuple[Path, ...]
    waiting: dict[Path, Watched]


def noticed(
    waiting: Mapping[Path, Watched], paths: Iterable[Path], at: float
) -> dict[Path, Watched]:
    """The waiting files with newly changed ones; one that is waiting already keeps its state."""
    return {path: Watched(None, at) for path in paths} | dict(waiting)


def settle(
    waiting: Mapping[Path, Watched],
    stamp_of: Callable[[Path], Stamp | None],
    at: float,
    quiet: float = QUIET,
) -> Settled:
    """Look at every waiting file once, at `at` seconds of a steady clock.

    A file is ready when its stamp has been the same for `quiet` seconds. One that is gone is
    dropped: a save by rename brings it back as a new change, a deletion leaves nothing to read.
    """
    ready: list[Path] = []
    still: dict[Path, Watched] = {}
    for path, known in waiting.items():
        stamp = stamp_of(path)
        if stamp is None:
            continue
        if stamp != known.stamp:
            still[path] = Watched(stamp, at)
        elif at - known.since >= quiet:
            ready.append(path)
        else:
            still[path] = known
    return Settled(tuple(sorted(ready)), still)
