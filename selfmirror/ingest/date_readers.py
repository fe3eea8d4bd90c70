"""What each form of a date says: a day, month or year, or that there is no such date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from selfmirror.ingest import date_forms as forms
from selfmirror.words.dates import Season
from selfmirror.words.when import Precision


@dataclass(frozen=True, slots=True)
class Found:
    """A date that stands in a text: the (first) day and how exactly it is known."""

    day: date
    precision: Precision = Precision.DAY

    @property
    def last(self) -> date:
        """The last day that it may be."""
        match self.precision:
            case Precision.MONTH:
                return self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
            case Precision.YEAR:
                return date(self.day.year, 12, 31)
            case _:
                return self.day


@dataclass(frozen=True, slots=True)
class Search:
    """What a search for a date came to; `warning` tells of something that only looked like one."""

    found: Found | None = None
    warning: str = ""
    span: tuple[int, int] = (0, 0)


def between(first: date, last: date, shown: str) -> Search:
    """What is said of something that lies between two days: their month or year, if it is one."""
    if first == last:
        return Search(Found(first))
    if first.year != last.year:
        return Search(warning=f"{shown} lies in two years: it dates nothing")
    precision = Precision.MONTH if first.month == last.month else Precision.YEAR
    return Search(Found(min(first, last), precision))


def on(year: int, month: int, day: int, shown: str) -> Search:
    """A day, or the warning that there is none such."""
    try:
        return Search(Found(date(year, month, day)))
    except ValueError:
        return Search(warning=f"there is no date {shown}")


def month_named(word: str) -> int:
    """The number of a month by its name, whole or short, in any case; 0 for another word."""
    if word in forms.SHORT_MONTHS:
        return forms.SHORT_MONTHS[word]
    for number, (full, short, stem) in enumerate(forms.MONTHS, 1):
        if word in (full, short):
            return number
        if word.startswith(stem) and word[len(stem) :] in forms.MONTH_ENDINGS:
            return number
    return 0


def is_counted(match: re.Match[str]) -> bool:
    """Whether the number with which a match begins is a chapter's or the like."""
    return bool(forms.COUNTED.search(match.string[: match.start()]))


def _is_code(match: re.Match[str]) -> bool:
    """Whether figures are a part of a version, a number of an order or a telephone."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if forms.CODE_BEFORE.search(before) or forms.CODE_AFTER.match(after):
        return True
    shown = match.group()
    if " " in shown and (re.search(r"\d[ )-]\Z", before) or re.match(r"[ -]\d\d\b", after)):
        return True
    # A program and its version: “PyCharm 2023.1.2”.
    unpadded = re.fullmatch(r"\d{4}\.(?:\d\.\d{1,2}|\d\d\.\d)", shown)
    return bool(unpadded and re.search(r"[a-z][ -]?\Z", before))


def _numeric(match: re.Match[str]) -> Search:
    if _is_code(match):
        return Search()
    return on(int(match["year"]), int(match["m"]), int(match["d"]), match.group())


def _packed(match: re.Match[str]) -> Search:
    # Eight figures may be any number: only those that are a date are one.
    search = _numeric(match)
    return search if search.found else Search()


def _day_first(match: re.Match[str]) -> Search:
    if _is_code(match):
        return Search()
    day, month, year = int(match["d"]), int(match["m"]), int(match["year"])
    if match["sep"] == "." or day > 12 or day == month:
        return on(year, month, day, match.group())
    if month > 12:
        return on(year, day, month, match.group())
    warning = f"{match.group()} could be two dates: only its year is taken"
    return Search(Found(date(year, 1, 1), Precision.YEAR), warning)


def _iso_week(match: re.Match[str]) -> Search:
    try:
        monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError:
        return Search(warning=f"there is no week {match.group()}")
    return between(monday, monday + timedelta(days=6), match.group())


def _month_week(match: re.Match[str]) -> Search:
    search = on(
        int(match["year"]), int(match["m"]), 7 * (int(match["week"]) - 1) + 1, match.group()
    )
    return Search(Found(search.found.day, Precision.MONTH)) if search.found else search


def _month(match: re.Match[str]) -> Search:
    groups = match.groupdict()
    year = int(match["year"])
    month = int(groups["m"]) if groups.get("m") else month_named(groups.get("month") or "")
    if not 1 <= month <= 12:
        return Search()
    if groups.get("m") and month == (year + 1) % 100 and forms.SPAN_OF_YEARS.search(match.string):
        return Search()
    return Search(Found(date(year, month, 1), Precision.MONTH))


def _named_day(match: re.Match[str]) -> Search:
    month = month_named(match["month"])
    if not month or is_counted(match):
        return Search()
    return on(int(match["year"]), month, int(match["d"]), match.group())


def _year_month_day(match: re.Match[str]) -> Search:
    month = month_named(match["month"] or match["month2"])
    if not month:
        return Search()
    return on(int(match["year"]), month, int(match["d"] or match["d2"]), match.group())


def _named_days(match: re.Match[str]) -> Search:
    month, year = month_named(match["month"]), int(match["year"])
    if not month:
        return Search()
    first, last = (on(year, month, int(match[one]), match.group()) for one in ("d", "last"))
    if not first.found or not last.found:
        return last if first.found else first
    return between(first.found.day, last.found.day, match.group())


def _two_days(match: re.Match[str]) -> Search:
    month = month_named(match["month"] or match["month2"])
    if not month:
        return Search()
    day, year = int(match["d"] or match["d2"]), int(match["year"] or match["year2"])
    search = on(year, month, day, match.group())
    shown = f"{match.group()} names two days, as in two calendars: the first is kept"
    return Search(search.found, shown) if search.found else search


def _season(match: re.Match[str]) -> Search:
    season = next(one for one in Season if match[one.name])
    year = int(match["year"])
    if season is Season.WINTER or match["to"]:
        return Search(warning=f"{match.group()} lies in two years: it dates nothing")
    # Three months are more than one: what lies in them is known to its year.
    return Search(Found(date(year, season, 1), Precision.YEAR))


Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], Search]]
READERS_OF_DAYS: tuple[Reader, ...] = (
    (forms.TWO_DAYS, _two_days),
    (forms.YMD, _numeric),
    (forms.MONTH_WEEK, _month_week),
    (forms.DMY, _day_first),
    (forms.DAY_MONTH, _named_day),
    (forms.MONTH_DAY, _named_day),
    (forms.MONTH_DAYS, _named_days),
    (forms.YEAR_DAY_MONTH, _named_day),
    (forms.YEAR_MONTH_DAY, _year_month_day),
    (forms.ISO_WEEK, _iso_week),
    (forms.PACKED, _packed),
)
READERS_OF_MONTHS: tuple[Reader, ...] = (
    (forms.YM, _month),
    (forms.MY, _month),
    (forms.MONTH_YEAR, _month),
    (forms.YEAR_MONTH, _month),
    (forms.SEASON_YEAR, _season),
    (forms.YEAR_SEASON, _season),
)
