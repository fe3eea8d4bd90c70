"""Dates in figures whose order depends on the phone: it is decided over a whole chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

_PARTS = re.compile(r"(\d+)\D+(\d+)\D+(\d+)")
_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Which figure is what: `dmy`, `mdy` or `ymd`; several when the chat does not tell them apart."""

    possible: tuple[str, ...]

    @property
    def warning(self) -> str:
        """What to say where the order is not known."""
        if len(self.possible) < 2:
            return ""
        return "its dates could be day or month first: only what both agree on is taken"


def order_of(dates: Sequence[str]) -> DateOrder:
    """The order in which a chat writes its dates.

    A point means day first, a year of four figures stands where it stands; otherwise an order that
    gives dates which do not exist, or that jumps back in time more often than another, is not it.
    """
    met = list(dict.fromkeys(dates))
    fitting = [order for order in _ORDERS if all(_fits(one, order) for one in met[:5])]
    found = {order: [_read(one, order) for one in met] for order in fitting or _ORDERS}
    wrong = {order: sum(day is None for day in days) for order, days in found.items()}
    least = min(wrong.values())
    found = {order: days for order, days in found.items() if wrong[order] == least}
    back = {order: _jumps_back(days) for order, days in found.items()}
    fewest = min(back.values())
    return DateOrder(tuple(order for order in found if back[order] == fewest))


def day_of(text: str, order: DateOrder) -> When:
    """The day that a date in figures names; of a date with two readings only its year, if that is sure."""
    days = {_read(text, one) for one in order.possible}
    known = [day for day in days if day is not None]
    if len(days) == 1 and known:
        return on_day(known[0], DateSource.MESSAGE)
    if known and len({day.year for day in known}) == 1:
        return on_day(date(known[0].year, 1, 1), DateSource.MESSAGE, Precision.YEAR)
    return UNKNOWN_TIME


def _fits(text: str, order: str) -> bool:
    """Whether a date may be written in this order at all, by its separator and the length of its year."""
    parts = _PARTS.match(text)
    if parts is None:
        return False
    first, last = len(parts[1]), len(parts[3])
    if first > 2:
        return order == "ymd"
    if "." in text:
        return order == "dmy"
    return order != ("ymd" if "/" in text or last > 2 else "mdy")


def _read(text: str, order: str) -> date | None:
    parts = _PARTS.match(text)
    if parts is None:
        return None
    figures = dict(zip(order, map(int, parts.groups()), strict=True))
    year = figures["y"] + (2000 if figures["y"] < 100 else 0)
    try:
        return date(year, figures["m"], figures["d"])
    except ValueError:
        return None


def _jumps_back(days: Iterable[date | None]) -> int:
    return sum(later < day for day, later in pairwise(day for day in days if day))
