"""What held on a day, how sure it still is, and in which order it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from selfmirror.memory.belief import Belief, Kind, Status

_HALF_LIFE_DAYS = {Kind.WANT: 365, Kind.GOAL: 365, Kind.PROJECT: 365, Kind.COMMITMENT: 365}
_SLOW_DAYS = 1825
_LEAST = 0.5


def held_on(belief: Belief, day: date) -> bool:
    """Whether a belief surely held on a day; it ends on the day of what closed it."""
    began, ended = belief.valid_from.day, belief.valid_to.day if belief.valid_to else None
    return began is not None and began <= day and (ended is None or ended > day)


def held_by_now(belief: Belief, today: date) -> bool:
    """Whether a belief holds today, said at whatever time before; what lies ahead neither begins nor ends one."""
    began, ended = belief.valid_from.day, belief.valid_to
    is_over = ended is not None and (ended.day is None or ended.day <= today)
    return not is_over and (began is None or began <= today)


def over_by(belief: Belief, day: date) -> bool:
    """Whether a belief had ended when a day began."""
    ended = belief.valid_to.day if belief.valid_to else None
    return ended is not None and ended < day


def fading(belief: Belief, day: date) -> Belief:
    """The belief as sure as it is on a day: what was not said for long fades to half, the confirmed does not."""
    said = [quote.said.day for quote in belief.evidence if quote.said.day]
    if belief.status is Status.CONFIRMED or belief.kind is Kind.DONE or not said:
        return belief
    age = max((day - max(said)).days, 0)
    kept = 0.5 ** (age / _HALF_LIFE_DAYS.get(belief.kind, _SLOW_DAYS))
    return replace(belief, confidence=round(belief.confidence * (_LEAST + (1 - _LEAST) * kept), 3))


def newest_first(beliefs: Iterable[Belief]) -> list[Belief]:
    """In the order of when they began, newest first; those of unknown time last."""
    return sorted(beliefs, key=lambda b: (b.valid_from.sort_key, b.slot, b.id), reverse=True)
