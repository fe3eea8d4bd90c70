"""Days in a row of which some are told without their year: the order that they stand in tells it, or nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from selfmirror.ingest.bare_days import BareDay, find_short_date
from selfmirror.ingest.date_readers import Found, on
from selfmirror.words.when import Precision

_LEAP = 2000
_CLOSE = 60
_HALF_A_YEAR = 183
_SLIP = 7


@dataclass(frozen=True, slots=True)
class Named:
    """A time that is named; none where it cannot be known, and then the warning says why."""

    found: Found | None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A day whose year is told by its last two figures, as it stands in its text."""

    text: str


Told = Named | BareDay | ShortDay | None


def in_order(told: Sequence[Told], within: Found | None = None) -> Iterator[Named | None]:
    """What each place names, once those without a year have that of the one above.

    The year turns where a day would else go against the order of the others and is at most half a year
    away; a day that fits nowhere is not known. The first ones have the year of what the whole is
    `within`; None stands for what is no date, or would be one in a year that nothing tells.
    """
    forward = _runs_forward(told)
    year, last = within.day.year if within else None, None
    for one in told:
        named = _named(one, year, last, forward=forward)
        yield named
        if named and named.found:
            year, last = named.found.day.year, _edge(named.found, forward=forward)


def _edge(found: Found, *, forward: bool) -> date | None:
    """The day from which the next one counts; none below a mere year."""
    if found.precision is Precision.YEAR:
        return None
    return found.day if forward else found.last


def _named(one: Told, year: int | None, last: date | None, *, forward: bool) -> Named | None:
    match one:
        case BareDay() if last:
            return _following(one, last, forward=forward)
        case BareDay() if year is not None:
            search = one.in_year(year)
            return Named(search.found, search.warning)
        case ShortDay():
            near = range(year - 1, year + 2) if last and year else [year] if year else []
            search = find_short_date(one.text, near)
            return Named(search.found, search.warning)
        case Named():
            return one
        case _:
            return None


def _following(bare: BareDay, last: date, *, forward: bool) -> Named:
    same = bare.in_year(last.year)
    turned = bare.in_year(last.year + (1 if forward else -1))
    for search, most in ((same, 366), (turned, _HALF_A_YEAR)):
        if search.found and 0 <= _ahead(last, search.found.day, forward=forward) <= most:
            return Named(search.found)
    if same.found and abs((same.found.day - last).days) <= _SLIP:
        return Named(same.found)
    unfit = f"{bare.shown} does not follow {last.isoformat()}: its year is not known"
    return Named(None, same.warning or unfit)


def _ahead(last: date, day: date, *, forward: bool) -> int:
    days = (day - last).days
    return days if forward else -days


def _runs_forward(told: Sequence[Told]) -> bool:
    """Whether most days stand after the one above them; near ones tell it even without their years."""
    days = [day for one in told if (day := _day_of(one))]
    steps = 0
    for (first, sure), (second, sure_too) in pairwise(days):
        apart = (second - first).days
        if not sure or not sure_too:
            apart = (second.replace(year=_LEAP) - first.replace(year=_LEAP)).days
            apart = (apart + _HALF_A_YEAR) % 366 - _HALF_A_YEAR
            apart = apart if abs(apart) <= _CLOSE else 0
        steps += (apart > 0) - (apart < 0)
    return steps >= 0


def _day_of(one: Told) -> tuple[date, bool] | None:
    """A day, and whether its year is told."""
    match one:
        case Named() if one.found and one.found.precision is not Precision.YEAR:
            return one.found.day, True
        case BareDay() if len(one.readings) == 1:
            found = on(_LEAP, *one.readings[0], one.shown).found
            return (found.day, False) if found else None
        case _:
            return None
