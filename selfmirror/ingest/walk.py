"""The first stage: every file below the given paths, or why it is not read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selfmirror.ingest.archive import Archive, Opener, is_archive, members


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, or a member of a zip: where it stands and how to open its bytes."""

    path: str
    size: int
    mtime_ns: int
    open: Opener = field(compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is not read, and why; `failed` when the person has to act."""

    path: str
    reason: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a file and a text may be, in bytes."""

    file: int
    text: int


def recorded_path(path: str | Path) -> str:
    """The path as valid text: undecodable bytes in a name become backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\x00", "\\x00")


def walk(paths: Sequence[Path], own_home: Path, bounds: Bounds) -> Iterator[Found | Refused]:
    """Every file below the paths in the order of names, each once; zips are read as folders.

    Symbolic links are followed, loops are not; hidden folders, selfmirror's own home, devices and
    sockets are named and left alone.
    """
    seen: set[tuple[int, int]] = set()
    home = own_home.resolve()
    for path in paths:
        yield from _visit(Path(os.path.abspath(path)), home, bounds, seen)  # noqa: PTH100 - keeps links


def _visit(
    path: Path, home: Path, bounds: Bounds, seen: set[tuple[int, int]]
) -> Iterator[Found | Refused]:
    shown = recorded_path(path)
    try:
        status = path.stat()
    except OSError as error:
        link = "a link that leads nowhere" if path.is_symlink() else _because(error)
        yield Refused(shown, link, failed=not path.is_symlink())
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _enter(path, (status.st_dev, status.st_ino), home, bounds, seen)
    elif not stat.S_ISREG(status.st_mode):
        yield Refused(shown, "a device, socket or pipe, not a file")
    elif (status.st_dev, status.st_ino) in seen and path.is_symlink():
        yield Refused(shown, "a link to a file that is read already")
    else:
        seen.add((status.st_dev, status.st_ino))
        yield from _file(path, status, bounds)


def _because(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _enter(
    path: Path, place: tuple[int, int], home: Path, bounds: Bounds, seen: set[tuple[int, int]]
) -> Iterator[Found | Refused]:
    shown = recorded_path(path)
    if place in seen:
        yield Refused(shown, "a folder that is read already (a link leads back to it)")
        return
    seen.add(place)
    if path.resolve() == home:
        yield Refused(shown, "selfmirror's own home")
        return
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield Refused(shown, f"the folder cannot be read: {_because(error)}", failed=True)
        return
    for name in names:
        if name.startswith("."):
            below = path / name
            yield Refused(
                recorded_path(below), "a hidden folder" if below.is_dir() else "a hidden file"
            )
        else:
            yield from _visit(path / name, home, bounds, seen)


def _file(path: Path, status: os.stat_result, bounds: Bounds) -> Iterator[Found | Refused]:
    found = Found(recorded_path(path), status.st_size, status.st_mtime_ns, lambda: path.open("rb"))
    if found.size > bounds.file:
        yield Refused(
            found.path, f"larger than {bounds.file >> 20} MB (imports.max_file_mb)", failed=True
        )
        return
    try:
        zipped = is_archive(path)
    except OSError as error:
        yield Refused(found.path, f"the file cannot be read: {_because(error)}", failed=True)
        return
    if not zipped:
        yield found
        return
    for member in members(Archive(found.path, found.open, found.mtime_ns), bounds.file):
        if member.refusal:
            yield Refused(member.path, member.refusal, failed=member.broken)
        else:
            yield Found(member.path, member.size, found.mtime_ns, member.open)
