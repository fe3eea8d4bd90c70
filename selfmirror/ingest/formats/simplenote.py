"""Simplenote's export: all notes in one JSON, those in the trash counted and left out."""

from __future__ import annotations

from collections.abc import Iterator

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.entries import Entries, Entry, left_out
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.threads import text_of, time_of
from selfmirror.ingest.probe import Probe


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has(
        "activeNotes[].content", "activeNotes[].creationDate"
    )


def _read(reading: Reading) -> Iterator[Document]:
    entries = Entries()
    for raw in stream(reading.file, "activeNotes[].", reading.most_text):
        if isinstance(raw, dict):
            text = text_of(raw.get("content")).replace("\r\n", "\n")
            said = time_of(raw.get("creationDate"))
            yield entries.document(Entry(text, said, key=text_of(raw.get("id"))))
        else:
            yield left_out("unreadable")
    reading.file.seek(0)
    for _ in stream(reading.file, "trashedNotes[].", reading.most_text):
        yield left_out("in the trash")


SIMPLENOTE = Format("simplenote", _recognises, _read)
