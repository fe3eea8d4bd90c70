"""Change points of what the person writes about, each with a place, a range and a p-value.

A day's profile is where its texts lie among all of them, in a space that does not hang on how
themes are told apart: clusters move with every new note, and turns looked for in their shares
moved with them. Written days are put together into spans that hold enough to be compared. Whether
there is one more turn is decided by permutation: spans are shuffled and the greatest gain over all
splits is taken each time, which corrects for having looked everywhere (max-T, Westfall and Young
1993), and once more by Bonferroni for the stretches looked at. Where the turns are is decided
together, by exact dynamic programming (ruptures' KernelCPD; Arlot, Celisse and Harchaoui 2019).
Silence between days does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SURE = 0.03
_SHUFFLES = 999
_RESAMPLES = 200
_LEAST_SPANS = 4
_MOST_SPANS = 320
_TEXTS_A_SPAN = 6
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The first day of a new profile, the days it lies between, and the corrected p-value.

    `since` and `until` are the first and the last written day of the profiles before and after it.
    """

    day: date
    earliest: date
    latest: date
    p_value: float
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Profile:
    """What was written each day: `sizes` texts, shape (days,), whose places add up to `sums`, shape (days, d).

    A day of fifty texts is one day: it weighs as the square root of what it holds.
    """

    sizes: NDArray[np.float64]
    sums: Matrix

    def damped(self) -> Matrix:
        """The sums by day with the day's weight in front, shape (days, d + 1)."""
        import numpy as np

        root = np.sqrt(np.maximum(self.sizes, 1))[:, None]
        return np.hstack([self.sizes[:, None] / root, self.sums / root])


def find_turns(days: Sequence[date], profile: Profile) -> list[TurningPoint]:
    """The turns of the whole profile, in time; none where shuffled lives would show as much.

    Args:
        days: the written days in order.
        profile: what was written on each.
    """
    if len(days) < 2 * _LEAST_SPANS or profile.sums.shape[1] < 2:
        return []
    starts = _spans(days, profile.sizes)
    held = profile.damped()
    spans = _means(starts, held)
    if len(spans) < 2 * _LEAST_SPANS:
        return []
    found = _significant(spans)
    edges = [0, *[split for split, _ in found], len(spans)]
    days_of = [*starts, len(days)]
    return [_placed(days, held, days_of, edges[i : i + 3], p) for i, (_, p) in enumerate(found)]


def _spans(days: Sequence[date], sizes: NDArray[np.float64]) -> list[int]:
    """Where each span starts: enough texts, and whole weeks once there is half a year of them."""
    total = float(sizes.sum())
    enough = max(_TEXTS_A_SPAN, total / _MOST_SPANS)
    weekly = (days[-1] - days[0]).days > 182
    starts, held = [0], 0.0
    for i in range(1, len(days)):
        held += float(sizes[i - 1])
        new_week = not weekly or days[i].isocalendar()[:2] != days[i - 1].isocalendar()[:2]
        if held >= enough and new_week:
            starts.append(i)
            held = 0.0
    if held + float(sizes[-1]) < enough / 2 and len(starts) > 1:
        starts.pop()
    return starts


def _means(starts: Sequence[int], held: Matrix) -> Matrix:
    """The mean place of each span, drawn a little to the mean of all."""
    import numpy as np

    added = np.add.reduceat(held, list(starts), axis=0)
    weight, sums = added[:, :1], added[:, 1:]
    return np.asarray((sums + sums.sum(axis=0) / max(weight.sum(), 1e-9)) / (weight + 1))


def _gains(ordered: Matrix) -> Matrix:
    """How much each split lowers the squared error, shape (..., n - 1), for spans along axis -2."""
    import numpy as np

    n = ordered.shape[-2]
    left = np.arange(1, n)[:, None]
    sums = ordered.cumsum(axis=-2)
    total = sums[..., -1:, :]
    ahead = sums[..., :-1, :]
    apart = ahead / left - (total - ahead) / (n - left)
    return np.asarray((left[:, 0] * (n - left[:, 0]) / n) * (apart**2).sum(axis=-1))


def _best_split(spans: Matrix) -> tuple[int, float]:
    gains = _gains(spans)[_LEAST_SPANS - 1 : len(spans) - _LEAST_SPANS]
    return int(gains.argmax()) + _LEAST_SPANS, float(gains.max())


