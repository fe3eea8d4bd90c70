"""The ports of the two indexes that follow DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What the word index keeps of a passage: its id, text, title and what filters need."""

    id: str
    text: str
    title: str
    speaker: str
    day: date | None
    project: str | None


class WordIndex(Protocol):
    """BM25 over passages; disposable, rebuilt from DuckDB."""

    def position(self) -> int:
        """The sequence number of the last change taken in, 0 for none or another store's index."""
        ...

    def follow(self, added: Sequence[IndexedPassage], gone: Sequence[str], position: int) -> None:
        """Take in changes up to `position`; doing so twice changes nothing."""
        ...

    def find(self, query: str, k: int) -> list[tuple[str, float]]:
        """Passage ids with their scores, best first."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...


class VectorIndex(Protocol):
    """Nearest neighbours among passage vectors; disposable, rebuilt from DuckDB."""

    def position(self) -> int: ...

    def follow(self, ids: Sequence[str], vectors: Vectors, gone: Sequence[str], position: int) -> None: ...

    def find(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity, best first."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...
