"""Dates that are the last of several days: `5-7 мая 2024`, `28 April – 3 May 2021`, `2024-05 - 2024-07`."""

from __future__ import annotations

import re
from datetime import date

from selfmirror.ingest import date_forms as forms
from selfmirror.ingest.date_readers import (
    READERS_OF_DAYS,
    READERS_OF_MONTHS,
    Found,
    Search,
    between,
    month_named,
)
from selfmirror.words.when import Precision

_TO = r"(?:\s*(?:[–—…~&+-]|\.{2,3})\s*|\s+(?:и|and|to|по|до|till?)\s+|/|_)"
_FROM = r"(?:\A|(?<=[^\w\s])\s*|\b(?:с|со|from|between)\s+)"
_DAY_BEFORE = re.compile(
    rf"(?:(?<![\d.,:/-])(?P<tight>\d{{1,2}})[-–—]|{_FROM}(?P<loose>\d{{1,2}}){_TO})\Z"
)
_MONTH_BEFORE = re.compile(
    rf"(?:(?<!\d)(?P<d>\d{{1,2}})[ _.-]*)?(?<![^\W\d_]){forms.MONTH},?{_TO}\Z"
)
_FIGURES_BEFORE = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d\d)\s*[–—-]\s*\Z")
_AFTER = re.compile(_TO)


def widened(match: re.Match[str], found: Found) -> Search:
    """A date, or the span that it makes with one beside it."""
    first = _before(match, found)
    if first:
        return between(first, found.last, match.group())
    following = _after(match)
    if following:
        days = (
            (found.day, following.day)
            if found.day == following.day
            else (found.day, following.last)
        )
        whole = between(*days, match.group())
        return Search(found) if following == found else whole
    return Search(found)


def _before(match: re.Match[str], found: Found) -> date | None:
    """The first day of a span whose last is `found`, if it stands right before it without its year."""
    before = match.string[: match.start()]
    worded = "month" in match.re.groupindex and found.precision in {Precision.DAY, Precision.MONTH}
    dotted = "sep" in match.re.groupindex and match["sep"] == "."
    if dotted and (told := _FIGURES_BEFORE.search(before)):
        return _day(found, int(told["m"]), int(told["d"]))
    if worded and (told := _MONTH_BEFORE.search(before)) and (month := month_named(told["month"])):
        return _day(found, month, int(told["d"] or 1))
    if (dotted or worded) and found.precision is Precision.DAY:
        told = _DAY_BEFORE.search(before)
        number = int(told["tight"] or told["loose"]) if told else 0
        if 0 < number < found.day.day:
            return found.day.replace(day=number)
    return None


def _day(found: Found, month: int, day: int) -> date | None:
    """That day, of the year before where the year turned since."""
    try:
        return date(found.day.year - (month > found.day.month), month, day)
    except ValueError:
        return None


def _after(match: re.Match[str]) -> Found | None:
    """The date that follows right after, with its own year."""
    to = _AFTER.match(match.string, match.end())
    if to is None or not forms.ANY_YEAR.search(match.string, to.end()):
        return None
    for pattern, read in (*READERS_OF_DAYS, *READERS_OF_MONTHS):
        second = pattern.match(match.string, to.end())
        search = read(second) if second else None
        if search and search.found:
            return search.found
    return None
