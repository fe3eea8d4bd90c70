"""Dates in the names of files and of the folders they stand in."""

from __future__ import annotations

import re
from datetime import date

from selfmirror.ingest.text_dates import Found, Search, find_date
from selfmirror.words.when import Precision

_YEAR = re.compile(r"(1[5-9]\d\d|2[01]\d\d)")
_NUMBER = re.compile(r"(\d{1,2})(?:[-_. ].*)?")


def date_in_name(name: str) -> Search:
    """The date in a file's or folder's name; a bare year only where it is the whole name."""
    stem = re.sub(r"\.[A-Za-z]\w{0,9}\Z", "", name)
    search = find_date(stem)
    if search.found or not _YEAR.fullmatch(stem):
        return search
    return Search(Found(date(int(stem), 1, 1), Precision.YEAR), search.warning)


def date_in_folders(path: str) -> Search:
    """The date that the folders spell, with a file named by its day or month below them.

    `2024/01/05/note.md`, `2024/01/05.md`, `2024-01/05.md`, `2024/01/note.md` and `2024/note.md`;
    the folders nearest to the file count.
    """
    *folders, name = path.replace("\\", "/").split("/")
    for depth in range(len(folders) - 1, -1, -1):
        begun = date_in_name(folders[depth])
        if begun.found is None:
            continue
        below = [*folders[depth + 1 :], name]
        return Search(_refine(begun.found, below), begun.warning)
    return Search()


def _refine(begun: Found, below: list[str]) -> Found:
    """Go on from a year by a month, from a month by a day, as far as the names are numbers."""
    for part in below:
        number = _number(part)
        finer = _finer(begun, number) if number else None
        if finer is None:
            break
        begun = finer
    return begun


def _number(part: str) -> int:
    match = _NUMBER.fullmatch(part)
    return int(match[1]) if match else 0


def _finer(begun: Found, number: int) -> Found | None:
    try:
        match begun.precision:
            case Precision.YEAR:
                return Found(date(begun.day.year, number, 1), Precision.MONTH)
            case Precision.MONTH:
                return Found(date(begun.day.year, begun.day.month, number))
            case _:
                return None
    except ValueError:
        return None
