"""Rows of a table: a journal where they have a day and a text of their own, lines of a table otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.text_dates import find_date, parse_moment
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, DateSource, When, at_instant, on_day

Row = Sequence[str]
_WRITTEN = re.compile(
    r"(?i)\W*(?:journal|diary|entry|notes?|note text|text|body|content|thoughts?|reflections?|gratitude"
    r"|запис[ьи]|дневник|заметк[аи]|текст|мысли|рефлексия|благодарност[ьи])\W*"
)
_TITLED = re.compile(r"(?i)\W*(?:note[ _])?(?:title|заголовок|тема)\W*")
_NAMED = re.compile(
    r"(?i)\W*(?:(?:author|user|sender|speaker|participant)s?(?:[ _]?(?:id|name))?|from|by|role|interlocutor|nick(?:name)?|автор|отправитель|кто)\W*"
)
# A table with one of these columns is somebody's accounts, links or letters, whatever it notes beside.
_NOT_A_JOURNAL = re.compile(
    r"(?i)\W*(?:(?:amount|price|balance|currency|merchant|payee|debit|credit|url|e-?mail|сумма|цена|баланс"
    r"|остаток|валюта|получатель|ссылка)(?:\W.*)?|to|sum|total|links?|phone|кому|приход|расход|телефон)\W*"
)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_RUNNING = 6
_SAMPLE = 200
_LINES = 40


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a journal hold the day, the words, their title and whose they are."""

    day: int
    texts: tuple[int, ...]
    titles: tuple[int, ...]
    authors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What rows came to: pieces of a journal, or lines; `empty` rows hold no words."""

    pieces: tuple[Piece, ...]
    empty: int
    journal: bool


def read_table(rows: Sequence[Row]) -> Table:
    """The rows below a header as dated pieces when the table is a journal, as lines in bunches otherwise."""
    columns = _journal(rows[0], rows[1 : _SAMPLE + 1]) if len(rows) > 1 else None
    if columns is None:
        lines = [line for line in map(_line, rows) if line]
        bunches = [
            "\n".join(lines[start : start + _LINES]) for start in range(0, len(lines), _LINES)
        ]
        return Table(tuple(Piece(text, Speaker.ME) for text in bunches), 0, journal=False)
    day_first = _day_first([_cell(row, columns.day) for row in rows[1:]])
    pieces = [_entry(row, columns, day_first=day_first) for row in rows[1:]]
    spoken = tuple(piece for piece in pieces if piece)
    return Table(spoken, len(pieces) - len(spoken), journal=True)


def _line(row: Row) -> str:
    return " | ".join(cell.strip() for cell in row).strip(" |")


def _cell(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _journal(header: Row, rows: Sequence[Row]) -> _Columns | None:
    if any(_NOT_A_JOURNAL.fullmatch(name) for name in header):
        return None
    columns = range(len(header))
    days = [column for column in columns if _is_of_days(rows, column)]
    rest = [column for column in columns if column not in days]
    named = tuple(column for column in rest if _WRITTEN.fullmatch(header[column]))
    texts = named or tuple(column for column in rest if _runs(rows, column))[:1]
    if not days or not texts or find_date(" ".join(header)).found:
        return None
    titles = tuple(column for column in rest if _TITLED.fullmatch(header[column]))
    authors = tuple(column for column in rest if _NAMED.fullmatch(header[column]))
    return _Columns(days[0], texts, titles, authors[:1])


def _is_of_days(rows: Sequence[Row], column: int) -> bool:
    """Whether almost all cells of a column are dates and nothing more."""
    cells = [cell for row in rows if (cell := _cell(row, column))]
    dates = sum(len(cell) <= 40 and _said(cell, day_first=True).known for cell in cells)
    return len(cells) * 2 > len(rows) and dates * 10 >= len(cells) * 9


def _runs(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds running text."""
    lengths = [len(cell.split()) for row in rows if (cell := _cell(row, column))]
    return bool(lengths) and median(lengths) >= _RUNNING


def _day_first(cells: Sequence[str]) -> bool | None:
    """Whether `05/01/2024` in this column is in January; None when no row tells."""
    parts = [match for cell in cells if (match := _SLASHED.match(cell))]
    if any(int(match[1]) > 12 for match in parts):
        return True
    return False if any(int(match[3]) > 12 for match in parts) else None


def _said(cell: str, *, day_first: bool | None) -> When:
    if cell.isdecimal() and len(cell) != 8:
        return UNKNOWN_TIME  # a number, not a Unix time
    moment = parse_moment(cell)
    if moment:
        return at_instant(moment)
    match = _SLASHED.match(cell)
    if match and day_first is not None:
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
        cell = f"{match[4]}-{month}-{day}"
    found = find_date(cell).found
    return on_day(found.day, DateSource.MESSAGE, found.precision) if found else UNKNOWN_TIME


def _entry(row: Row, columns: _Columns, *, day_first: bool | None) -> Piece | None:
    texts = [text for column in columns.texts if (text := _cell(row, column))]
    titles = [text for column in columns.titles if (text := _cell(row, column))]
    text = "\n\n".join([*titles, *texts])
    if not any(letter.isalnum() for letter in text):
        return None
    author = "".join(_cell(row, column) for column in columns.authors)
    speaker = Speaker.OTHER if author else Speaker.ME
    said = _said(_cell(row, columns.day), day_first=day_first)
    return Piece(text, speaker, said, author=author)


def tabular(
    tables: Sequence[Table], title: str, clues: Clues, warnings: Sequence[str] = ()
) -> Document:
    """One document of all tables of a file.

    Beside a journal, which is the person's as a diary is, the other tables are nobody's words that is known.
    """
    journal = any(table.journal for table in tables)
    pieces = [
        replace(piece, speaker=Speaker.OTHER) if journal and not table.journal else piece
        for table in tables
        for piece in table.pieces
    ]
    empty = sum(table.empty for table in tables)
    return Document(
        "note",
        title,
        tuple(replace(piece, position=place) for place, piece in enumerate(pieces)),
        clues=replace(clues, unsigned=not journal),
        messages=len(pieces) + empty,
        spoken=len(pieces),
        left_out={"no words": empty} if empty else {},
        warnings=tuple(text for text in warnings if text),
    )
