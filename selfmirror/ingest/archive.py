"""Zips read as folders: bounded, never unpacked to disk, one zip inside another at most."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

Opener = Callable[[], AbstractContextManager[IO[bytes]]]
_NESTED_BYTES = 256 << 20
_BOMB_RATIO = 500
_BOMB_BYTES = 64 << 20
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = {"[Content_Types].xml", "mimetype"}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip: its path as shown, how to open its bytes, and the file time of the outermost one."""

    path: str
    open: Opener
    mtime_ns: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a zip, or the reason why it is left out; `broken` when the person has to act."""

    path: str
    size: int
    open: Opener
    refusal: str = ""
    broken: bool = False


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

    A zip inside the zip is read the same way, one level deep.
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
            yield Member(path, entry.file_size, inner)


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
    if archive.depth or size > _NESTED_BYTES:
        yield _refuse(path, "a zip too deep inside zips: unpack it first", broken=True)
        return
    try:
        with inner() as file:
            content = file.read(_NESTED_BYTES)
    except BROKEN as error:
        yield _refuse(path, f"a broken zip: {_because(error)}", broken=True)
        return
    yield from members(Archive(path, partial(io.BytesIO, content), archive.mtime_ns, 1), most)


@contextmanager
def _open_member(archive: Archive, entry: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    with archive.open() as file, zipfile.ZipFile(file) as opened, opened.open(entry) as inner:
        yield inner
