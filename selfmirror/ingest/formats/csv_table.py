"""CSV: a journal of dated rows, or a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.tables import read_table, tabular
from selfmirror.ingest.formats.vault import page_title
from selfmirror.ingest.looks import name_text
from selfmirror.ingest.probe import Probe, read_within

_DELIMITERS = ",;\t|"
_SUFFIXES = frozenset({".csv", ".tsv"})
_NOTES = frozenset({"", ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".html", ".htm"})
_SAMPLE = 20


def _recognises(seen: Probe) -> bool:
    if seen.text is None or seen.suffix in _NOTES or name_text(seen.text):
        return False
    if seen.suffix in _SUFFIXES:
        return bool(_delimiter(seen.text, 0.7))
    marked = seen.text.lstrip().startswith("<")
    return not marked and seen.text.count("\n") > 2 and bool(_delimiter(seen.text, 1))


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though named as text")
    csv.field_size_limit(reading.most_text)
    rows = [row for row in _rows(decoded.text, _delimiter(decoded.text, 0.7) or ",") if any(row)]
    title = page_title(reading.probe.name)
    yield tabular([read_table(rows)] if rows else [], title, Clues(), [decoded.warning])


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str, share: float) -> str:
    """What parts the cells: the header has two at least, and such a share of the rows below as many."""
    best, most = "", 1
    for delimiter in _DELIMITERS:
        try:
            rows = list(islice(filter(None, _rows(text[:65536], delimiter)), _SAMPLE))
        except csv.Error:
            continue
        header, *below = map(len, rows) if rows else (0,)
        if header > most and below.count(header) >= share * len(below):
            best, most = delimiter, header
    return best


CSV = Format("csv", _recognises, _read, of_notes=True)
