"""What lies in the watched folders now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

from selfmirror.watch.passing import is_passing
from selfmirror.watch.settling import Stamp


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a regular file, or None if there is none that can be looked at."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return Stamp(seen.st_size, seen.st_mtime_ns) if S_ISREG(seen.st_mode) else None


def survey(folders: Sequence[Path], shut: Path) -> dict[Path, Stamp]:
    """Every lasting file below the folders with its stamp; nothing below `shut`, links not followed."""
    found = {}
    for folder in folders:
        for path in files_below(folder, folder, shut):
            stamp = stamp_of(path)
            if stamp is not None:
                found[path] = stamp
    return found


def files_below(start: Path, folder: Path, shut: Path) -> Iterator[Path]:
    """The lasting files at or below `start`, which lies in the watched `folder`."""
    if not _is_folder(start):
        if is_lasting(start, folder, shut):
            yield start
        return
    for root, names, files in os.walk(start):
        here = Path(root)
        names[:] = sorted(name for name in names if is_lasting(here / name, folder, shut))
        yield from (here / name for name in sorted(files) if is_lasting(here / name, folder, shut))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def is_lasting(path: Path, folder: Path, shut: Path) -> bool:
    """Whether a path of a watched folder is to be read: neither passing nor selfmirror's own."""
    return not is_passing(path, folder) and not path.is_relative_to(shut)
