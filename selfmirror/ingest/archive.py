"""Zips read as folders: bounded, never unpacked to disk, two zips around a file besides the outermost at most."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
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
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = {"[Content_Types].xml", "mimetype"}
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


def members(archive: Archive, most: int) -> Iterator[Member]:
    """Every file in the zip by name; `most` bounds the bytes of each.

    A zip inside the zip is read the same way, two levels deep.
    """
    try:
        with archive.open() as file, zipfile.ZipFile(file) as opened:
            entries = sorted(opened.infolist(), key=lambda entry: entry.filename)
    except BROKEN as error:
        yield _refuse(archive.path, f"a broken zip: {_because(error)}", broken=True)
        return
    for entry in entries:
        if not entry.is_dir():
            yield from _member(archive, entry, most)


def _refuse(path: str, reason: str, *, broken: bool = False) -> Member:
    return Member(path, 0, io.BytesIO, reason, broken)


def _because(error: BaseException) -> str:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return text[:120]


def _member(archive: Archive, entry: zipfile.ZipInfo, most: int) -> Iterator[Member]:
    name = _readable_name(entry)
    path = f"{archive.path}/{name}"
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith("/"):
        yield _refuse(path, "a name that leads out of the zip", broken=True)
    elif parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
        yield _refuse(path, "a hidden file")
    elif entry.flag_bits & 1:
        yield _refuse(path, "encrypted: unpack it first", broken=True)
    elif entry.file_size > most or _is_bomb(entry):
        yield _refuse(path, "too large when unpacked", broken=True)
    else:
        inner = partial(_open_member, archive, entry)
        if name.lower().endswith(".zip"):
            yield from _nested(archive, path, inner, entry.file_size, most)
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


def _nested(archive: Archive, path: str, inner: Opener, size: int, most: int) -> Iterator[Member]:
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
    yield from members(Archive(path, opened, archive.mtime_ns, archive.depth + 1, held), most)


@contextmanager
def _open_member(archive: Archive, entry: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    with archive.open() as file, zipfile.ZipFile(file) as opened, opened.open(entry) as inner:
        yield inner
