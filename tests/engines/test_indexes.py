"""The two indexes beside DuckDB: what they take in, what they find, and how they fail."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from selfmirror.engines.chroma_vectors import ChromaVectors, Place
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.search.ports import (
    IndexBroken,
    IndexedPassage,
    IndexUnreachable,
    Position,
    VectorIndex,
)
from selfmirror.search.wording import Wording
from selfmirror.store.retrieval import Limits
from tests.fakes.vectors import MemoryVectors

UNIT = np.eye(3, dtype=np.float32)


def passage(identity: str, text: str, title: str = "", **around: str) -> IndexedPassage:
    around = {"author": "", "heading": "", "context": ""} | around
    return IndexedPassage(
        identity, text, **around, title=title, speaker="me", day=date(2024, 1, 2), project="Book"
    )


def found(index: TantivyWords, *words: str) -> list[str]:
    return [identity for identity, _ in index.find(Wording(words), 10, Limits())]


@pytest.fixture(params=["chroma", "memory"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "memory":
        yield MemoryVectors()
        return
    index = ChromaVectors(tmp_path / "vectors")
    yield index
    index.close()


def test_words_follow_additions_changes_and_removals(tmp_path: Path) -> None:
    index = TantivyWords(tmp_path / "words")
    assert (index.position("s"), index.count()) == (0, 0)

    index.follow([passage("a", "old text"), passage("b", "other")], [], Position("s", 3))
    index.follow([passage("a", "new words")], ["b", "never there"], Position("s", 5))

    assert (index.position("s"), index.position("t"), index.count()) == (5, 0, 1)
    assert (found(index, "old"), found(index, "new"), found(index, "other")) == ([], ["a"], [])


def test_a_title_counts_less_than_the_text(tmp_path: Path) -> None:
    index = TantivyWords(tmp_path / "words")
    index.follow(
        [passage("title", "one two three", "museum"), passage("text", "the museum here", "x")],
        [],
        Position("s", 1),
    )
    assert found(index, "museum") == ["text", "title"]


def test_words_without_an_index_are_broken_not_absent(tmp_path: Path) -> None:
    with pytest.raises(IndexBroken):
        found(TantivyWords(tmp_path / "words"), "x")


def test_a_file_in_the_place_of_the_folder_is_cleared_away(
    tmp_path: Path, vectors: VectorIndex
) -> None:
    (tmp_path / "words").write_text("")
    (tmp_path / "vectors").write_text("")
    words = TantivyWords(tmp_path / "words")

    words.follow([passage("a", "museum")], [], Position("s", 1))
    vectors.follow(["a"], UNIT[:1], [], Position("s", 1))

    assert (words.count(), vectors.count()) == (1, 1)


def test_vectors_follow_additions_changes_and_removals(vectors: VectorIndex) -> None:
    assert (vectors.position("s"), vectors.count()) == (0, 0)

    vectors.follow(["a", "b"], UNIT[:2], [], Position("s", 3))
    vectors.follow(["a"], UNIT[2:], ["b", "never there"], Position("s", 5))

    assert (vectors.position("s"), vectors.position("t"), vectors.count()) == (5, 0, 1)
    ((identity, closeness),) = vectors.find(UNIT[2], 5)
    assert identity == "a"
    assert closeness == pytest.approx(1.0)


def test_vectors_without_an_index_are_broken_not_absent(vectors: VectorIndex) -> None:
    with pytest.raises(IndexBroken):
        vectors.find(UNIT[0], 1)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    index = ChromaVectors(tmp_path / "vectors", Place("http://127.0.0.1:9"))
    with pytest.raises(IndexUnreachable, match=r"127\.0\.0\.1:9"):
        index.count()
    with pytest.raises(IndexUnreachable, match=r"index\.chroma"):
        index.follow(["a"], UNIT[:1], [], Position("s", 1))
