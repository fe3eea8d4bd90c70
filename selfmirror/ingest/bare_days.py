"""Days that are told without their year or without its century: `5 мая`, `05.03`, `12.03.99`."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from selfmirror.ingest import date_forms as forms
from selfmirror.ingest.date_readers import Found, Search, is_counted, month_named, on

_LEAP = 2000


@dataclass(frozen=True, slots=True)
class BareDay:
    """A day without its year, as it is `shown`; where it could be two, each month and day it could be.

    `sign` is what parts the figures where it is told in figures alone.
    """

    readings: tuple[tuple[int, int], ...]
    shown: str
    span: tuple[int, int]
    sign: str = ""
    weekday: int | None = None
    weekday_shown: str = ""

    def in_year(self, year: int) -> Search:
        """The day in a year; where its weekday is another there, the year is not known."""
        if len(self.readings) > 1:
            return Search(warning=f"{self.shown} could be two dates", span=self.span)
        month, day = self.readings[0]
        search = on(year, month, day, f"{self.shown} {year}")
        if search.found and self.weekday not in {None, search.found.day.weekday()}:
            shown = f"{self.shown} {year} is no {self.weekday_shown}: its year is not known"
            return Search(warning=shown, span=self.span)
        return Search(search.found, search.warning, self.span)


def find_bare_day(text: str) -> BareDay | None:
    """The day that a text names without its year, in words or in figures.

    Figures with a point begin with the day; with another sign between them they are any that exist.
    """
    lowered = text[:400].lower().replace("ё", "е")
    for match in forms.BARE_DAY.finditer(lowered):
        month = month_named(match["month"] or match["month2"])
        if month and not is_counted(match):
            day = int(match["d"] or match["d2"])
            return _bare(lowered, match, ((month, day),))
    figures = forms.FIGURES.search(lowered)
    if figures is None:
        return None
    first, second = int(figures[1]), int(figures[3])
    orders = {(second, first)} if figures[2] == "." else {(second, first), (first, second)}
    readings = tuple(sorted(order for order in orders if _exists(*order)))
    return _bare(lowered, figures, readings, figures[2]) if readings else None


def _bare(
    text: str, match: re.Match[str], readings: tuple[tuple[int, int], ...], sign: str = ""
) -> BareDay:
    weekday = forms.WEEKDAY.search(text)
    told = (weekday.lastindex - 1) % 7 if weekday and weekday.lastindex else None
    beside = weekday.group() if weekday else ""
    return BareDay(readings, match.group(), match.span(), sign, told, beside)


def find_short_date(text: str, years: Collection[int]) -> Search:
    """The day of figures that tell the last two of their year, if one of the known `years` ends so.

    `12.03.99`, `99-03-12`, `990312`; where several orders of the figures give such a day, none is taken.
    """
    match = forms.SHORT_YEAR.search(text[:400])
    if match is None or (not match["sep"] and len(match.group()) != 6):
        return Search()
    a, b, c = (int(match[name]) for name in "abc")
    orders = [(c, b, a), (a, b, c)]
    if match["sep"] in {"-", "/"}:
        orders.append((c, a, b))
    days = set[date]()
    for short, month, day in orders:
        for year in years:
            if year % 100 == short:
                with suppress(ValueError):
                    days.add(date(year, month, day))
    shown = match.group()
    if not days:
        sure = match["sep"] == "." and _exists(b, a)
        return Search(
            warning=f"{shown} does not tell its century" if sure else "", span=match.span()
        )
    if len(days) > 1:
        return Search(warning=f"{shown} could be {len(days)} dates", span=match.span())
    return Search(Found(days.pop()), span=match.span())


def _exists(month: int, day: int) -> bool:
    return bool(on(_LEAP, month, day, "").found)
