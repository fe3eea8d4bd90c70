"""Plain text: paragraphs between empty lines, the person's own unless it is a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.blocks import in_parts
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
    paragraphs = [part.strip("\n") for part in _GAP.split(decoded.text) if part.strip()]
    passages = with_dated_lines([Passage(text.rstrip()) for text in paragraphs])
    parts = in_parts(passages, within=date_in_name(reading.probe.name).found)
    title = reading.probe.name.rsplit(".", 1)[0]
    yield parts.document(title, with_shape(Clues(), decoded.text), warnings=(decoded.warning,))


PLAIN_TEXT = Format("text", _recognises, _read, of_notes=True)
