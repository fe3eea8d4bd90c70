"""Dates as people give them: `2024`, `2024-01`, `2024-01-05`, `spring 2020`, `3 weeks ago`, `вчера`."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import IntEnum

from selfmirror.errors import UsageError
from selfmirror.words.when import DateSource, Precision, When, on_day

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?\Z")
_MONTH = re.compile(r"[^\W\d]+\.?,?\s+(?:of\s+)?(?P<year>\d{4})(?:\s+г(?:ода|\.)?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_HINT = "give 2024, 2024-01, 2024-01-05, `3 weeks ago` or «3 недели назад»"


class Season(IntEnum):
    """A season of the northern year, by the month it begins in."""

    SPRING = 3
    SUMMER = 6
    AUTUMN = 9
    WINTER = 12


SEASONS = {
    Season.WINTER: r"зим(?:ой|а|у|ы)|winter",
    Season.SPRING: r"весн(?:ой|а|у|ы)|spring",
    Season.SUMMER: r"лет(?:ом|о|а)|summer",
    Season.AUTUMN: r"осен(?:ью|ь|и)|autumn|fall",
}
"""The words for each season, as a pattern."""
_SEASON = re.compile(
    rf"(?:{'|'.join(f'(?P<{season.name}>{words})' for season, words in SEASONS.items())})"
    r"\s+(?:of\s+)?(?P<year>[12]\d{3})(?:\s+г(?:ода|\.)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a given date covers, both ends inside, and how exactly it was given."""

    first: date
    last: date
    precision: Precision


def parse_span(text: str, today: date) -> Span:
    """The days meant by a date in figures or words, Russian or English, relative to `today`.

    Raises:
        UsageError: it is not a date, or there is no such day.
    """
    given = text.strip()
    figures = _ISO.match(given)
    if figures:
        return _from_figures(given, *(int(part) if part else None for part in figures.groups()))
    if _SHORT_YEAR.fullmatch(given):
        raise UsageError(f"{given} does not tell its century; {_HINT}")
    season = _SEASON.fullmatch(given)
    if season:
        which = next(one for one in Season if season[one.name])
        # Three months are more than one: what lies in them is known to its year.
        return replace(season_span(which, int(season["year"])), precision=Precision.YEAR)
    return _from_words(given, today)


def given_on(text: str, today: date) -> When:
    """The time that a person gives their words by a date in figures or words.

    Raises:
        UsageError: it is not a date, there is no such day, or it lies in two years.
    """
    span = parse_span(text, today)
    if span.first.year != span.last.year:
        raise UsageError(f"{text.strip()} lies in two years; give the month, such as 2019-12")
    return on_day(span.first, DateSource.GIVEN, span.precision)


def _from_figures(given: str, year: int | None, month: int | None, day: int | None) -> Span:
    if not year or not 1 <= (month or 1) <= 12:
        raise UsageError(f"there is no date {given}; {_HINT}")
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    length = monthrange(year, month)[1]
    if day is None:
        return Span(date(year, month, 1), date(year, month, length), Precision.MONTH)
    if not 1 <= day <= length:
        raise UsageError(f"there is no date {given}: that month has {length} days")
    return Span(date(year, month, day), date(year, month, day), Precision.DAY)


def _from_words(given: str, today: date) -> Span:
    import dateparser

    found = dateparser.parse(
        given,
        languages=["en", "ru"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - its API takes naive days
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": [],
        },
    )
    if found is None:
        raise UsageError(f"«{given}» is not a date that can be read; {_HINT}")
    day = found.date()
    month = _MONTH.fullmatch(given)
    if month and int(month["year"]) == day.year:
        return _from_figures(given, day.year, day.month, None)
    return Span(day, day, Precision.DAY)


def season_span(season: Season, year: int) -> Span:
    """The three months of a season; a winter has the year of its December: that of 2025 ends in February 2026."""
    last = season + 2
    ends = date(year + (last > 12), (last - 1) % 12 + 1, 1)
    return Span(
        date(year, season, 1),
        ends.replace(day=monthrange(ends.year, ends.month)[1]),
        Precision.MONTH,
    )


def week_start(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
