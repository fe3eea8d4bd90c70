"""Dates in the names of files and of the folders they stand in."""

from __future__ import annotations

import re
from collections.abc import Collection

from selfmirror.ingest import date_forms as forms
from selfmirror.ingest.bare_days import find_bare_day, find_short_date
from selfmirror.ingest.date_readers import month_named
from selfmirror.ingest.text_dates import Found, Search, find_date
from selfmirror.ingest.year_names import is_diary, year_named
from selfmirror.words.when import Precision

_ENDING = re.compile(r"\.[A-Za-z]\w{0,9}\Z")
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_WEEK = re.compile(r"(?i)w\d\d?")
_NUMBERED = re.compile(rf"(?P<d>\d{{1,2}})[-_. ]+{forms.MONTH}")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th|-?го|-?е|-?ое)?(?: числ[оа])?\Z")
# The day of a copy is not that of the words in it.
_COPY = re.compile(
    r"(?<![^\W_])(?:back-?ups?|bak|exports?|exported|takeout|dump|snapshot|downloads?|archives?|restored"
    r"|б[эе]кап\w{0,2}|резервн\w{2,3}|экспорт\w{0,2}|выгрузк[аи]|архив\w{0,2}|скачан\w{1,3})(?![^\W_])"
)
_ARCHIVE = re.compile(r"(?i)\.(?:zip|tgz|tar)\Z")
# Words after figures make a date of them only where nobody would count so: `05-25 walk`, `25.05 Рим`.
_DATED = re.compile(r"0\d[- ]\d\d(?!\d)|\d\d\.\d\d(?!\d)")
# Figures in the ids that programs add to names look like dates now and then.
_ID = re.compile(
    r"(?i)(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])"
)


def date_in_name(name: str, years: Collection[int] = ()) -> Search:
    """The date in a file's or folder's name; a year only where it says little else.

    Figures with two for the year (`12.03.99`) are a date only in one of the `years` known from elsewhere.
    """
    stem = _stem(name)
    if not _FIGURE.search(stem) or _COPY.search(stem.lower()):
        return Search()
    search = find_date(_unnumbered(stem))
    if search.found or search.warning:
        return search
    year = year_named(stem)
    return Search(year) if year else find_short_date(stem, years)


def date_in_folders(path: str) -> Search:
    """The date that the folders spell, with a file named by its day or month below them.

    `2024/01/05/note.md`, `2024/01/05.md`, `2024-01/05.md`, `2024/05-25.md`, `2024/W12.md`,
    `2024/01/note.md` and `2024/note.md`, a month in words too (`2024/Январь/5.md`,
    `Дневник 2024/5 января.md`); the folders nearest to the file count.
    """
    *folders, name = path.replace("\\", "/").split("/")
    warning = ""
    parts = [*folders, _stem(name)]
    for depth in range(len(folders), -1, -1):
        if not _FIGURE.search(parts[depth]):
            continue
        of_diary = any(is_diary(folder) for folder in folders[:depth])
        search = _begun(parts[depth], parts[depth + 1 :], of_diary=of_diary)
        warning = warning or search.warning
        if search.found:
            return Search(search.found, warning)
    return Search(warning=warning)


def _begun(part: str, below: list[str], *, of_diary: bool) -> Search:
    """The date that a folder begins and what is below it goes on with; of a file only a diary's old year."""
    if not below:
        return Search(year_named(part, of_diary=True) if of_diary else None)
    search = date_in_name(part)
    exact = search.found and search.found.precision is Precision.DAY
    if _ARCHIVE.search(part) and (exact or not is_diary(part)):
        return Search()
    if search.found:
        return _refine(search.found, below, search.warning)
    year = year_named(part, of_diary=True)
    if year is None:
        return search
    # A number that may be a title is a year where months stand below it.
    finer = _refine(year, below)
    return finer if of_diary or finer.found != year else search


def _stem(name: str) -> str:
    return _ID.sub("", _ENDING.sub("", name))


def _unnumbered(name: str) -> str:
    """A name without the number that its month has in the year, which is no day: `01-January`, «1. Январь 2021»."""
    lowered = name.lower().replace("ё", "е")
    match = _NUMBERED.match(lowered)
    if match is None or month_named(match["month"]) != int(match["d"]):
        return name
    genitive = match["month"].endswith("я") or match["month"] in {"марта", "августа"}
    padded = match["d"].startswith("0") or lowered[match.end("d")] != " "
    nominative = re.fullmatch("[а-я]{4,}|май", match["month"])
    return name if genitive or not (padded or nominative) else name[match.start("month") :]


def _refine(begun: Found, below: list[str], warning: str = "") -> Search:
    """Go on from a year by a month, from a month by a day, as far as the names tell nothing else."""
    for part in below:
        finer = _finer(begun, _unnumbered(part.strip()).replace("_", " "))
        if finer.found is None:
            return Search(begun, warning or finer.warning)
        begun = finer.found
    return Search(begun, warning)


def _finer(begun: Found, part: str) -> Search:
    """What a name says of the year or month that it stands in; nothing where it says no more."""
    year = begun.day.year
    if begun.precision not in {Precision.YEAR, Precision.MONTH}:
        return Search()
    if _WEEK.fullmatch(part):
        search = find_date(f"{year}-{part}")
    else:
        named = _number(begun, part) or _named_month(year, part)
        search = Search(named) if named else _day(year, part)
    found = search.found
    if found is None or found == begun or found.day.year != year:
        return Search(warning=search.warning)
    if begun.precision is Precision.MONTH and found.day.month != begun.day.month:
        return Search()
    return search


def _number(begun: Found, part: str) -> Found | None:
    """A month or day by its number alone, with no more beside it than a weekday."""
    alone = _ORDINAL.sub(r"\1", forms.WEEKDAY.sub("", part.lower()).strip(" ,-.()"))
    if not re.fullmatch(r"\d{1,2}", alone):
        return None
    try:
        if begun.precision is Precision.YEAR:
            return Found(begun.day.replace(month=int(alone), day=1), Precision.MONTH)
        return Found(begun.day.replace(day=int(alone)))
    except ValueError:
        return None


def _named_month(year: int, part: str) -> Found | None:
    """A month in words: `Май`, `отпуск май`."""
    if not _LETTERS.search(part) or re.search(r"\d", part):
        return None
    return find_date(f"{part} {year}").found


def _day(year: int, part: str) -> Search:
    bare = find_bare_day(part)
    if bare is None:
        return Search()
    figures = not _LETTERS.search(bare.shown)
    rest = part[: bare.span[0]] + forms.WEEKDAY.sub("", part[bare.span[1] :].lower())
    if figures and re.search(r"\w", rest) and not _DATED.match(part):
        return Search()
    search = bare.in_year(year)
    shortened = re.fullmatch(r"[^\W\d]+\W*(\d\d)", bare.shown)
    if search.found and shortened and int(shortened[1]) == year % 100:
        # The figures may as well be those of the year: «май 21».
        return Search(Found(search.found.day.replace(day=1), Precision.MONTH))
    return search
