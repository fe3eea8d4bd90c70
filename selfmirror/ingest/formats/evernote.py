"""Evernote's ENEX: notes one at a time, however large their attachments; clips are somebody else's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.formats.entries import Entries, Entry, left_out
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.text_dates import parse_moment
from selfmirror.words.when import UNKNOWN_TIME, When, at_instant

_CHUNK = 1 << 16
_OPENING = b"<en-export>"
_NOTE = b"<note>"
_WANTED = frozenset(
    {
        "title",
        "content",
        "created",
        "updated",
        "note-attributes/source",
        "note-attributes/source-url",
    }
    | {"task/title", "task/taskStatus"}
)
_EXPORT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!DOCTYPE\s+)?en-export\b"
)
_SECRET = re.compile(r"<en-crypt\b[^>]*(?:/>|>.*?(?:</en-crypt\s*>|\Z))", re.DOTALL | re.IGNORECASE)


@dataclass(slots=True)
class _Note:
    """The wanted fields of one note by their place in it; `too_large` when one is."""

    fields: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    too_large: bool = False

    def first(self, name: str) -> str:
        return next((text.strip() for text in self.fields.get(name, ()) if text.strip()), "")


class _Notes:
    """Listens to the parser and keeps of every note what is wanted, attachments not among it."""

    def __init__(self, most: int) -> None:
        self._whole: list[_Note] = []
        self._most = most
        self._note: _Note | None = None
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._size = 0

    def taken(self) -> list[_Note]:
        """The notes that are whole since this was last asked."""
        whole, self._whole = self._whole, []
        return whole

    def start(self, name: str, _: object) -> None:
        if name == "note" and self._note is None:
            self._note, self._path = _Note(), []
            return
        self._path.append(name)
        if self._note is not None and "/".join(self._path) in _WANTED:
            self._text, self._size = [], 0

    def data(self, content: str) -> None:
        if self._text is None or self._note is None:
            return
        self._size += len(content)
        if self._size > self._most:
            self._note.too_large, self._text = True, None
        else:
            self._text.append(content)

    def end(self, _: str) -> None:
        if self._note is not None and not self._path:
            self._whole.append(self._note)
            self._note = None
            return
        if self._note is not None and self._text is not None:
            self._note.fields["/".join(self._path)].append("".join(self._text))
        self._text = None
        if self._path:
            self._path.pop()


def _recognises(seen: Probe) -> bool:
    return _EXPORT.match(seen.head) is not None


def _read(reading: Reading) -> Iterator[Document]:
    entries = Entries()
    for note in _notes(reading.file, reading.most_text):
        if note is None:
            yield left_out("unreadable", ("a note with broken XML",))
        elif note.too_large:
            yield left_out("too large", (f"a note larger than {reading.most_text >> 20} MB",))
        else:
            yield entries.document(_entry(note))


def _notes(file: IO[bytes], most: int) -> Iterator[_Note | None]:
    """The notes of an export; None for one that is broken, after which the next one is looked for."""
    chunk = file.read(_CHUNK)
    while True:
        notes = _Notes(most)
        listening = _Listening(notes)
        while (fault := listening.hear(chunk)) is None:
            yield from notes.taken()
            if not chunk:
                return
            chunk = file.read(_CHUNK)
        yield from notes.taken()
        found, chunk = _next_note(file, chunk[listening.heard :])
        if not found:
            raise ValueError(f"broken XML: {fault}")
        yield None
        chunk = _OPENING + chunk


class _Listening:
    """A parser that fetches nothing and knows no entities; `heard` is how much of its last chunk was well-formed."""

    def __init__(self, notes: _Notes) -> None:
        from xml.parsers.expat import ParserCreate

        self.heard = 0
        self._before = 0
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = notes.start
        self._parser.CharacterDataHandler = notes.data
        self._parser.EndElementHandler = notes.end
        self._parser.EntityDeclHandler = _refuse

    def hear(self, chunk: bytes) -> str | None:
        """Parse on, to the end if there is no more; what is wrong, if anything."""
        from xml.parsers.expat import ExpatError

        try:
            self._parser.Parse(chunk, not chunk)
        except (ExpatError, LookupError) as error:
            self.heard = max(0, self._parser.ErrorByteIndex - self._before)
            return str(error)
        self._before += len(chunk)
        return None


def _next_note(file: IO[bytes], rest: bytes) -> tuple[bool, bytes]:
    """Whether another note begins, and what was read of it."""
    while (start := rest.find(_NOTE)) < 0:
        more = file.read(_CHUNK)
        if not more:
            return False, b""
        rest = rest[-len(_NOTE) :] + more
    return True, rest[start:]


def _refuse(*_: object) -> None:
    raise ValueError("XML that declares entities is not read")


def _entry(note: _Note) -> Entry:
    content = note.first("content")
    text = html_to_text(_SECRET.sub("", content))
    tasks = zip(note.fields["task/title"], note.fields["task/taskStatus"], strict=False)
    lines = [f"- [{'x' if status == 'completed' else ' '}] {title}" for title, status in tasks]
    source, address = note.first("note-attributes/source"), note.first("note-attributes/source-url")
    return Entry(
        "\n\n".join(part for part in (text, "\n".join(lines)) if part),
        _said(note.first("created")) or _said(note.first("updated")) or UNKNOWN_TIME,
        note.first("title"),
        warnings=("an encrypted passage is left out",) if _SECRET.search(content) else (),
        clues=Clues(clipping="clip" in source.lower() or "://" in address),
    )


def _said(stamp: str) -> When | None:
    """The instant of `20240112T072527Z`."""
    moment = parse_moment(stamp)
    if moment is None:
        try:
            moment = datetime.fromisoformat(stamp)
        except ValueError:
            return None
    return at_instant(moment) if moment.tzinfo else None


EVERNOTE = Format("evernote", _recognises, _read)
