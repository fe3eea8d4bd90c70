"""Whether some words stand against others, and which do so most squarely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.guide.hearing import hear
from selfmirror.guide.terms import terms
from selfmirror.memory.grammar import claims_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfmirror.words.quote import Quote


def contrary(one: str, other: str) -> bool:
    """Whether one text speaks for a change and the other against it, both outright."""
    return hear(one).readiness * hear(other).readiness < 0


def opposed(one: str, other: str) -> bool:
    """Whether one text leans to change and the other against it."""
    return (hear(one).readiness > 0) != (hear(other).readiness > 0)


def same_subject(one: str, other: str) -> bool:
    """Whether both texts claim something of the same slot."""
    return bool(_slots(one) & _slots(other))


def closest_subject(quotes: Iterable[Quote], words: str) -> list[Quote]:
    """Those that claim something of the same slot first, then those that share more content words.

    Among equals their order stays.
    """
    slots, asked = _slots(words), terms(words)
    return sorted(quotes, key=lambda q: (-len(_slots(q.text) & slots), -len(terms(q.text) & asked)))


def _slots(text: str) -> frozenset[str]:
    return frozenset(claim.slot for claim in claims_of(text))
