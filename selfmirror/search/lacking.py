"""Why a search found nothing: what it looked among, and what would let it find more."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.search.stop_words import STOP_WORDS
from selfmirror.store import retrieval
from selfmirror.store.spellings import nearest_word
from selfmirror.words.stems import stem

if TYPE_CHECKING:
    from selfmirror.search.finder import Query
    from selfmirror.store.database import Store

_ASKING = frozenset(STOP_WORDS)
_WORDS_LOOKED_UP = 5


@dataclass(frozen=True, slots=True)
class Lack:
    """What a search that found nothing had to search.

    `passages` are those inside its filters, from `first` to `last`; `stored` is how many there are
    without; `lifted` is how many there would be without the filter of each name; `spellings` are
    words that are nowhere, each with one that is somewhere and is spelt alike.
    """

    passages: int
    first: date | None
    last: date | None
    stored: int
    lifted: dict[str, int]
    spellings: dict[str, str]


def lack(store: Store, query: Query) -> Lack:
    """What there was to search for a query.

    Raises:
        StoreBusy: another process held the store for too long.
    """
    limits = query.limits
    with store.open() as db:
        passages, first, last = retrieval.covered(db, limits)
        given = [one.name for one in fields(limits) if getattr(limits, one.name) is not None]
        lifted = {name: retrieval.covered(db, replace(limits, **{name: None}))[0] for name in given}
        stored = retrieval.covered(db, retrieval.Limits())[0]
        near = {word: nearest_word(db, word) for word in _looked_for(query)}
    spellings = {word: found for word, found in near.items() if found and stem(found) != stem(word)}
    return Lack(passages, first, last, stored, lifted, spellings)


def _looked_for(query: Query) -> list[str]:
    """The words that may be spelt wrong."""
    wording = query.wording
    words = " ".join((*wording.words, *wording.phrases)).lower().split()
    bare = (word.strip(".,;:!?()«»“”'’\"-") for word in words)
    return [word for word in bare if word.isalpha() and word not in _ASKING][:_WORDS_LOOKED_UP]
