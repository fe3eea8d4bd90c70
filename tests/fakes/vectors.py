"""A vector index that needs no engine; it keeps the contract of the real one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selfmirror.search.ports import IndexBroken, Position

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors


class MemoryVectors:
    """Compares with every vector it was given; forgets all with the process."""

    def __init__(self) -> None:
        self._at = Position("", 0)
        self._kept: dict[str, Vectors] = {}

    def position(self, owner: str) -> int:
        return self._at.seq if self._at.owner == owner else 0

    def follow(
        self, ids: Sequence[str], vectors: Vectors, gone: Sequence[str], position: Position
    ) -> None:
        if self.position(position.owner) == 0:
            self.clear()
        self._kept |= dict(zip(ids, vectors, strict=True))
        for identity in gone:
            self._kept.pop(identity, None)
        self._at = position

    def find(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        if not self._at.seq:
            raise IndexBroken("there is no vector index in memory")
        close = [(identity, float(kept @ vector)) for identity, kept in self._kept.items()]
        return sorted(close, key=lambda place: -place[1])[:k]

    def count(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        self._at, self._kept = Position("", 0), {}

    def close(self) -> None:
        """Nothing is held."""
