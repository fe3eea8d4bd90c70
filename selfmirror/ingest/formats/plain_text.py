"""Plain text: paragraphs between empty lines, the person's own unless it is a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.transcript import Passage, Said, attribute_turns
from selfmirror.ingest.looks import name_text
from selfmirror.ingest.path_dates import date_in_name
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME

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
    turns = attribute_turns([Passage(text.rstrip()) for text in paragraphs]) or [
        [Said(text.rstrip(), Speaker.ME, UNKNOWN_TIME)] for text in paragraphs
    ]
    pieces = tuple(
        Piece(said.text, said.speaker, said.when, position=place)
        for place, said in enumerate(said for turn in turns for said in turn)
    )
    title = reading.probe.name.rsplit(".", 1)[0]
    yield Document(
        "note",
        title,
        pieces,
        messages=len(pieces),
        spoken=len(pieces),
        warnings=(decoded.warning,) if decoded.warning else (),
    )


PLAIN_TEXT = Format("text", _recognises, _read, of_notes=True)
