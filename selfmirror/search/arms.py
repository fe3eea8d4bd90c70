"""The two arms of a search: by words and by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.errors import CapReached
from selfmirror.models.ports import ModelFailure
from selfmirror.search.following import Following, rebuild_words
from selfmirror.search.ports import IndexBroken, IndexUnreachable
from selfmirror.search.wording import Wording
from selfmirror.store import passages, retrieval
from selfmirror.store.retrieval import Limits

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors
    from selfmirror.store.database import Connection

_DEPTH = 400
_ALL = 100_000
_SHORT, _SHORT_PENALTY = 45, 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready: its wording, what may be returned, and how many hits are wanted."""

    wording: Wording
    limits: Limits
    k: int

    @property
    def depth(self) -> int:
        """How many passages an arm ranks: enough to fuse, though several may be one utterance's."""
        return max(_DEPTH, 4 * self.k)


def query_vector(one: Following, wording: Wording, remarks: list[str]) -> Vectors | None:
    """The query's vector, or None with a remark why there is none."""
    if one.embedder is None:
        remarks.append("no embedding model here: searched by words alone")
        return None
    try:
        return one.embedder.embed_query(wording.asked)
    except (ModelFailure, CapReached) as error:
        remarks.append(f"{error}; searched by words alone")
        return None


def lexical(one: Following, asked: Asked) -> list[tuple[str, float]]:
    """Passage ids with the share of what was asked that they hold, best first.

    A missing or broken index is made anew on the spot.

    Raises:
        IndexBroken: it cannot be made anew.
    """
    # The index knows no emotions: with one wanted, all that match are ranked and filtered later.
    depth = _ALL if asked.limits.emotion else asked.depth
    try:
        return _by_words(one, asked, depth)
    except IndexBroken:
        rebuild_words(one)
    return _by_words(one, asked, depth) if one.words.count() else []


def semantic(
    one: Following, asked: Asked, db: Connection, vector: Vectors, remarks: list[str]
) -> list[tuple[str, float]]:
    """Passage ids with their cosine similarity, best first.

    Inside limits, and while the vector index lags behind or cannot serve, the similarity is
    computed exactly in DuckDB, so that nothing outside is ranked and nothing inside is missed.
    """
    ranked = None if not asked.limits.none else _by_index(one, asked, db, vector, remarks)
    if ranked is None:
        model = one.embedder.name if one.embedder else ""
        ranked = retrieval.nearest(db, model, vector, asked.depth, asked.limits)
    unwanted = _unwanted(one, asked.wording)
    return [place for place in ranked if place[0] not in unwanted]


def _by_words(one: Following, asked: Asked, depth: int) -> list[tuple[str, float]]:
    return one.words.find(asked.wording, depth, asked.limits)


def _by_index(
    one: Following, asked: Asked, db: Connection, vector: Vectors, remarks: list[str]
) -> list[tuple[str, float]] | None:
    """What the vector index ranks; None where it lags behind DuckDB or cannot serve."""
    model = one.embedder.name if one.embedder else ""
    owner = f"{passages.store_identity(db)} {model}"
    newest = passages.last_change(db, passages.VECTOR)
    if one.vectors.position(owner) < newest or not newest:
        return None
    try:
        return one.vectors.find(vector, asked.depth)
    except IndexUnreachable as error:
        remarks.append(f"{error}; compared in the store instead")
    except IndexBroken as error:
        remarks.append(f"{error}; it is rebuilt by the next command")
        _give_up(one, remarks)
    return None


def _give_up(one: Following, remarks: list[str]) -> None:
    try:
        one.vectors.clear()
    except (OSError, IndexBroken, IndexUnreachable) as error:
        remarks.append(f"the vector index cannot be cleared: {error}")


def _unwanted(one: Following, wording: Wording) -> set[str]:
    try:
        return {
            identity
            for text in wording.unwanted
            for identity, _ in one.words.find(Wording((), (text,)), _ALL, Limits())
        }
    except IndexBroken:
        return set()


def weighed(similarity: float, letters: int) -> float:
    """A similarity less what a very short text gains by its shortness alone.

    Sentence embeddings of one or two words lie close to everything ("hubs": Radovanović et al.,
    "Hubs in Space", JMLR 2010), so that headings would stand before what they head.
    """
    return similarity - _SHORT_PENALTY * max(0.0, 1.0 - letters / _SHORT)
