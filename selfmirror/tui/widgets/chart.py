"""Shares over time drawn with block characters, at any width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def spark(shares: Sequence[float], width: int, top: float) -> str:
    """A line of blocks, one a period; with more periods than `width`, the means of neighbours."""
    return "".join(_EIGHTHS[_level(share, top, 8)] for share in fitted(shares, width))


def fitted(values: Sequence[float], width: int) -> list[float]:
    """At most `width` values: neighbours that share a place are averaged."""
    count = len(values)
    if count <= width:
        return list(values)
    placed = groupby(enumerate(values), key=lambda pair: pair[0] * width // count)
    groups = [[value for _, value in group] for _, group in placed]
    return [sum(group) / len(group) for group in groups]


def columns(
    shares: Sequence[float], low: Sequence[float], high: Sequence[float], size: tuple[int, int]
) -> list[str]:
    """Columns of shares with their intervals, as lines from the top down.

    `█` is the share, `░` reaches to the upper end of the interval, `▒` lies between the lower
    end and the share. `size` is width and height in characters; a column is as wide as fits.
    """
    width, height = size
    shares, low, high = (fitted(values, width) for values in (shares, low, high))
    top = max([*high, 0.01])
    wide = max(1, min(6, width // max(len(shares), 1)))
    lines = []
    for row in range(height, 0, -1):
        cells = [
            _cell(row, *(_level(v, top, height) for v in trio))
            for trio in zip(low, shares, high, strict=True)
        ]
        lines.append("".join(cell * max(wide - 1, 1) + " " * (wide > 1) for cell in cells))
    return lines


def _cell(row: int, low: int, share: int, high: int) -> str:
    if row <= low:
        return "█"
    if row <= share:
        return "▒"
    return "░" if row <= high else " "


def _level(value: float, top: float, steps: int) -> int:
    """How many of `steps` a value fills; anything above nothing fills at least one."""
    filled = round(steps * min(max(value / top, 0.0), 1.0)) if top > 0 else 0
    return max(filled, 1) if value > 0 else 0
