"""Search over everything said: lexical and semantic ranks, fused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from selfmirror.models.ports import Embedder, Vectors
    from selfmirror.search.ports import VectorIndex, WordIndex
    from selfmirror.store.database import Store
    from selfmirror.words.utterance import Source, Utterance

Mode = Literal["hybrid", "lexical", "semantic"]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and among what; both dates are inside the range."""

    text: str
    k: int = 10
    since: date | None = None
    until: date | None = None
    project: str | None = None
    speaker: str = "any"
    mode: Mode = "hybrid"


@dataclass(frozen=True, slots=True)
class Hit:
    """One utterance, or one section of a long note, that answers a query.

    `text` is its own words; `lexical` and `semantic` are its ranks in each arm, from 1.
    """

    utterance: Utterance
    source: Source
    text: str
    score: float
    lexical: int | None
    semantic: int | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Search:
    """Keeps the indexes following DuckDB, and finds."""

    def __init__(
        self, store: Store, words: WordIndex, vectors: VectorIndex, embedder: Embedder | None
    ) -> None:
        self._store = store
        self._words = words
        self._vectors = vectors
        self._embedder = embedder

    def catch_up(self, progress: Callable[[str], None], embed_at_most: int | None = None) -> int:
        """Bring passages, words and vectors up to date; return how many passages still lack a vector."""
        raise NotImplementedError

    def find(self, query: Query) -> list[Hit]:
        raise NotImplementedError

    def embed(self, text: str) -> Vectors | None:
        """The passage vector of one text, or None without an embedder."""
        raise NotImplementedError
