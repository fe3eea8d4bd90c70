"""Shares over time with their intervals, drawn with block characters at any width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

_WIDEST = 6


class Estimate(NamedTuple):
    """A share of a period and the ends of its interval, each 0..1."""

    low: float
    share: float
    high: float


def fitted(estimates: Sequence[Estimate | None], width: int) -> list[Estimate | None]:
    """At most `width` estimates: neighbours that share a place are averaged; None is unknown."""
    count = len(estimates)
    if count <= width:
        return list(estimates)
    placed = groupby(enumerate(estimates), key=lambda pair: pair[0] * width // count)
    return [_mean([one for _, one in group if one is not None]) for _, group in placed]


def ceiling(estimates: Sequence[Estimate | None]) -> float:
    """The top of the scale: twice the greatest share, so that a wide interval does not flatten all."""
    known = [one for one in estimates if one is not None]
    highest = max((one.high for one in known), default=0.0)
    return max(min(highest, 2 * max((one.share for one in known), default=0.0)), 0.01)


def columns(estimates: Sequence[Estimate | None], size: tuple[int, int]) -> list[str]:
    """A column a period, as lines from the top down; `size` is width and height in characters.

    `█` reaches to the lower end of the interval, `▒` from there to the share, `░` to the upper end;
    a gap is a period of which nothing is known. A column is as wide as fits.
    """
    width, height = size
    shown = fitted(estimates, width)
    top = ceiling(shown)
    wide = max(1, min(_WIDEST, width // max(len(shown), 1)))
    return [
        "".join(_cell(one, row, top, height) * max(wide - 1, 1) + " " * (wide > 1) for one in shown)
        for row in range(height, 0, -1)
    ]


def _cell(one: Estimate | None, row: int, top: float, height: int) -> str:
    if one is None:
        return " "
    for end, block in zip(one, "█▒░", strict=True):
        if row <= _level(end, top, height):
            return block
    return " "


def _level(value: float, top: float, height: int) -> int:
    """How many lines a value fills; anything above nothing fills at least one."""
    filled = round(height * min(value / top, 1.0))
    return max(filled, 1) if value > 0 else 0


def _mean(estimates: Sequence[Estimate]) -> Estimate | None:
    if not estimates:
        return None
    return Estimate(*(sum(ends) / len(estimates) for ends in zip(*estimates, strict=True)))
