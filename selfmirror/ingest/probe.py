"""What the recogniser sees of a file: its first bytes, the outline of its JSON or of its zip, its name's ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from selfmirror.ingest.archive import is_zip, names_in
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.sketch import Sketch, draw_sketch
from selfmirror.ingest.walk import Found

_HEAD = 65536


@dataclass(frozen=True, slots=True)
class Probe:
    """A file seen from outside.

    `head` is its first 64 kB; `sketch` is there when it is JSON, `text` is the first part of it when
    it is another text, `members` are the names in it when it is a zip (an office document, a book).
    """

    name: str
    size: int
    head: bytes
    sketch: Sketch | None = None
    text: str | None = None
    members: frozenset[str] = frozenset()

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case; it tells notes from other plain text, nothing more."""
        return PurePath(self.name).suffix.lower()


def probe(found: Found) -> Probe:
    """Look at a file.

    Raises:
        OSError: it cannot be opened or read.
        zipfile.BadZipFile: it begins like a zip and is none.
    """
    name = found.path.rsplit("/", 1)[-1]
    with found.open() as file:
        head = file.read(_HEAD)
        start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
        if start in {b"{", b"["}:
            file.seek(0)
            sketch = draw_sketch(file)
            if sketch.paths or sketch.deep or not sketch.broken:
                return Probe(name, found.size, head, sketch)
        if is_zip(head):
            return Probe(name, found.size, head, members=names_in(file))
    return Probe(name, found.size, head, text=_text(head, found.size))


def _text(head: bytes, size: int) -> str | None:
    # The cut may fall inside a character: up to three bytes of it are left out.
    for spare in range(4 if size > len(head) else 1):
        decoded = decode(head[: len(head) - spare])
        if decoded and not (spare < 3 and size > len(head) and decoded.warning):
            return decoded.text
    return None


def read_within(file: IO[bytes], most: int) -> bytes:
    """The whole file.

    Raises:
        ValueError: it is larger than `most` bytes.
    """
    content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"a text larger than {most >> 20} MB (imports.max_text_mb)")
    return content


def lines_within(file: IO[bytes], most: int) -> Iterator[bytes]:
    """The file line by line, each with its end.

    Raises:
        ValueError: a line is larger than `most` bytes.
    """
    while line := file.readline(most + 1):
        if len(line) > most:
            raise ValueError(f"a text larger than {most >> 20} MB (imports.max_text_mb)")
        yield line
