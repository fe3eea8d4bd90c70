"""A search over real indexes and an embedder that needs no model."""

from collections.abc import Iterator

import pytest

from selfmirror.engines.chroma_vectors import ChromaVectors
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.paths import Home
from selfmirror.search.finder import Search
from selfmirror.store.database import Store
from tests.fakes.embedders import BagEmbedder
from tests.fakes.vectors import MemoryVectors


@pytest.fixture
def embedder() -> BagEmbedder:
    return BagEmbedder()


@pytest.fixture
def words(home: Home) -> TantivyWords:
    return TantivyWords(home.index / "words")


@pytest.fixture
def vectors() -> MemoryVectors:
    return MemoryVectors()


@pytest.fixture
def chroma(home: Home) -> Iterator[ChromaVectors]:
    index = ChromaVectors(home.index / "vectors")
    yield index
    index.close()


@pytest.fixture
def search(
    store: Store, words: TantivyWords, vectors: MemoryVectors, embedder: BagEmbedder
) -> Search:
    return Search(store, words, vectors, embedder)


@pytest.fixture
def real(store: Store, words: TantivyWords, chroma: ChromaVectors, embedder: BagEmbedder) -> Search:
    return Search(store, words, chroma, embedder)
