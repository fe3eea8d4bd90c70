"""From dated mentions to figures: periods, shares, trends, turns. Pure, and blind to the order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from selfmirror.drift.courses import (
    StateDependence,
    half_life,
    spells_of,
    state_dependence,
    trend_of,
)
from selfmirror.drift.periods import Period, Stretch, cut, start_of
from selfmirror.drift.report import PeriodOf, Shift, Theme
from selfmirror.drift.shares import design_effect, distance, intervals, shares_of
from selfmirror.drift.themes import ENOUGH
from selfmirror.drift.turns import Profile, TurningPoint, find_turns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from selfmirror.store.mentions import Drawn, MentionRow, SaidOn, ThemeRow

    Matrix = NDArray[np.float64]

_LEAST_MOVE = 0.03
_SHOWN_MOVES = 3


@dataclass(frozen=True, slots=True)
class Window:
    """The days looked at and how they are cut; both dates are inside, None is as far as there are words."""

    since: date | None
    until: date | None
    by: Period

    def holds(self, said: SaidOn) -> bool:
        """Whether an utterance is in the window and dated closely enough for its periods."""
        close = said.precision != "month" or self.by != "week"
        after = self.since is None or said.day >= self.since
        return close and after and (self.until is None or said.day <= self.until)


class Measured:
    """The evidence of a window, counted by day and theme."""

    def __init__(
        self,
        window: Window,
        drawn: Drawn,
        said: Sequence[SaidOn],
    ) -> None:
        self.window = window
        self.places = drawn.places
        self.said = {one.utterance: one for one in said if window.holds(one)}
        self.mentions = [m for m in drawn.mentions if m.utterance in self.said]
        spoken = {m.theme for m in self.mentions}
        self.themes = [theme for theme in drawn.themes if theme.id in spoken]
        self.number = {theme.id: i for i, theme in enumerate(self.themes)}
        self.written = sorted({one.day for one in self.said.values()})

    def day_of(self, mention: MentionRow) -> date:
        return self.said[mention.utterance].day

    @cached_property
    def days(self) -> list[date]:
        """The days with a mention."""
        return sorted({self.day_of(mention) for mention in self.mentions})

    @cached_property
    def by_day(self) -> Matrix:
        """Mentions by day and theme."""
        import numpy as np

        counts = np.zeros((len(self.days), len(self.themes)))
        row = {day: i for i, day in enumerate(self.days)}
        for mention in self.mentions:
            counts[row[self.day_of(mention)], self.number[mention.theme]] += 1
        return counts

    @cached_property
    def effect(self) -> float:
        return design_effect(self.by_day)

    @cached_property
    def stretches(self) -> list[Stretch]:
        return cut(self.written[0], self.written[-1], self.window.by) if self.written else []

    @cached_property
    def by_period(self) -> Matrix:
        """Mentions by period and theme."""
        import numpy as np

        counts = np.zeros((len(self.stretches), len(self.themes)))
        row = {stretch.start: i for i, stretch in enumerate(self.stretches)}
        for day, held in zip(self.days, self.by_day, strict=True):
            counts[row[start_of(day, self.window.by)]] += held
        return counts

    @cached_property
    def turns(self) -> list[TurningPoint]:
        """The turns that move some theme by three points at least."""
        if len(self.said) < ENOUGH:
            return []
        return [turn for turn in find_turns(*self._profile()) if any(self.moves(turn))]

    def _profile(self) -> tuple[list[date], Profile]:
        """Where the texts of each day lie."""
        import numpy as np

        placed = [one for one in self.said.values() if one.utterance in self.places]
        days = sorted({one.day for one in placed})
        row = {day: i for i, day in enumerate(days)}
        at = np.array([row[one.day] for one in placed], dtype=np.int64)
        points = np.array([self.places[one.utterance] for one in placed], dtype=np.float64)
        sums = np.zeros((len(days), points.shape[1] if len(placed) else 0))
        np.add.at(sums, at, points)
        return days, Profile(np.bincount(at, minlength=len(days)).astype(np.float64), sums)

    def sides(self, turn: TurningPoint) -> tuple[list[date], list[date]]:
        """The days with a mention before and after a turn, as far as the next."""
        before = [day for day in self.days if turn.since <= day < turn.day]
        return before, [day for day in self.days if turn.day <= day <= turn.until]

    def moves(self, turn: TurningPoint) -> tuple[list[Shift], list[Shift]]:
        """What rose and what fell at a turn, most first, beyond chance where anything is."""
        import numpy as np

        row = {day: i for i, day in enumerate(self.days)}
        before, after = (
            self.by_day[[row[day] for day in side]].sum(axis=0) for side in self.sides(turn)
        )
        one, other = before / max(before.sum(), 1), after / max(after.sum(), 1)
        pooled = (before + after) / max(before.sum() + after.sum(), 1)
        size = self.effect * (1 / max(before.sum(), 1) + 1 / max(after.sum(), 1))
        error = np.sqrt(pooled * (1 - pooled) * size)
        moved = [
            (float(other[i] - one[i]), Shift(theme.id, theme.label, float(one[i]), float(other[i])))
            for i, theme in enumerate(self.themes)
            if abs(other[i] - one[i]) >= max(_LEAST_MOVE, 1.3 * error[i])
        ]
        moved.sort(key=lambda pair: (-abs(pair[0]), pair[1].theme))
        rose = [shift for by, shift in moved if by > 0][:_SHOWN_MOVES]
        return rose, [shift for by, shift in moved if by < 0][:_SHOWN_MOVES]

    def periods(self) -> tuple[PeriodOf, ...]:
        """The periods with their distance from the one written before, if that was the one before."""
        stress: dict[date, list[float]] = defaultdict(list)
        for one in self.said.values():
            if one.stress is not None:
                stress[start_of(one.day, self.window.by)].append(one.stress)
        shares, totals = shares_of(self.by_period), self.by_period.sum(axis=1)
        found: list[PeriodOf] = []
        for i, stretch in enumerate(self.stretches):
            near = i > 0 and totals[i] > 0 and totals[i - 1] > 0
            felt = sorted(stress.get(stretch.start, []))
            found.append(
                PeriodOf(
                    stretch.start,
                    stretch.end,
                    int(totals[i]),
                    sum(felt) / len(felt) if felt else None,
                    distance(shares[i - 1], shares[i]) if near else None,
                )
            )
        return tuple(found)

    def courses(self) -> list[Theme]:
        """Every theme's course, the most mentioned first."""
        if not self.themes:
            return []
        shares = shares_of(self.by_period)
        low, high = intervals(self.by_period, self.effect)
        found = [
            self._course(theme, shares[:, i], low[:, i], high[:, i])
            for i, theme in enumerate(self.themes)
        ]
        return sorted(found, key=lambda theme: (-theme.total, theme.id))

    def _course(self, theme: ThemeRow, share: Matrix, low: Matrix, high: Matrix) -> Theme:
        i = self.number[theme.id]
        mine = [m for m in self.mentions if m.theme == theme.id]
        days = [day for day, held in zip(self.days, self.by_day[:, i], strict=True) if held]
        felt = [m.polarity for m in mine if m.polarity is not None]
        lived = sum(m.lived for m in mine)
        return Theme(
            theme.id,
            theme.label,
            theme.keywords,
            tuple(int(n) for n in self.by_period[:, i]),
            tuple(map(float, share)),
            tuple(map(float, low)),
            tuple(map(float, high)),
            trend_of(self.by_day[:, i].tolist(), self.by_day.sum(axis=1).tolist(), self.effect),
            days[0],
            days[-1],
            lived,
            len(mine) - lived,
            sum(felt) / len(felt) if felt else None,
            half_life(spells_of(days, self.written)),
            self._state({m.utterance for m in mine}),
        )

    def _state(self, about: set[str]) -> StateDependence | None:
        import numpy as np

        read = [(one.utterance in about, one.stress) for one in self._read]
        return state_dependence(
            np.array([named for named, _ in read], dtype=bool),
            np.array([stress for _, stress in read], dtype=np.float64),
        )

    @cached_property
    def _read(self) -> list[SaidOn]:
        mentioned = {m.utterance for m in self.mentions}
        return [s for s in self.said.values() if s.stress is not None and s.utterance in mentioned]

    def witnesses(self, theme: str, first: date, last: date, near: date) -> list[str]:
        """Utterances of those days about a theme, the strongest and nearest first."""
        held = [m for m in self.mentions if m.theme == theme and first <= self.day_of(m) <= last]
        held.sort(
            key=lambda m: (
                -round(m.intensity - min(abs((self.day_of(m) - near).days), 730) / 1000, 3),
                m.utterance,
            )
        )
        return [m.utterance for m in held[:12]]
