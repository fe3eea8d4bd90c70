"""Plain text: paragraphs between empty lines, the person's own unless it is a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.encoding import Decoded, decode
from selfmirror.ingest.formats.blocks import in_parts
from selfmirror.ingest.formats.crowded import Crowded, at_most, check_lines, read_roughly
from selfmirror.ingest.formats.dated_lines import with_dated_lines
from selfmirror.ingest.formats.foreign_shapes import with_shape
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.looks import name_text
from selfmirror.ingest.path_dates import date_in_name
from selfmirror.ingest.probe import Probe, read_within

_GAP = re.compile(r"\n[ \t]*\n\s*")


def _recognises(seen: Probe) -> bool:
    # Text has no structure of its own: only files that say they are text, or carry a date, are taken.
    if seen.text is None or name_text(seen.text):
        return False
    return seen.suffix in {".txt", ".text"} or (
        not seen.suffix and date_in_name(seen.name).found is not None
    )


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though named as text")
    try:
        yield _in_paragraphs(decoded, reading.probe.name)
    except Crowded:
        title, clues = reading.probe.name.rsplit(".", 1)[0], with_shape(Clues(), decoded.text)
        yield read_roughly(decoded.text, title, clues, [decoded.warning])


def _in_paragraphs(decoded: Decoded, name: str) -> Document:
    check_lines(decoded.text)
    paragraphs = (part.strip("\n").rstrip() for part in _GAP.split(decoded.text) if part.strip())
    within = date_in_name(name).found
    passages = with_dated_lines(at_most(map(Passage, paragraphs), decoded.text), within)
    parts = in_parts(at_most(passages, decoded.text), within=within)
    at_most(parts.pieces, decoded.text)
    title = name.rsplit(".", 1)[0]
    return parts.document(title, with_shape(Clues(), decoded.text), warnings=[decoded.warning])


PLAIN_TEXT = Format("text", _recognises, _read, of_notes=True)
