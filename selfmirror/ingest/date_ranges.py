"""Dates that are the last of several days: `5-7 мая 2024`, `28 April – 3 May 2021`, `2024-05 - 2024-07`."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
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

_TO = r"(?:\s*(?:[–—…~&+-]|\.{2,3})\s*|\s+(?:и|and|to|по|до|на|till?)\s+|/|_)"
_FROM = r"(?:\A|(?<=[^\w\s])\s*|\b(?:с|со|from|between)\s+)"
_DAY_BEFORE = re.compile(
    rf"(?:(?<![\d.,:/-])(?P<d>\d{{1,2}})[-–—]|{_FROM}(?P<loose>\d{{1,2}}){_TO})\Z"
)
_MONTH_BEFORE = re.compile(
    rf"(?:(?<!\d)(?P<d>\d{{1,2}})[ _.-]*)?(?<![^\W\d_]){forms.MONTH},?{_TO}\Z"
)
_FIGURES_BEFORE = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d\d)\s*[–—-]\s*\Z")
_AFTER = re.compile(_TO)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A day beside a date, and where the text of both ends on its side."""

    day: date
    edge: int


def widened(match: re.Match[str], found: Found) -> Search:
    """A date, or the span that it makes with one beside it."""
    start, end = match.span()
    first, following = _before(match, found), _after(match, found)
    if first:
        shown = match.string[first.edge : end]
        return replace(between(first.day, found.last, shown), span=(first.edge, end))
    if following:
        shown = match.string[start : following.edge]
        return replace(between(found.day, following.day, shown), span=(start, following.edge))
    return Search(found, span=(start, end))


def _before(match: re.Match[str], found: Found) -> _Beside | None:
    """The first day of a span whose last is `found`, if it stands right before it without its year."""
    before = match.string[: match.start()]
    worded = "month" in match.re.groupindex and found.precision in {Precision.DAY, Precision.MONTH}
    dotted = "sep" in match.re.groupindex and match["sep"] == "."
    if dotted and (told := _FIGURES_BEFORE.search(before)):
        return _day(told, found, int(told["m"]))
    if worded and (told := _MONTH_BEFORE.search(before)) and (month := month_named(told["month"])):
        return _day(told, found, month)
    if (dotted or worded) and found.precision is Precision.DAY:
        told = _DAY_BEFORE.search(before)
        if told and int(told["d"] or told["loose"]) < found.day.day:
            return _day(told, found, found.day.month)
    return None


def _day(told: re.Match[str], found: Found, month: int) -> _Beside | None:
    """That day, of the year before where the year turned since."""
    number = told["d"] or told.groupdict().get("loose") or 1
    with suppress(ValueError):
        year = found.day.year - (month > found.day.month)
        return _Beside(date(year, month, int(number)), told.start())
    return None


def _after(match: re.Match[str], found: Found) -> _Beside | None:
    """The last day of the date that follows right after, with its own year, if it is another."""
    to = _AFTER.match(match.string, match.end())
    if to is None or not forms.ANY_YEAR.search(match.string, to.end()):
        return None
    for pattern, read in (*READERS_OF_DAYS, *READERS_OF_MONTHS):
        second = pattern.match(match.string, to.end())
        other = read(second).found if second else None
        if second and other:
            return None if other == found else _Beside(other.last, second.end())
    return None
