"""Keeping near copies of one text from filling a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfmirror.search.fusion import Fused

_ALIKE = 0.8
"""From which share of common words on two texts are one: Jaccard's similarity of their sets of words."""


def distinct(fused: Sequence[Fused], texts: Mapping[str, str], k: int) -> list[Fused]:
    """The best `k`, those that nearly repeat a better one after all others.

    Args:
        fused: utterances, best first.
        texts: what was found of each, by utterance.
        k: how many are wanted.
    """
    kept: list[Fused] = []
    repeated: list[Fused] = []
    met: list[frozenset[str]] = []
    for one in fused:
        if len(kept) == k:
            break
        words = frozenset(texts[one.utterance].casefold().split())
        if any(_alike(words, other) for other in met):
            repeated.append(one)
        else:
            kept.append(one)
            met.append(words)
    return [*kept, *repeated][:k]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _ALIKE * longer:
        return False
    return len(one & other) >= _ALIKE * len(one | other)
