"""Reading one file through its format alone, without a store."""

from datetime import UTC, datetime
from pathlib import Path

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.probe import probe
from selfmirror.ingest.recognise import recognise
from selfmirror.ingest.walk import Bounds, Found, walk

BOUNDS = Bounds(1 << 30, 1 << 25)
NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)


def parse(path: Path) -> list[Document]:
    """The documents in a file, by the format that recognises it."""
    (found,) = walk([path], Path("/nowhere"), BOUNDS)
    assert isinstance(found, Found)
    seen = probe(found)
    form = recognise(seen)
    assert isinstance(form, Format)
    with found.open() as file:
        return list(form.read(Reading(file, seen, BOUNDS.text, NOW)))


def pieces(path: Path) -> list[Piece]:
    """All pieces in a file."""
    return [piece for document in parse(path) for piece in document.pieces]
