"""When an event of a calendar took place: once, or by its rule up to now."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from selfmirror.words.when import DateSource, When, at_instant, on_day

Moment = date | datetime
"""A day, a clock time without a zone, or an instant."""

MOST = 1000
"""So many times of one event are kept, the last ones."""
_MOST_STEPS = 50_000
_MOST_BARREN = 3
# Nobody does a thing by the minute; such rules would take for ever.
_RULES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


@dataclass(frozen=True, slots=True)
class Times:
    """The times an event took place, in order, and how many there are besides."""

    past: tuple[Moment, ...]
    earlier: int = 0
    ahead: bool = False
    warning: str = ""


@dataclass(slots=True)
class Expander:
    """Expands the rules of one calendar up to `now`; a rule that never comes true costs seconds, so few are tried."""

    now: datetime
    _barren: int = field(default=0)

    def is_past(self, moment: Moment) -> bool:
        """Whether it has begun, by the clock it was written on."""
        if not isinstance(moment, datetime):
            return moment <= self.now.date()
        if moment.tzinfo is None:
            return moment <= self.now.replace(tzinfo=None)
        return moment <= self.now

    def times_of(
        self, start: Moment, rule: Mapping[str, Any], more: set[Moment], without: set[str]
    ) -> Times:
        """When an event that starts then took place.

        Args:
            start: its first time.
            rule: the parts of its RRULE, empty when it does not recur by rule.
            more: further times.
            without: what `moment_key` gives for times it did not take place, or that stand elsewhere.
        """
        kept: deque[Moment] = deque(maxlen=MOST)
        count = 0
        ahead = False
        series, warning = self._series(start, rule)
        for steps, moment in enumerate(_merged(start, series, more)):
            if not self.is_past(moment):
                ahead = True
                break
            if steps >= _MOST_STEPS:
                warning = "a rule that repeats without end"
                break
            if moment_key(moment) in without:
                continue
            kept.append(moment)
            count += 1
        return Times(tuple(kept), count - len(kept), ahead, warning)

    def _series(self, start: Moment, rule: Mapping[str, Any]) -> tuple[Iterator[Moment], str]:
        if not rule:
            return iter(()), ""
        frequency = str(_first(rule.get("FREQ")))
        if frequency not in _RULES or self._barren >= _MOST_BARREN or not _can_follow(rule):
            return iter(()), f"a rule that cannot be followed: {frequency[:20]}"
        try:
            times = _local_times(start, rule)
        except (ValueError, TypeError, OverflowError):
            return iter(()), "a rule that cannot be read"
        return self._until(start, times, _first(rule.get("UNTIL"))), ""

    def _until(self, start: Moment, times: Iterable[datetime], until: Any) -> Iterator[Moment]:
        barren = True
        for found in times:
            barren = False
            moment = _like(start, found)
            if isinstance(until, date) and _after(moment, until):
                return
            yield moment
        self._barren += barren


def _local_times(start: Moment, rule: Mapping[str, Any]) -> Iterable[datetime]:
    """The times of a rule on the local clock, so that they stay there over the change to summer."""
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    parts = {name: value for name, value in rule.items() if name != "UNTIL"}
    written = bytes(vRecur(parts).to_ical()).decode()  # type: ignore[no-untyped-call]  # its class has no types
    times: Iterable[datetime] = rrulestr(written, dtstart=_local(start))
    return times


def said_of(moment: Moment) -> When:
    """The time as far as it is known: an instant with its zone, otherwise the day."""
    if isinstance(moment, datetime):
        if moment.tzinfo is not None:
            return at_instant(moment)
        return on_day(moment.date(), DateSource.MESSAGE)
    return on_day(moment, DateSource.MESSAGE)


def moment_key(moment: Moment) -> str:
    """The same text for the same time in whatever zone it is written."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC).isoformat()
    return moment.isoformat()


def _merged(start: Moment, series: Iterator[Moment], more: set[Moment]) -> Iterator[Moment]:
    """The first time, those of the rule and the further ones, in order and each once."""
    from heapq import merge

    last = ""
    further = sorted(more, key=_sort_key)
    for moment in merge([start], series, further, key=_sort_key):
        if moment_key(moment) != last:
            last = moment_key(moment)
            yield moment


def _sort_key(moment: Moment) -> str:
    local = _local(moment)
    return local.isoformat()


def _local(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _like(start: Moment, local: datetime) -> Moment:
    if isinstance(start, datetime):
        return local.replace(tzinfo=start.tzinfo)
    return local.date()


def _after(moment: Moment, until: Moment) -> bool:
    if not isinstance(until, datetime) or not isinstance(moment, datetime):
        return _local(moment).date() > _local(until).date()
    if moment.tzinfo is not None and until.tzinfo is not None:
        return moment > until
    return _local(moment) > _local(until)


def _first(values: Any) -> Any:
    return values[0] if isinstance(values, list) and values else values


def _can_follow(rule: Mapping[str, Any]) -> bool:
    """Whether a rule advances at all, and by the calendar that is known here."""
    step = _first(rule.get("INTERVAL", 1))
    scale = str(_first(rule.get("RSCALE", "GREGORIAN"))).upper()
    return isinstance(step, int) and step >= 1 and scale == "GREGORIAN"
