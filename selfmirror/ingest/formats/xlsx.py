"""Workbooks: every sheet a table, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import signed
from selfmirror.ingest.formats.tables import Row, read_table, tabular
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable

_MOST_ROWS = 200_000


def _recognises(seen: Probe) -> bool:
    return "xl/workbook.xml" in seen.members


def _read(reading: Reading) -> Iterator[Document]:
    from openpyxl import load_workbook

    book = load_workbook(
        unpackable(reading.file, reading.most_text), read_only=True, data_only=True
    )
    try:
        sheets = [_rows(sheet) for sheet in book.worksheets]
        about = book.properties
    finally:
        book.close()
    cut = any(len(rows) >= _MOST_ROWS for rows in sheets)
    title = about.title or reading.probe.name.rsplit(".", 1)[0]
    clues = signed([about.creator or about.lastModifiedBy])
    warnings = [f"only the first {_MOST_ROWS} rows of a sheet are read"] if cut else []
    yield tabular([read_table(rows) for rows in sheets if rows], title, clues, warnings)


def _rows(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_shown(value) for value in row]
        if any(cells):
            rows.append(cells)
        if number >= _MOST_ROWS:
            break
    return rows


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