def _p_value(spans: Matrix) -> float:
    """How often shuffled spans have a split as good as the best one, over all splits."""
    import numpy as np

    _, gain = _best_split(spans)
    chance = np.random.default_rng(_SEED)
    batch = max(1, 2_000_000 // spans.size)
    inside = slice(_LEAST_SPANS - 1, len(spans) - _LEAST_SPANS)
    as_good = done = 0
    while done < _SHUFFLES:
        several = min(batch, _SHUFFLES - done)
        orders = chance.random((several, len(spans))).argsort(axis=1)
        as_good += int((_gains(spans[orders])[:, inside].max(axis=1) >= gain - 1e-12).sum())
        done += several
        if as_good > 0.3 * _SHUFFLES:
            break
    return (as_good + 1) / (done + 1)


def _significant(spans: Matrix) -> list[tuple[int, float]]:
    """Splits with corrected p-values: one more at a time, while the surest stretch has a sure one."""
    splits: list[int] = []
    tested: dict[tuple[int, int], float] = {}
    while True:
        edges = [0, *splits, len(spans)]
        stretches = [s for s in pairwise(edges) if s[1] - s[0] >= 2 * _LEAST_SPANS]
        for first, last in stretches:
            if (first, last) not in tested:
                tested[first, last] = _p_value(spans[first:last])
        looks = len(stretches)
        sure = [s for s in stretches if tested[s] * looks <= SURE]
        if not sure:
            break
        first, last = min(sure, key=lambda s: (tested[s], s))
        splits = sorted([*splits, first + _best_split(spans[first:last])[0]])
    return _confirmed(spans, _together(spans, len(splits)))


def _together(spans: Matrix, turns: int) -> list[int]:
    """The best places of so many turns at once."""
    if not turns:
        return []
    from ruptures import KernelCPD

    places = KernelCPD(kernel="linear", min_size=_LEAST_SPANS).fit(spans).predict(n_bkps=turns)
    return [int(place) for place in places[:-1]]


def _confirmed(spans: Matrix, splits: list[int]) -> list[tuple[int, float]]:
    """Each turn tested once more between its neighbours; the least sure one goes until all are sure."""
    while splits:
        edges = [0, *splits, len(spans)]
        p_values = [
            min(1.0, _p_value(spans[edges[i] : edges[i + 2]]) * len(splits))
            for i in range(len(splits))
        ]
        worst = max(range(len(splits)), key=lambda i: (p_values[i], i))
        if p_values[worst] <= SURE:
            return list(zip(splits, p_values, strict=True))
        splits = _together(spans, len(splits) - 1)
    return []


def _placed(
    days: Sequence[date],
    held: Matrix,
    days_of: Sequence[int],
    edges: Sequence[int],
    p_value: float,
) -> TurningPoint:
    """The turn to the day, and the range that resampling both sides leaves it in."""
    import numpy as np

    first, split, last = edges
    start, stop = days_of[first], days_of[last]
    near = range(days_of[max(first + 1, split - 2)], days_of[min(last - 1, split + 2)] + 1)
    held = held[start:stop]
    split_day = _nearest_split(held, [day - start for day in near]) + start
    places = np.sort(_resampled(held, split_day - start)) + start
    early, late = (int(np.quantile(places, q, method="nearest")) for q in (0.05, 0.95))
    early, late = min(early, split_day), max(late, split_day)
    since_silence = days[early - 1] + timedelta(days=1) if early > 0 else days[early]
    return TurningPoint(
        days[split_day], since_silence, days[late], p_value, days[start], days[stop - 1]
    )


def _contrast(held: Matrix) -> Matrix:
    """For each split of the days, how far apart the two sides' means are, weighed by their size."""
    import numpy as np

    everything = held.sum(axis=-2, keepdims=True)
    ahead = held.cumsum(axis=-2)[..., :-1, :]
    after = everything - ahead
    left, right = ahead[..., :1], after[..., :1]
    prior = everything[..., 1:] / np.maximum(everything[..., :1], 1e-9)
    one = (ahead[..., 1:] + prior) / (left + 1)
    other = (after[..., 1:] + prior) / (right + 1)
    apart = left * right / np.maximum(left + right, 1e-9) * (one - other) ** 2
    return np.asarray(apart.sum(axis=-1))


def _nearest_split(held: Matrix, allowed: Sequence[int]) -> int:
    """The split among the allowed that sets the two sides farthest apart."""
    inside = [split for split in allowed if 0 < split < len(held)]
    contrast = _contrast(held)
    return max(inside, key=lambda split: (contrast[split - 1], -split))


def _resampled(held: Matrix, split: int) -> NDArray[np.int64]:
    """Where the split falls when the days of each side are drawn anew (Huskova and Kirch 2008)."""
    import numpy as np

    chance = np.random.default_rng(_SEED)
    n = len(held)
    batch = max(1, 4_000_000 // held.size)
    found: list[NDArray[np.int64]] = []
    for done in range(0, _RESAMPLES, batch):
        several = min(batch, _RESAMPLES - done)
        left = chance.integers(0, split, (several, split))
        right = chance.integers(split, n, (several, n - split))
        drawn = held[np.hstack([left, right])]
        found.append(_contrast(drawn).argmax(axis=1) + 1)
    return np.concatenate(found)
