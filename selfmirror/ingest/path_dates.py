"""Dates in the names of files and of the folders they stand in."""

from __future__ import annotations

import re
from datetime import date

from selfmirror.ingest.text_dates import Found, Search, find_date
from selfmirror.words.when import Precision

_YEAR = re.compile(r"(1[5-9]\d\d|2[01]\d\d)(?: ?(?:год|г\.?))?")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NUMBER = re.compile(r"(\d{1,2})(?:[-_. ].*)?")
# Figures in the ids that programs add to names look like dates now and then.
_ID = re.compile(
    r"(?i)(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])"
)


def date_in_name(name: str) -> Search:
    """The date in a file's or folder's name; a bare year only where it is the whole name."""
    stem = _ID.sub("", re.sub(r"\.[A-Za-z]\w{0,9}\Z", "", name))
    search = find_date(stem)
    if search.found or not _YEAR.fullmatch(stem):
        return search
    return Search(Found(date(int(stem[:4]), 1, 1), Precision.YEAR), search.warning)


def date_in_folders(path: str) -> Search:
    """The date that the folders spell, with a file named by its day or month below them.

    `2024/01/05/note.md`, `2024/01/05.md`, `2024-01/05.md`, `2024/01/note.md` and `2024/note.md`,
    a month in words too (`2024/Январь/5.md`, `2024/5 января.md`); the folders nearest to the file count.
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
    for place, part in enumerate(below, 1):
        number = _number(part)
        finer = _named(begun, part, is_file=place == len(below))
        finer = finer or (_finer(begun, number) if number else None)
        if finer is None:
            break
        begun = finer
    return begun


def _named(begun: Found, part: str, *, is_file: bool) -> Found | None:
    """A month in words below a year, and its day where a file is named by both."""
    if begun.precision is not Precision.YEAR:
        return None
    words = part.rsplit(".", 1)[0] if is_file else re.sub(r"\A\d+[-_. ]+", "", part)
    found = find_date(f"{words} {begun.day.year}").found if _LETTERS.search(words) else None
    return found if found and found.day.year == begun.day.year else None


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
