"""Workbooks: every sheet a table, read row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import signed
from selfmirror.ingest.formats.tables import Row, read_table, tabular
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable

# A row of a few bytes may stand in the last line and column that there are.
_MOST_ROWS = 200_000
_MOST_COLUMNS = 200


def _recognises(seen: Probe) -> bool:
    return "xl/workbook.xml" in seen.members


def _read(reading: Reading) -> Iterator[Document]:
    file = unpackable(reading.file, reading.most_text)
    with warnings.catch_warnings():
        # Of styles and validations that the library does not know; nobody here asks for them.
        warnings.simplefilter("ignore")
        document = _document(file, reading.probe.name)
    yield document


def _document(file: IO[bytes], name: str) -> Document:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True)
    try:
        sheets, cut = _sheets(book.worksheets)
        about = book.properties
    finally:
        book.close()
    told = [f"only the first {_MOST_ROWS} rows are read"] if cut else []
    tables = [read_table(rows) for rows in sheets if rows]
    title = about.title or name.rsplit(".", 1)[0]
    return tabular(tables, title, signed([about.creator or about.lastModifiedBy]), told)


def _sheets(worksheets: Iterable[Any]) -> tuple[list[list[Row]], bool]:
    """The rows of the sheets that are not empty, and whether there are more of them than are read."""
    sheets: list[list[Row]] = []
    left = _MOST_ROWS
    for sheet in worksheets:
        sheet.reset_dimensions()
        sheets.append([])
        for row in sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS):
            left -= 1
            if left < 0:
                return sheets, True
            cells = [_shown(value) for value in row]
            if any(cells):
                sheets[-1].append(cells)
    return sheets, False


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


XLSX = Format("xlsx", _recognises, _read, of_notes=True)
