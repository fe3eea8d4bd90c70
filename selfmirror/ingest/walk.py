"""The first stage: every file below the given paths, or why it is not read."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from selfmirror.ingest.archive import Archive, Opener, is_archive, members
from selfmirror.ingest.file_times import day_of_file

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, or a member of a zip: where it stands and how to open its bytes.

    `written` is the day that the file, or the zip of its member, tells, if it tells any.
    """

    path: str
    size: int
    mtime_ns: int
    open: Opener = field(compare=False)
    written: date | None = None


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


def absolute(path: Path) -> Path:
    """The path from the root of the file system; the links in it stay."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links


def walk(paths: Sequence[Path], own_home: Path, bounds: Bounds) -> Iterator[Found | Refused]:
    """Every file below the paths in the order of names, each once; zips are read as folders.

    Symbolic links are followed when all else is read, so that a file counts by its own path; loops
    and links to a folder above the paths are not. Hidden folders, selfmirror's own home, devices
    and sockets are named and left alone.
    """
    seen: set[_Place] = set()
    home, above = _place_of(own_home), _above(paths)
    waiting: list[Path | Refused] = [absolute(path) for path in reversed(paths)]
    links: deque[Path] = deque()
    while waiting or links:
        linked = not waiting
        path = waiting.pop() if waiting else links.popleft()
        if isinstance(path, Refused):
            yield path
            continue
        try:
            status = path.stat()
        except OSError as error:
            yield _unseen(path, error)
            continue
        place = (status.st_dev, status.st_ino)
        if stat.S_ISDIR(status.st_mode) and linked and place in above - seen:
            yield Refused(recorded_path(path), "a link to a folder above what is imported")
        elif stat.S_ISDIR(status.st_mode):
            # A stack of our own: folders may lie deeper than calls may.
            waiting += reversed(_enter(path, place, home, seen, links))
        else:
            yield from _leaf(path, status, bounds, seen)


def _place_of(path: Path) -> _Place | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _above(paths: Sequence[Path]) -> set[_Place]:
    """The folders that hold the paths, as they are given and as they really lie."""
    whole = (one for path in paths for one in (absolute(path), Path(os.path.realpath(path))))
    return {place for one in whole for folder in one.parents if (place := _place_of(folder))}


def _unseen(path: Path, error: OSError) -> Refused:
    if _holds(path.is_symlink):
        return Refused(recorded_path(path), "a link that leads nowhere")
    return Refused(recorded_path(path), _because(error), failed=True)


def _holds(question: Callable[[], bool]) -> bool:
    """Whether it is so; what cannot be looked at is not."""
    try:
        return question()
    except OSError:
        return False


def _because(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _leaf(
    path: Path, status: os.stat_result, bounds: Bounds, seen: set[_Place]
) -> Iterator[Found | Refused]:
    place = (status.st_dev, status.st_ino)
    if not stat.S_ISREG(status.st_mode):
        yield Refused(recorded_path(path), "a device, socket or pipe, not a file")
    elif place in seen and path.is_symlink():
        yield Refused(recorded_path(path), "a link to a file that is read already")
    else:
        seen.add(place)
        yield from _file(path, status, bounds)


def _enter(
    path: Path, place: _Place, home: _Place | None, seen: set[_Place], links: deque[Path]
) -> list[Path | Refused]:
    """What is in a folder in the order of names, or the one line that says why it is not entered.

    The links in it are put to the others in `links`.
    """
    shown = recorded_path(path)
    if place in seen:
        return [Refused(shown, "a folder that is read already (a link leads back to it)")]
    seen.add(place)
    if place == home:
        return [Refused(shown, "selfmirror's own home")]
    try:
        with os.scandir(path) as entries:
            named = sorted((entry.name, entry.is_symlink()) for entry in entries)
    except OSError as error:
        return [Refused(shown, f"the folder cannot be read: {_because(error)}", failed=True)]
    links.extend(path / name for name, link in named if link and not name.startswith("."))
    return [
        _hidden(path / name) if name.startswith(".") else path / name
        for name, link in named
        if not link or name.startswith(".")
    ]


def _hidden(path: Path) -> Refused:
    kind = "folder" if _holds(path.is_dir) else "file"
    return Refused(recorded_path(path), f"a hidden {kind}")


def _file(path: Path, status: os.stat_result, bounds: Bounds) -> Iterator[Found | Refused]:
    found = Found(
        recorded_path(path),
        status.st_size,
        status.st_mtime_ns,
        lambda: path.open("rb"),
        day_of_file(status.st_mtime_ns),
    )
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
            yield Found(member.path, member.size, found.mtime_ns, member.open, member.written)
