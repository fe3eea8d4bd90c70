"""The indexes follow DuckDB: resumed after a break, rebuilt when broken, never embedding twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from selfmirror.engines.chroma_vectors import ChromaVectors
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.paths import Home
from selfmirror.search import following
from selfmirror.search.finder import Query, Search
from selfmirror.search.ports import IndexBroken
from selfmirror.search.splitting import split
from selfmirror.store import passages
from selfmirror.store.database import Store
from selfmirror.store.utterances import add_source, refresh_utterances, remove_utterances
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.vectors import MemoryVectors
from tests.fakes.words import RECORDED, remember, said

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors


def silent(_: str) -> None:
    return None


class Recording(BagEmbedder):
    """Remembers what it was given."""

    def __init__(self, name: str = "bag") -> None:
        super().__init__(name)
        self.seen: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return super().embed_passages(texts)


def test_catching_up_twice_embeds_and_indexes_once(
    store: Store, search: Search, embedder: BagEmbedder
) -> None:
    remember(store, said("one"), said("two"))

    assert search.catch_up(silent) == 0
    calls = embedder.calls
    assert search.catch_up(silent) == 0

    counts = search.counts()
    assert embedder.calls == calls
    assert (counts.passages, counts.embedded, counts.lexical, counts.vectors) == (2, 2, 2, 2)


@pytest.mark.slow
def test_the_persons_newest_words_are_embedded_first(
    store: Store, words: TantivyWords, vectors: MemoryVectors
) -> None:
    embedder = Recording()
    search = Search(store, words, vectors, embedder)
    remember(
        store,
        said("old of mine", "2020-01-01"),
        said("new of mine", "2024-01-01"),
        said("undated of mine"),
        said("newest of theirs", "2025-01-01", Speaker.ASSISTANT),
    )

    assert search.catch_up(silent, embed_at_most=1) == 3
    assert search.catch_up(silent, embed_at_most=1) == 2
    assert search.catch_up(silent, embed_at_most=1) == 1
    assert search.catch_up(silent) == 0
    assert embedder.seen == ["new of mine", "old of mine", "undated of mine", "newest of theirs"]


def test_equal_texts_are_embedded_once(
    store: Store, words: TantivyWords, vectors: MemoryVectors
) -> None:
    embedder = Recording()
    search = Search(store, words, vectors, embedder)
    remember(store, said("again and again", "2024-01-01"), said("again and again", "2024-01-02"))
    search.catch_up(silent)
    remember(store, said("again and again", "2024-01-03"))
    search.catch_up(silent)

    assert embedder.seen == ["again and again"]
    assert search.counts().vectors == 3


def test_with_no_embedding_allowed_no_model_is_called(
    store: Store, search: Search, embedder: BagEmbedder
) -> None:
    remember(store, said("one"))

    assert search.catch_up(silent, embed_at_most=0) == 1
    assert embedder.calls == 0
    assert [hit.text for hit in search.find(Query("one", mode="lexical"))] == ["one"]


def test_what_is_removed_leaves_both_indexes(store: Store, search: Search) -> None:
    kept, gone = said("the lighthouse stays"), said("the lighthouse goes")
    remember(store, kept, gone)
    search.catch_up(silent)
    with store.open() as db:
        remove_utterances(db, [gone.id])

    assert [hit.text for hit in search.find(Query("lighthouse"))] == ["the lighthouse stays"]
    search.catch_up(silent)
    counts = search.counts()
    assert (counts.passages, counts.lexical, counts.vectors) == (1, 1, 1)


def test_words_that_moved_in_time_or_to_a_project_are_found_there(
    store: Store, search: Search
) -> None:
    words = said("the harbour at night", "2024-03-01")
    remember(store, words)
    search.catch_up(silent)
    moved = replace(words, said=said("", "2025-06-01").said)
    with store.open() as db:
        refresh_utterances(db, [moved])
        home = Source(words.source, "note", "markdown", "/diary.md", "diary", "boats")
        add_source(db, home, None, RECORDED)
    search.catch_up(silent)
    asked = Query("harbour", since=date(2025, 1, 1), project="boats", mode="lexical")
    assert [hit.utterance.id for hit in search.find(asked)] == [words.id]


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["add_passages", "follow", "add_vectors", "write_marker"])
def test_a_break_at_any_stage_is_made_good_by_the_next_run(
    store: Store,
    home: Home,
    real: Search,
    embedder: BagEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
) -> None:
    remember(store, *(said(f"line {number} of the diary") for number in range(5)))
    owner = {"follow": TantivyWords, "write_marker": None}.get(stage, passages)
    with monkeypatch.context() as broken:

        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        if owner is None:
            broken.setattr("selfmirror.engines.chroma_vectors.write_marker", die)
        else:
            broken.setattr(owner, stage, die)
        with pytest.raises(KeyboardInterrupt):
            real.catch_up(silent)

    other = Search(
        store, TantivyWords(home.index / "words"), ChromaVectors(home.index / "vectors"), embedder
    )
    other.catch_up(silent)
    counts = other.counts()
    assert (counts.passages, counts.embedded, counts.lexical, counts.vectors) == (5, 5, 5, 5)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x00garbage" * 100)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "spoil"),
    [
        ("words/meta.json", _garbage),
        ("words/follows.json", Path.unlink),
        ("vectors/chroma.sqlite3", _empty),
        ("vectors/chroma.sqlite3", Path.unlink),
        ("vectors/follows.json", _garbage),
    ],
)
def test_a_spoiled_index_never_breaks_search_and_is_rebuilt_without_a_model(
    store: Store, home: Home, real: Search, chroma: ChromaVectors, spoil: object, file: str
) -> None:
    remember(store, said("the lighthouse"), said("the sea"))
    real.catch_up(silent)
    chroma.close()
    spoil(home.index / file)  # type: ignore[operator]

    embedder = BagEmbedder()
    other = Search(
        store, TantivyWords(home.index / "words"), ChromaVectors(home.index / "vectors"), embedder
    )
    assert other.find(Query("lighthouse"))[0].text == "the lighthouse"
    embedder.calls = 0
    other.rebuild(silent)

    assert embedder.calls == 0
    counts = other.counts()
    assert (counts.lexical, counts.vectors) == (2, 2)
    assert other.find(Query("lighthouse"))[0].semantic == 1


@pytest.mark.parametrize("index", ["vectors", pytest.param("chroma", marks=pytest.mark.slow)])
def test_without_the_index_folders_a_search_finds_and_they_are_made_anew_without_a_model(
    store: Store, home: Home, request: pytest.FixtureRequest, index: str
) -> None:
    followers = request.getfixturevalue(index)
    remember(store, said("the lighthouse"), said("bread"))
    Search(store, TantivyWords(home.index / "words"), followers, BagEmbedder()).catch_up(silent)
    followers.close()
    shutil.rmtree(home.index)
    if index == "vectors":
        followers.clear()
    embedder = BagEmbedder()
    search = Search(store, TantivyWords(home.index / "words"), followers, embedder)

    for mode in ("hybrid", "lexical", "semantic"):
        outcome = search.look(Query("lighthouse", mode=mode))
        assert (outcome.hits[0].text, outcome.remarks) == ("the lighthouse", ())
    search.catch_up(silent, embed_at_most=64)

    counts = search.counts()
    assert (counts.lexical, counts.vectors, embedder.passages) == (2, 2, 0)


def test_a_word_index_that_lost_a_file_is_made_anew_by_the_search(
    store: Store, home: Home, search: Search
) -> None:
    remember(store, said("the lighthouse"))
    search.catch_up(silent)
    for part in (home.index / "words").glob("*.store"):
        part.unlink()

    outcome = search.look(Query("lighthouse", mode="lexical"))

    assert [hit.text for hit in outcome.hits] == ["the lighthouse"]
    assert not outcome.remarks


def test_a_file_in_the_place_of_all_indexes_is_cleared_away(
    store: Store, home: Home, search: Search
) -> None:
    remember(store, said("the lighthouse"))
    search.catch_up(silent)
    shutil.rmtree(home.index)
    home.index.write_text("x")

    search.rebuild(silent)

    assert search.counts().lexical == 1


def test_a_search_that_has_nothing_to_look_in_has_failed(
    store: Store, words: TantivyWords, vectors: MemoryVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexBroken("the word index cannot be used: no room")

    remember(store, said("the lighthouse"))
    alone = Search(store, words, vectors, None)
    alone.catch_up(silent)
    monkeypatch.setattr(TantivyWords, "find", broken)
    both = Search(store, words, vectors, BagEmbedder())

    assert "doctor --repair" in alone.look(Query("lighthouse")).failed
    assert not both.look(Query("lighthouse")).failed


@pytest.mark.slow
def test_an_index_of_another_store_is_not_believed(tmp_path: Path, clock: FixedClock) -> None:
    index = tmp_path / "index"
    for name in ("first", "second"):
        store = Store(Home(tmp_path / name), clock)
        with store.open() as db:  # Stores of tests are copies of one, its identity too.
            db.execute("UPDATE meta SET value = ? WHERE key = 'store'", [name])
        vectors = ChromaVectors(index / "vectors")
        search = Search(store, TantivyWords(index / "words"), vectors, BagEmbedder())
        remember(store, said(f"words of the {name}"))
        search.catch_up(silent)
        vectors.close()

        counts = search.counts()
        assert (counts.lexical, counts.vectors) == (1, 1)
        assert [hit.text for hit in search.find(Query("words"))] == [f"words of the {name}"]
        vectors.close()


_WRITER = """
import sys
from pathlib import Path
from selfmirror.clock import SystemClock
from selfmirror.engines.chroma_vectors import ChromaVectors
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.paths import Home
from selfmirror.search.finder import Search
from selfmirror.store.database import Store
from tests.fakes.embedders import BagEmbedder
from tests.fakes.vectors import MemoryVectors
from tests.fakes.words import RECORDED, remember, said

