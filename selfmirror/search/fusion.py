"""Fusing what the words find with what the meaning finds, by how much each of them finds.

Ranks alone will not do: where the question is in one language and the answer in another, the words
find little, but their first is still a first. How far a passage holds the words that were asked
for, and how far its meaning stands out among the nearest, say it. The weights were chosen on
development sets, which `docs/benchmarks.md` names with their scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, pstdev

LEXICAL_WEIGHT, SEMANTIC_WEIGHT = 9.0, 0.5
_SOURCE_WEIGHT = 0.4
"""What the best of a source lends to all that was found in it."""

_NEIGHBOURS = {1: 0.2, 2: 0.2}
"""What an utterance lends in meaning to those so many places from it in the same source."""


@dataclass(frozen=True, slots=True)
class Place:
    """An utterance that was found: where it stands, and when it was said."""

    utterance: str
    source: str
    position: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Fused:
    """An utterance with its score and its rank in each arm, from 1."""

    utterance: str
    score: float
    lexical: int | None
    semantic: int | None


def fuse(
    places: Sequence[Place], lexical: Mapping[str, float], semantic: Mapping[str, float]
) -> list[Fused]:
    """The utterances, best first; of equally good ones the one said last, then by id.

    Args:
        places: every utterance that was found.
        lexical: by utterance, the share of the words asked for that it holds, from 0 to about 1.
        semantic: by utterance, its cosine similarity.
    """
    meant = _lent(places, _standard_scores(semantic)) if semantic else {}
    floor = min(meant.values(), default=0.0)
    scores = {
        one.utterance: LEXICAL_WEIGHT * lexical.get(one.utterance, 0.0)
        + SEMANTIC_WEIGHT * meant.get(one.utterance, floor)
        for one in places
    }
    best: dict[str, float] = defaultdict(lambda: float("-inf"))
    for one in places:
        best[one.source] = max(best[one.source], scores[one.utterance])
    by_words, by_meaning = _ranks(lexical), _ranks(semantic)
    fused = [
        Fused(
            one.utterance,
            scores[one.utterance] + _SOURCE_WEIGHT * best[one.source],
            by_words.get(one.utterance),
            by_meaning.get(one.utterance),
        )
        for one in places
    ]
    days = {one.utterance: one.day or date.min for one in places}
    fused.sort(key=lambda one: one.utterance)
    return sorted(fused, key=lambda one: (round(one.score, 9), days[one.utterance]), reverse=True)


def _standard_scores(semantic: Mapping[str, float]) -> dict[str, float]:
    """Similarities as standard scores among those found."""
    middle, spread = fmean(semantic.values()), pstdev(semantic.values()) or 1.0
    return {one: (near - middle) / spread for one, near in semantic.items()}


def _lent(places: Sequence[Place], meant: Mapping[str, float]) -> dict[str, float]:
    """Each score with what its neighbours in the source lend, as standard scores again.

    What was not found counts as the least of what was.
    """
    floor = min(meant.values())
    at: dict[tuple[str, int], float] = {}
    for one in places:
        key = one.source, one.position
        at[key] = max(at.get(key, floor), meant.get(one.utterance, floor))
    lent = {
        one.utterance: meant.get(one.utterance, floor)
        + sum(
            weight * at.get((one.source, one.position + step), floor)
            for far, weight in _NEIGHBOURS.items()
            for step in (-far, far)
        )
        for one in places
    }
    return _standard_scores(lent)


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda one: (-scores[one], one))
    return {one: rank for rank, one in enumerate(ordered, start=1)}
