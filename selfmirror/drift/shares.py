"""Shares of attention with their uncertainty, and how far two profiles are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_TAIL = 0.05
_MOST_EFFECT = 6.0


def shares_of(counts: Matrix) -> Matrix:
    """Row shares, shape (periods, themes); a period without mentions has the overall share."""
    import numpy as np

    total = counts.sum(axis=1, keepdims=True)
    overall = counts.sum(axis=0) / max(counts.sum(), 1)
    return np.asarray(np.where(total > 0, counts / np.maximum(total, 1), overall))


def intervals(counts: Matrix, effect: float) -> tuple[Matrix, Matrix]:
    """90 % intervals of the shares: the beta marginals of a Dirichlet-multinomial posterior.

    The prior is Dirichlet with a half for each theme (Perks, Jeffreys); the marginals are exact
    (Gelman et al., Bayesian Data Analysis, 3.4). Counts are divided by the design effect, since
    what is said in one day is not said independently. At none and at all the interval reaches 0
    and 1 (Brown, Cai and DasGupta 2001).
    """
    import numpy as np
    from scipy.special import betaincinv

    held = counts / effect
    total = held.sum(axis=1, keepdims=True)
    prior = 0.5 if counts.shape[1] < 3 else 1 / counts.shape[1] + 0.25
    a = held + prior
    b = total - held + prior * max(counts.shape[1] - 1, 1)
    share = shares_of(counts)
    low = np.where(counts == 0, 0.0, np.minimum(betaincinv(a, b, _TAIL), share))
    high = np.where(held == total, 1.0, np.maximum(betaincinv(a, b, 1 - _TAIL), share))
    return low, high


def design_effect(days: Matrix) -> float:
    """How many mentions of one day count as one (Rao and Scott 1981, first order), from 1 to 6.

    `days` is mentions by day and theme.
    """
    import numpy as np

    total = days.sum()
    share = days.sum(axis=0) / max(total, 1)
    used = (share > 0) & (share < 1)
    if len(days) < 8 or used.sum() < 2:
        return 1.0
    spread = ((days - share * days.sum(axis=1, keepdims=True)) ** 2).sum(axis=0)[used]
    effects = spread / (total * share[used] * (1 - share[used]))
    mean = (effects * (1 - share[used])).sum() / max((1 - share[used]).sum(), 1e-9)
    return float(np.clip(mean, 1.0, _MOST_EFFECT))


def distance(one: Matrix, other: Matrix) -> float:
    """The Jensen-Shannon distance of two profiles, 0 for equal, 1 for disjoint (Lin 1991; base 2)."""
    import numpy as np

    middle = (one + other) / 2
    total = 0.0
    for side in (one, other):
        said = side > 0
        total += float((side[said] * np.log2(side[said] / middle[said])).sum()) / 2
    return float(np.sqrt(max(total, 0.0)))