home = Home(Path(sys.argv[1]))
store = Store(home, SystemClock())
search = Search(store, TantivyWords(home.index / "words"), ChromaVectors(home.index / "vectors"), BagEmbedder())
remember(store, said("written elsewhere"))
search.catch_up(lambda _: None)
"""


@pytest.mark.slow
def test_a_living_reader_sees_what_another_process_wrote(
    store: Store, home: Home, real: Search
) -> None:
    remember(store, said("written here"))
    real.catch_up(silent)
    assert real.find(Query("written"))[0].semantic == 1

    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _WRITER, str(home.root)], check=True, cwd=Path(__file__).parents[2]
    )

    found = real._vectors.find(BagEmbedder().embed_query("written elsewhere"), 5)
    assert len(found) == 2
    assert found[0][1] == pytest.approx(1.0, abs=1e-5)


def test_a_broken_index_that_cannot_be_cleared_is_told_of(
    store: Store, search: Search, progress: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexBroken("the word index cannot be used: no room")

    monkeypatch.setattr(TantivyWords, "follow", broken)
    remember(store, said("the lighthouse"))
    search.catch_up_words(progress.append)

    assert any("selfmirror doctor" in line for line in progress)


def test_a_batch_that_loses_its_utterance_meanwhile_is_not_kept(store: Store) -> None:
    one = said("gone meanwhile")
    remember(store, one)
    with store.open() as db:
        remove_utterances(db, [one.id])
        passages.add_passages(db, split(one.id, one.text))
        passages.add_vectors(db, "m", ["nobody"], [[1.0]])

        assert passages.count_passages(db) == 0
        assert passages.count_embedded(db, "m") == 0


def test_embedding_without_an_embedder_leaves_nothing_waiting(
    store: Store, words: TantivyWords, vectors: MemoryVectors
) -> None:
    one = following.Following(store, words, vectors, None)

    assert following.embed(one, silent, None) == 0
