"""How far an import has come: files and megabytes, how fast, and how long the rest will take."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, cast

_MEGABYTE = 1e6
_LARGE = 4_000_000
_PAUSE = 0.2
_SOON = 2.0
"""Seconds after which the rate means something."""


class Pace:
    """Tells of every file as it begins, and of a large one a few times a second while it is read.

    The sizes are those on the disk: what zips hold is larger, so that the time left is a guess.
    """

    def __init__(self, paths: Sequence[Path], tell: Callable[[str], None]) -> None:
        self._files, self._size = _measure(paths)
        self._tell = tell
        self._started = time.monotonic()
        self._told = 0.0
        self._met = 0
        self._name = ""
        self._before = 0
        self._here = 0

    def begin(self, path: str, size: int) -> None:
        """The next file begins; the one before is done."""
        self._before += self._here
        self._here = size
        self._met += 1
        self._name = path.rsplit("/", 1)[-1]
        self._say(self._before)

    def counted(self, file: IO[bytes]) -> IO[bytes]:
        """The file that has begun, telling how much of it is read."""
        return cast("IO[bytes]", _Counted(file, self._read)) if self._here > _LARGE else file

    def _read(self, position: int) -> None:
        if time.monotonic() - self._told > _PAUSE:
            self._say(self._before + min(position, self._here))

    def _say(self, done: int) -> None:
        self._told = time.monotonic()
        passed = self._told - self._started
        parts = [f"reading {self._met} of {max(self._files, self._met)}: {self._name}"]
        if passed > _SOON and done:
            size = max(self._size, done)
            rate = done / passed
            parts += [
                f"{done / _MEGABYTE:.0f} of {size / _MEGABYTE:.0f} MB",
                f"{rate / _MEGABYTE:.1f} MB/s",
                f"{_spoken((size - done) / rate)} left",
            ]
        self._tell(", ".join(parts))


class _Counted:
    """An open file that tells of every read where it has come to."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self._file = file
        self._tell = tell
        self._position = 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._file.read(size)
        self._position += len(chunk)
        self._tell(self._position)
        return chunk

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._position = self._file.seek(offset, whence)
        return self._position

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __iter__(self) -> Any:
        return iter(self._file)


def _measure(paths: Sequence[Path]) -> tuple[int, int]:
    """How many files there are below the paths, and their bytes; what cannot be looked at counts nothing."""
    count = size = 0
    for path in paths:
        below = [Path(folder, name) for folder, _, names in os.walk(path) for name in names]
        for one in below or [path]:
            try:
                size += one.stat().st_size
            except OSError:
                continue
            count += 1
    return count, size


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
