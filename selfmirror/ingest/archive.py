"""Zips read as folders: bounded, never unpacked to disk, two zips around a file besides the outermost at most."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO

from selfmirror.ingest.file_times import day_of_entry

Opener = Callable[[], AbstractContextManager[IO[bytes]]]
# What inner zips take of memory, all those around a file together, and how deep they may lie:
# Notion puts its parts into one more zip, and that one may be kept in another.
_NESTED_BYTES = 256 << 20
_DEEPEST = 2
_BOMB_RATIO = 500
_BOMB_BYTES = 64 << 20
_FILES_A_ZIP = 500_000
# All of a zip may unpack to this many times what one file in it may.
_TIMES_A_FILE = 8
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = {"[Content_Types].xml", "mimetype"}
# What the mode of an entry says of its kind; zips made elsewhere than on Unix say nothing.
_FILES = {0, stat.S_IFREG}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip: its path as shown, how to open its bytes, and the file time of the outermost one.

    `depth` is how many zips it lies in, `held` what these take of memory in bytes.
    """

    path: str
    open: Opener
    mtime_ns: int
    depth: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a zip, or the reason why it is left out; `broken` when the person has to act.

    `written` is the day that the zip gives it, if any.
    """

    path: str
    size: int
    open: Opener
    refusal: str = ""
    broken: bool = False
    written: date | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with the zip it is in, opened for all of them, and how to open that anew."""

    archive: Archive
    opened: zipfile.ZipFile
    entry: zipfile.ZipInfo


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from an outermost zip and the zips in it: `room` in bytes, and files."""

    room: int
    files: int = _FILES_A_ZIP

    def take(self, entries: Sequence[zipfile.ZipInfo], file: IO[bytes]) -> str:
        """Take a zip's entries out of it; why not, where they are too many, and an empty text otherwise."""
        size = sum(entry.file_size for entry in entries)
        if len(entries) > self.files:
            return f"{len(entries)} files: more than a zip may hold"
        packed = file.seek(0, io.SEEK_END)
        bomb = size > _BOMB_BYTES and size > _BOMB_RATIO * packed
        if bomb or size > self.room:
            return f"unpacks to {size >> 20} MB: too large for a zip of {-(-packed >> 20)} MB"
        self.room -= size
        self.files -= len(entries)
        return ""


def is_archive(path: Path) -> bool:
    """Whether the file is a zip to be read as a folder: office documents and books are not.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        return is_zip(file.read(4)) and not _is_document(file)


def is_zip(head: bytes) -> bool:
    """Whether a file with these first bytes is a zip."""
    return head[:4] in _SIGNATURES


def names_in(file: IO[bytes]) -> frozenset[str]:
    """The names in an open zip.

    Raises:
        zipfile.BadZipFile: it is none.
    """
    with zipfile.ZipFile(file) as opened:
        return frozenset(entry.filename for entry in opened.infolist())


def _is_document(file: IO[bytes]) -> bool:
    """Whether a zip is one document, to be read by a format, rather than a folder of files."""
    with suppress(*BROKEN):
        return bool(_OFFICE & names_in(file))
    return False


def members(archive: Archive, most: int, budget: Budget | None = None) -> Iterator[Member]:
    """Every file in the zip by name; `most` bounds the bytes of each, `budget` those of all together.

    A zip inside the zip is read the same way, two levels deep. The zip stays open until all of it
    is read: opening one of many entries anew each time would take the longer the more there are.
    """
    budget = budget or Budget(_TIMES_A_FILE * most)
    with ExitStack() as open_files:
        try:
            file = open_files.enter_context(archive.open())
            opened = open_files.enter_context(zipfile.ZipFile(file))
            entries = sorted(opened.infolist(), key=lambda entry: entry.filename)
        except BROKEN as error:
            yield _refuse(archive.path, f"a broken zip: {_because(error)}", broken=True)
            return
        refusal = budget.take(entries, file)
        if refusal:
            yield _refuse(archive.path, refusal, broken=True)
            return
        met: Counter[str] = Counter()
        for entry in entries:
            name = _readable_name(entry)
            met[name] += 1
            if not entry.is_dir():
                path = f"{archive.path}/{_numbered(name, met[name])}"
                yield from _member(_Entry(archive, opened, entry), path, most, budget)


def _numbered(name: str, number: int) -> str:
    """The name of the first entry that has it; further ones are told from it by their number."""
    if number == 1:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"


def _refuse(path: str, reason: str, *, broken: bool = False) -> Member:
    return Member(path, 0, io.BytesIO, reason, broken)


def _because(error: BaseException) -> str:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return text[:120]


def _member(whole: _Entry, path: str, most: int, budget: Budget) -> Iterator[Member]:
    entry = whole.entry
    name = path.removeprefix(f"{whole.archive.path}/")
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith("/"):
        yield _refuse(path, "a name that leads out of the zip", broken=True)
    elif parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
        yield _refuse(path, "a hidden file")
    elif stat.S_IFMT(entry.external_attr >> 16) not in _FILES:
        yield _refuse(path, "a link, device or pipe in the zip, not a file")
    elif entry.flag_bits & 1:
        yield _refuse(path, "encrypted: unpack it first", broken=True)
    elif entry.file_size > most or _is_bomb(entry):
        yield _refuse(path, "too large when unpacked", broken=True)
    else:
        inner = partial(_open_member, whole)
        if name.lower().endswith(".zip"):
            yield from _nested(whole, path, inner, most, budget)
        else:
            yield Member(path, entry.file_size, inner, written=day_of_entry(entry))


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the UTF-8 flag it is often UTF-8 or the DOS Cyrillic page."""
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        for encoding in ("utf-8", "cp866"):
            with suppress(UnicodeError):
                return name.encode("cp437").decode(encoding)
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _BOMB_BYTES and entry.file_size > _BOMB_RATIO * max(
        entry.compress_size, 1
    )


def _nested(whole: _Entry, path: str, inner: Opener, most: int, budget: Budget) -> Iterator[Member]:
    archive, size = whole.archive, whole.entry.file_size
    held = archive.held + size
    if archive.depth >= _DEEPEST or held > _NESTED_BYTES:
        kind = "deep" if archive.depth >= _DEEPEST else "large"
        yield _refuse(path, f"a zip too {kind} inside zips: unpack it first", broken=True)
        return
    try:
        with inner() as file:
            content = file.read(size)
    except BROKEN as error:
        yield _refuse(path, f"a broken zip: {_because(error)}", broken=True)
        return
    opened = partial(io.BytesIO, content)
    below = Archive(path, opened, archive.mtime_ns, archive.depth + 1, held)
    yield from members(below, most, budget)


@contextmanager
def _open_member(whole: _Entry) -> Iterator[IO[bytes]]:
    if whole.opened.fp is not None:
        with whole.opened.open(whole.entry) as inner:
            yield inner
        return
    with (
        whole.archive.open() as file,
        zipfile.ZipFile(file) as opened,
        opened.open(whole.entry) as inner,
    ):
        yield inner
