"""Weeks, months and quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from selfmirror.words.dates import week_start

Period = Literal["week", "month", "quarter"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period of the calendar, both days inside."""

    start: date
    end: date


def cut(first: date, last: date, by: Period) -> list[Stretch]:
    """Every period from the one of the first day to the one of the last, without holes."""
    found: list[Stretch] = []
    start = start_of(first, by)
    while start <= last:
        following = _next(start, by)
        found.append(Stretch(start, following - timedelta(days=1)))
        start = following
    return found


def start_of(day: date, by: Period) -> date:
    """The first day of the day's period."""
    match by:
        case "week":
            return week_start(day)
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _next(start: date, by: Period) -> date:
    if by == "week":
        return start + timedelta(days=7)
    months = start.year * 12 + start.month - 1 + (1 if by == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)
