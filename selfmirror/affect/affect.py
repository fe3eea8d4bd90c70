"""Affect of the person's utterances: read, kept, corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.models.ports import Embedder
    from selfmirror.store.database import Store


class Affect:
    """Reads affect from the embedding that search already computed."""

    def __init__(self, store: Store, embedder: Embedder | None) -> None:
        self._store = store
        self._embedder = embedder

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read given texts; nothing is stored."""
        raise NotImplementedError

    def catch_up(self, progress: Callable[[str], None]) -> int:
        """Read the person's utterances that have vectors and no reading yet; return how many."""
        raise NotImplementedError

    def of(self, utterances: Sequence[str]) -> dict[str, Reading]:
        """The stored readings of these utterances, the person's corrections winning."""
        raise NotImplementedError
