"""The ports of the two indexes that follow DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors
    from selfmirror.search.wording import Wording
    from selfmirror.store.retrieval import Limits


class IndexBroken(Exception):
    """An index cannot be read or written as it lies; it is cleared and rebuilt."""


class IndexUnreachable(Exception):
    """An index lives elsewhere and does not answer; the message says where."""


class IndexedPassage(NamedTuple):
    """What the word index keeps of a passage: its id, its words, what stands around them, and what filters need.

    `author` and `heading` are as in `Utterance`; `context` is what was said just before and after a
    short utterance, so that an answer is found by the words of its question.
    """

    id: str
    text: str
    author: str
    heading: str
    context: str
    title: str
    speaker: str
    day: date | None
    project: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """How far an index has followed: the last change taken in, of which store and model."""

    owner: str
    seq: int


class WordIndex(Protocol):
    """BM25 over passages; disposable, rebuilt from DuckDB. Every method may raise `IndexBroken`."""

    def position(self, owner: str) -> int:
        """The last change taken in, 0 where there is no index or it follows another owner."""
        ...

    def follow(
        self, added: Sequence[IndexedPassage], gone: Sequence[str], position: Position
    ) -> None:
        """Take in changes up to `position`; doing so twice changes nothing."""
        ...

    def find(self, wording: Wording, k: int, limits: Limits) -> list[tuple[str, float]]:
        """Passage ids with how much of what was asked they hold, from 0 to about 1, best first.

        The emotion is not looked at.
        """
        ...

    def count(self) -> int: ...

    def clear(self) -> None:
        """Remove the index; the next `position` is 0."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Alone to change the index, while others go on reading it; taken before the store's lease.

        Raises:
            StoreBusy: somebody else is changing it.
        """
        ...


class VectorIndex(Protocol):
    """Nearest neighbours among passage vectors; disposable, rebuilt from DuckDB.

    Every method may raise `IndexBroken`, and `IndexUnreachable` where a server holds it.
    """

    def position(self, owner: str) -> int: ...

    def follow(
        self, ids: Sequence[str], vectors: Vectors, gone: Sequence[str], position: Position
    ) -> None: ...

    def find(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity, best first."""
        ...

    def count(self) -> int: ...

    def clear(self) -> None: ...
