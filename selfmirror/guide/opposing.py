"""Which of the earlier words stand most squarely against some words of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.guide.hearing import terms
from selfmirror.memory.grammar import claims_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfmirror.words.quote import Quote


def closest_subject(quotes: Iterable[Quote], words: str) -> list[Quote]:
    """Those that claim something of the same slot first, then those that share more content words.

    Among equals their order stays.
    """
    slots, asked = _slots(words), terms(words)
    return sorted(quotes, key=lambda q: (-len(_slots(q.text) & slots), -len(terms(q.text) & asked)))


def _slots(text: str) -> frozenset[str]:
    return frozenset(claim.slot for claim in claims_of(text))
