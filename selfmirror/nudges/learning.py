"""What this person takes and dismisses: a small Bayesian logistic regression.

A Gaussian prior that starts cautious, the mode found by Newton's method, the spread by Laplace's
approximation, and predictions moderated by that spread (MacKay 1992, "The evidence framework
applied to classification networks"; Bishop 2006, section 4.5). It is refitted from the stored
answers each time, so there is no state of its own to lose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selfmirror.nudges.nudge import NudgeKind, Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIOR: dict[str, float] = {
    "evidence": 2.5,
    "relevance": 2.0,
    "novelty": 1.0,
    "stakes": 1.0,
    "distress": -4.0,
    "recency": -2.0,
    **dict.fromkeys(NudgeKind, -4.2),
}
"""The weights believed before any answer; the kinds' own are low: silence is the default."""

_SPREAD = 0.7
_STEPS = 12
_TAKEN = {Outcome.ACK: 1.0, Outcome.DISMISS: 0.0, Outcome.DISABLE: 0.0}


@dataclass(frozen=True, slots=True)
class Answered:
    """A nudge that the person answered, and the features it was decided on."""

    kind: NudgeKind
    features: Mapping[str, float]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Taste:
    """The posterior over the weights, in the order of PRIOR: means (w,) and covariance (w, w)."""

    mean: NDArray[Any]
    covariance: NDArray[Any]

    def chance(self, kind: NudgeKind, features: Mapping[str, float]) -> float:
        """The chance that the person takes such a nudge, pulled to one half as far as it is unsure."""
        inputs = _inputs(kind, features)
        spread = float(inputs @ self.covariance @ inputs)
        score = float(self.mean @ inputs) / math.sqrt(1 + math.pi * spread / 8)
        return 1 / (1 + math.exp(-score))

    def weight(self, name: str) -> float:
        """What is now believed of one weight."""
        return float(self.mean[list(PRIOR).index(name)])


def learn(answers: Iterable[Answered]) -> Taste:
    """The posterior after these answers, in any order; a snoozed nudge teaches nothing."""
    import numpy as np

    known = [(answer, _TAKEN[answer.outcome]) for answer in answers if answer.outcome in _TAKEN]
    prior = np.array(list(PRIOR.values()))
    precision = np.eye(len(prior)) / _SPREAD**2
    rows = np.array([_inputs(answer.kind, answer.features) for answer, _ in known]).reshape(
        -1, len(prior)
    )
    taken = np.array([value for _, value in known])
    mean, curvature = prior.copy(), precision
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-rows @ mean))
        curvature = precision + rows.T @ (rows * (chances * (1 - chances))[:, None])
        slope = precision @ (mean - prior) - rows.T @ (taken - chances)
        mean = mean - np.linalg.solve(curvature, slope)
    return Taste(mean, np.linalg.inv(curvature))


def _inputs(kind: NudgeKind, features: Mapping[str, float]) -> NDArray[Any]:
    import numpy as np

    return np.array([features.get(name, 0.0) + (name == kind) for name in PRIOR])
