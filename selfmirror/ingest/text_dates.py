"""Dates as they stand in file names, headings and front matter, in figures and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from selfmirror.ingest import date_forms as forms
from selfmirror.words.when import Precision


@dataclass(frozen=True, slots=True)
class Found:
    """A date that stands in a text: the (first) day and how exactly it is known."""

    day: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Search:
    """What a search for a date came to; `warning` tells of something that only looked like one."""

    found: Found | None = None
    warning: str = ""
    span: tuple[int, int] = (0, 0)


def find_date(text: str) -> Search:
    """The first date in a text, the most exact form first.

    `2024-01-05`, `20240105`, `05.01.2024`, `5 января 2024`, `Jan 5, 2024`; a month (`2024-01`,
    `январь 2024`) has month precision. A week (`2024-W03`, `2019-01-week3`) is known no closer than
    its month, but keeps its first day: week N of a month begins on the day 7·(N−1)+1.
    """
    lowered = text[:400].lower().replace("ё", "е")
    warning, span = "", (0, 0)
    for pattern, read in _READERS:
        if warning and read is _month:
            break  # a day that does not exist says nothing sure about its month either
        for match in pattern.finditer(lowered):
            search = read(match)
            if search.found:
                heard = search.warning or warning or _style(lowered, match)
                return Search(search.found, heard, match.span())
            if search.warning and not warning:
                warning, span = search.warning, match.span()
    return Search(warning=warning, span=span)


def find_day_of_year(text: str, year: int) -> Search:
    """The day that a text names without its year, in a year that is known from elsewhere.

    A weekday beside it that is another in that year makes it no date: then the year is another.
    """
    lowered = text[:400].lower().replace("ё", "е")
    match = forms.BARE_DAY.search(lowered)
    number = _month_named(match["month"] or match["month2"]) if match else 0
    if match is None or not number:
        return Search()
    search = _day(year, number, int(match["d"] or match["d2"]), f"{match.group()} {year}")
    weekday = forms.WEEKDAY.search(lowered)
    told = (weekday.lastindex - 1) % 7 if weekday and weekday.lastindex else None
    if search.found and weekday and told != search.found.day.weekday():
        shown = f"{match.group()} {year} is no {weekday.group()}: its year is not known"
        return Search(warning=shown, span=match.span())
    return Search(search.found, search.warning, match.span())


def _style(text: str, match: re.Match[str]) -> str:
    """The warning that a date is told in the calendar of old."""
    told = forms.OLD_STYLE.search(text)
    return f"{match.group()} is in the Old Style: kept as it stands" if told else ""


def _day(year: int, month: int, day: int, shown: str) -> Search:
    try:
        return Search(Found(date(year, month, day)))
    except ValueError:
        return Search(warning=f"there is no date {shown}")


def _numeric(match: re.Match[str]) -> Search:
    month, day = int(match["m"]), int(match["d"])
    return _day(int(match["year"]), month, day, match.group())


def _packed(match: re.Match[str]) -> Search:
    # Eight figures may be any number: only those that are a date are one.
    search = _numeric(match)
    return search if search.found else Search()


def _day_first(match: re.Match[str]) -> Search:
    day, month, year = int(match["d"]), int(match["m"]), int(match["year"])
    if match["sep"] == "." or day > 12 or day == month:
        return _day(year, month, day, match.group())
    if month > 12:
        return _day(year, day, month, match.group())
    warning = f"{match.group()} could be two dates: only its year is taken"
    return Search(Found(date(year, 1, 1), Precision.YEAR), warning)


def _iso_week(match: re.Match[str]) -> Search:
    try:
        monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError:
        return Search(warning=f"there is no week {match.group()}")
    return Search(Found(monday, Precision.MONTH))


def _month_week(match: re.Match[str]) -> Search:
    search = _day(
        int(match["year"]), int(match["m"]), 7 * (int(match["week"]) - 1) + 1, match.group()
    )
    return Search(Found(search.found.day, Precision.MONTH)) if search.found else search


def _month(match: re.Match[str]) -> Search:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else _month_named(groups.get("month") or "")
    if not 1 <= month <= 12:
        return Search()
    return Search(Found(date(int(match["year"]), month, 1), Precision.MONTH))


def _named_day(match: re.Match[str]) -> Search:
    month = _month_named(match["month"])
    return _day(int(match["year"]), month, int(match["d"]), match.group()) if month else Search()


def _two_days(match: re.Match[str]) -> Search:
    month = _month_named(match["month"] or match["month2"])
    if not month:
        return Search()
    day, year = int(match["d"] or match["d2"]), int(match["year"] or match["year2"])
    search = _day(year, month, day, match.group())
    shown = f"{match.group()} names two days, as in two calendars: the first is kept"
    return Search(search.found, shown) if search.found else search


def _month_named(word: str) -> int:
    if word in {"мая", "мае", "маю"}:
        return 5
    for number, (full, short, stem) in enumerate(forms.MONTHS, 1):
        latin = word in (full, short) or (word == "sept" and number == 9)
        cyrillic = word.startswith(stem) and len(word) <= len(stem) + 2
        if latin or cyrillic or (len(word) >= 3 and stem.startswith(word)):
            return number
    return 0


_READERS = (
    (forms.TWO_DAYS, _two_days),
    (forms.YMD, _numeric),
    (forms.MONTH_WEEK, _month_week),
    (forms.DMY, _day_first),
    (forms.DAY_MONTH, _named_day),
    (forms.MONTH_DAY, _named_day),
    (forms.ISO_WEEK, _iso_week),
    (forms.PACKED, _packed),
    (forms.YM, _month),
    (forms.MONTH_YEAR, _month),
)


_ZONE = re.compile(r"\s*(?:UTC|GMT)\Z")


def parse_moment(text: str) -> datetime | None:
    """An aware instant written as ISO 8601 with its offset or as a Unix time; None otherwise.

    Unix times may be in seconds or milliseconds; zero and what is out of range are no time at all.
    """
    given = text.strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", given):
        return from_epoch(float(given))
    if not re.match(r"\d{4}-\d\d-\d\d[T ]", given):
        return None
    try:
        moment = datetime.fromisoformat(
            re.sub(r"\s+(?=[+-]\d\d:?\d\d\Z|Z\Z)", "", _ZONE.sub("Z", given))
        )
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def from_epoch(seconds: float) -> datetime | None:
    """The instant of a Unix time in seconds or milliseconds; None for zero and for nonsense."""
    if seconds > 1e11:
        seconds /= 1000
    if not 0 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, UTC)
