"""The course of one theme: its trend, and how long its spells live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Trend = Literal["new", "rising", "stable", "falling", "gone", "returning"]

_EXPECTED = 3.0
_SURE_Z = 2.4
_LEAST_MOVE = 0.02
_SILENT_DAYS = 30
_SILENT_WRITTEN = 6
_LEAST_SPELLS = 4


def trend_of(mentions: Sequence[float], total: Sequence[float], effect: float) -> Trend:
    """How a theme's share went over the written days of the window.

    The days are cut into thirds of equal writing. A theme that is absent where at least three
    mentions (after the design effect) were to be expected from its other thirds is new, gone or
    returning; else the first and last third are compared by a two-proportion test at z = 2.4, and a
    move of less than two points is stable.

    Args:
        mentions: of the theme, one a written day.
        total: of all themes.
        effect: the design effect of `shares.design_effect`.
    """
    said, everything = _thirds(mentions, total)
    if min(everything) <= 0:
        return "stable"
    absent = [_absent(said, everything, i, effect) for i in range(3)]
    if absent[0] and said[2] > 0:
        return "new"
    if absent[2]:
        return "gone"
    if absent[1] and said[0] > 0 and said[2] > 0:
        return "returning"
    first, last = said[0] / everything[0], said[2] / everything[2]
    pooled = (said[0] + said[2]) / (everything[0] + everything[2])
    error = (pooled * (1 - pooled) * effect * (1 / everything[0] + 1 / everything[2])) ** 0.5
    if abs(last - first) < _LEAST_MOVE or abs(last - first) < _SURE_Z * error:
        return "stable"
    return "rising" if last > first else "falling"


def _thirds(mentions: Sequence[float], total: Sequence[float]) -> tuple[list[float], list[float]]:
    whole = sum(total)
    said, everything = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    passed = 0.0
    for one, of in zip(mentions, total, strict=True):
        third = min(int(3 * (passed + of / 2) / whole), 2) if whole else 0
        said[third] += one
        everything[third] += of
        passed += of
    return said, everything


def _absent(said: Sequence[float], everything: Sequence[float], third: int, effect: float) -> bool:
    others = sum(said) - said[third]
    elsewhere = sum(everything) - everything[third]
    expected = others / max(elsewhere, 1e-9) * everything[third] / effect
    return said[third] == 0 and expected >= _EXPECTED


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which a theme kept being spoken of; `ended` is false where the evidence stops first."""

    days: int
    ended: bool


def spells_of(mentioned: Sequence[date], written: Sequence[date]) -> list[Spell]:
    """The spells of a theme, from the days it was mentioned on and all the days written, both in order.

    A spell ends when thirty days pass with at least six written days and no word of it. A silence
    with fewer written days tells nothing: the spell is cut there, and its end is not known. A theme
    that is mentioned once is no spell.
    """
    from bisect import bisect_left, bisect_right

    found: list[Spell] = []
    start = 0
    for i, day in enumerate(mentioned):
        following = mentioned[i + 1] if i + 1 < len(mentioned) else None
        until = bisect_left(written, following) if following else len(written)
        silent_written = until - bisect_right(written, day)
        silent_days = ((following or written[-1]) - day).days
        if following and silent_days <= _SILENT_DAYS:
            continue
        ended = silent_days > _SILENT_DAYS and silent_written >= _SILENT_WRITTEN
        if i > start:
            found.append(Spell((day - mentioned[start]).days + 1, ended))
        start = i + 1
    return found


def half_life(spells: Sequence[Spell]) -> float | None:
    """The days after which half of the spells are over, by Kaplan and Meier (1958); None if too few.

    The product-limit estimate counts a spell whose end is not known for as long as it was seen.
    """
    if sum(spell.ended for spell in spells) < _LEAST_SPELLS:
        return None
    alive = 1.0
    for day in sorted({spell.days for spell in spells if spell.ended}):
        at_risk = sum(spell.days >= day for spell in spells)
        alive *= 1 - sum(spell.ended and spell.days == day for spell in spells) / at_risk
        if alive <= 0.5:
            return float(day)
    return None


@dataclass(frozen=True, slots=True)
class StateDependence:
    """A theme's share when the person was stressed less its share when calm, with a 90 % interval."""

    difference: float
    low: float
    high: float
    stressed: float
    calm: float


def state_dependence(
    about: NDArray[np.bool_], stress: NDArray[np.float64], least: int = 20
) -> StateDependence | None:
    """How much more of the most stressed third of utterances is about a theme than of the calmest.

    The interval is Agresti and Caffo's (2000). None with fewer than `least` utterances on a side, or
    where stress does not differ.

    Args:
        about: whether each utterance with a reading mentions the theme.
        stress: its stress.
        least: utterances that each side must have.
    """
    import numpy as np

    if len(stress) < 3 * least:
        return None
    low_bound, high_bound = np.quantile(stress, (1 / 3, 2 / 3))
    calm, stressed = about[stress <= low_bound], about[stress >= high_bound]
    if high_bound <= low_bound or min(len(calm), len(stressed)) < least:
        return None
    one, other = ((side.sum() + 1) / (len(side) + 2) for side in (stressed, calm))
    error = (one * (1 - one) / (len(stressed) + 2) + other * (1 - other) / (len(calm) + 2)) ** 0.5
    difference = float(one - other)
    return StateDependence(
        difference,
        difference - 1.645 * float(error),
        difference + 1.645 * float(error),
        float(stressed.mean()),
        float(calm.mean()),
    )
