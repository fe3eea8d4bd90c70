"""Shares over time as lines of text that fit a terminal and a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from selfmirror.drift.report import Report, Theme
from selfmirror.words.printable import one_line

_STEPS = "▁▂▃▄▅▆▇█"
_SILENT = " "
_NONE = "·"
_ENOUGH = 8


def chart(report: Report, width: int = 80, most: int = 10) -> list[str]:
    """One row a theme, one block a period, all to one scale, with the turns marked below.

    A blank is a period without mentions, a dot one without this theme; the figure is the row's
    highest share. Periods of few mentions do not set the scale: above it, their block is full.
    Where the periods are more than the columns, neighbours share one.
    """
    themes = report.themes[:most]
    if not themes or not report.periods:
        return []
    room = min(28, max(len(one_line(theme.label)) for theme in themes))
    columns = _columns(len(report.periods), width - room - 9)
    totals = [sum(report.periods[i].mentions for i in column) for column in columns]
    shares = [
        [_share(theme, column, total) for column, total in zip(columns, totals, strict=True)]
        for theme in themes
    ]
    enough = [total >= min(_ENOUGH, max(totals)) for total in totals]
    sure = [share for row in shares for share, of in zip(row, enough, strict=True) if of and share]
    top = max(sure, default=1.0)
    wide = max(1, min(3, (width - room - 9) // len(columns)))
    lines = [
        f"{one_line(theme.label, room):<{room}} {''.join(_block(share, top) * wide for share in row)} ≤{_most(row):>4.0%}"
        for theme, row in zip(themes, shares, strict=True)
    ]
    marks = _marks(report, columns, wide)
    if marks.strip():
        lines.append(f"{'':<{room}} {marks}")
    lines.append(f"{'':<{room}} {_axis(report, wide * len(columns))}")
    return lines


def _columns(periods: int, room: int) -> list[range]:
    together = -(-periods // max(room, 10))
    return [range(i, min(i + together, periods)) for i in range(0, periods, together)]


def _share(theme: Theme, column: range, total: int) -> float | None:
    return sum(theme.mentions[i] for i in column) / total if total else None


def _block(share: float | None, top: float) -> str:
    if share is None:
        return _SILENT
    if share <= 0:
        return _NONE
    return _STEPS[min(int(share / top * len(_STEPS)), len(_STEPS) - 1)]


def _most(row: Sequence[float | None]) -> float:
    return max((share for share in row if share is not None), default=0.0)


def _marks(report: Report, columns: Sequence[range], wide: int) -> str:
    days = [turn.day for turn in report.changes]
    return "".join(
        f"{'▲' if any(_within(report, column, day) for day in days) else ' ':<{wide}}"
        for column in columns
    )


def _within(report: Report, column: range, day: date) -> bool:
    return report.periods[column[0]].start <= day <= report.periods[column[-1]].end


def _axis(report: Report, width: int) -> str:
    first, last = (f"{day:%Y-%m-%d}" for day in (report.periods[0].start, report.periods[-1].end))
    return f"{first}{last:>{max(width - len(first), len(last) + 1)}}"
