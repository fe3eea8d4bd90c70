"""Fusing ranked lists: reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DAMPING = 60
"""The constant of Cormack et al.: it keeps one list's first places from deciding alone."""


@dataclass(frozen=True, slots=True)
class Fused:
    """One item with its fused score and its rank in each list, from 1."""

    item: str
    score: float
    ranks: tuple[int | None, ...]


def fuse(lists: Sequence[Sequence[str]], weights: Sequence[float]) -> list[Fused]:
    """Reciprocal rank fusion: score = sum of weight / (60 + rank), best first, ties by item.

    Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009.
    """
    places = [{item: rank for rank, item in enumerate(items, start=1)} for items in lists]
    fused = []
    for item in dict.fromkeys(item for items in lists for item in items):
        ranks = tuple(place.get(item) for place in places)
        score = sum(w / (DAMPING + r) for w, r in zip(weights, ranks, strict=True) if r is not None)
        fused.append(Fused(item, score, ranks))
    return sorted(fused, key=lambda one: (-one.score, one.item))
