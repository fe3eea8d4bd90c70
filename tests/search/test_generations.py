"""Changing the embedding model: the old vectors are searched until the new ones are complete."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from selfmirror.engines.chroma_vectors import ChromaVectors
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.paths import Home
from selfmirror.search import generations
from selfmirror.search.doctor import Doctor
from selfmirror.search.finder import Hit, Query, Search
from selfmirror.search.ports import VectorIndex
from selfmirror.store import passages
from selfmirror.store.database import Store
from selfmirror.store.generations import searched_model, vector_length
from selfmirror.wiring import wire
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.words import remember, said

NEAR = Query("portugal", mode="semantic")


@pytest.fixture(params=["memory", pytest.param("chroma", marks=pytest.mark.slow)])
def index(request: pytest.FixtureRequest) -> VectorIndex:
    made: VectorIndex = request.getfixturevalue(
        "vectors" if request.param == "memory" else request.param
    )
    return made


@pytest.fixture
def changing(
    store: Store, words: TantivyWords, index: VectorIndex
) -> tuple[Search, BagEmbedder, BagEmbedder]:
    """Three passages embedded by `old`, one of them by `new` too, whose vectors are shorter."""
    old, new = BagEmbedder("old"), BagEmbedder("new", 64)
    remember(store, said("portuguese lessons", "2024-01-01"), said("bread"), said("rain"))
    Search(store, words, index, old).catch_up(lambda _: None)
    search = Search(store, words, index, new, {"old": old}.get)
    search.catch_up(lambda _: None, embed_at_most=1)
    return search, old, new


def models(store: Store) -> set[str]:
    with store.open() as db:
        return {row[0] for row in db.execute("SELECT DISTINCT model FROM embedding").fetchall()}


def best(search: Search, query: Query = NEAR) -> Hit:
    return search.find(query)[0]


def test_the_old_vectors_are_searched_until_the_new_ones_are_complete(
    store: Store,
    changing: tuple[Search, BagEmbedder, BagEmbedder],
    index: VectorIndex,
    progress: list[str],
) -> None:
    search, old, new = changing
    assert (search.asks, search.model) == ("old", "new")
    asked, made = (old.calls, old.passages), new.calls

    outcome = search.look(NEAR)

    assert (outcome.hits[0].text, len(outcome.hits), outcome.remarks) == (
        "portuguese lessons",
        3,
        (),
    )
    assert (old.calls, old.passages, new.calls) == (asked[0] + 1, asked[1], made)
    assert search.catch_up(progress.append) == 0
    assert any("searched by old until then" in line for line in progress)
    assert any("the vectors by old are deleted" in line for line in progress)
    assert models(store) == {"new"}
    assert len(index.find(new.embed_query("portugal"), 5)) == 3
    assert best(search).text == "portuguese lessons"
    calls = old.calls
    assert best(search).semantic == 1
    assert old.calls == calls


def test_a_change_that_was_killed_before_the_swap_ends_without_a_model(
    store: Store,
    changing: tuple[Search, BagEmbedder, BagEmbedder],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search, _, new = changing

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(generations, "swap_in", die)
        with pytest.raises(KeyboardInterrupt):
            search.catch_up(lambda _: None)
    assert models(store) == {"old", "new"}
    assert best(search).text == "portuguese lessons"
    calls = new.calls

    search.catch_up(lambda _: None, embed_at_most=0)

    assert (models(store), new.calls) == ({"new"}, calls)
    assert search.counts().vectors == 3


def test_going_back_to_the_old_model_embeds_only_what_is_new(
    store: Store,
    words: TantivyWords,
    index: VectorIndex,
    changing: tuple[Search, BagEmbedder, BagEmbedder],
) -> None:
    _, old, _ = changing
    made = old.passages
    remember(store, said("a new day"))
    back = Search(store, words, index, old)

    assert back.catch_up(lambda _: None) == 0
    assert (old.passages, searched_in(store)) == (made + 1, "old")


def searched_in(store: Store) -> str | None:
    with store.open() as db:
        return searched_model(db)


def test_a_model_that_cannot_be_asked_any_more_leaves_words_and_what_the_new_one_made(
    store: Store,
    words: TantivyWords,
    index: VectorIndex,
    changing: tuple[Search, BagEmbedder, BagEmbedder],
) -> None:
    search = Search(store, words, index, BagEmbedder("new", 64))

    outcome = search.look(Query("bread"))

    assert outcome.hits[0].text == "bread"
    assert {hit.text for hit in outcome.hits if hit.semantic} == {"portuguese lessons"}
    assert "1 of 3 passages are compared by new, the rest by words alone" in outcome.remarks[0]
    assert models(store) == {"old", "new"}


def test_who_searched_before_the_swap_asks_the_new_model_after_it(
    store: Store,
    words: TantivyWords,
    index: VectorIndex,
    changing: tuple[Search, BagEmbedder, BagEmbedder],
) -> None:
    search, old, new = changing
    reader = Search(store, words, index, old, {"new": new}.get)
    assert len(reader.find(NEAR)) == 3
    search.catch_up(lambda _: None)

    assert best(reader).text == "portuguese lessons"
    assert reader.look(NEAR).remarks == ()


def test_doctor_tells_of_both_models(
    home: Home, store: Store, changing: tuple[Search, BagEmbedder, BagEmbedder]
) -> None:
    found = Doctor(home, store, changing[0]).examine()

    assert found.ok
    (detail,) = (check.detail for check in found.checks if check.name == "embeddings")
    assert "searched are 3 by old; 1 of 3 by new so far, 2 wait" in detail


def test_another_model_under_the_same_name_is_told_of_and_embeds_anew(
    store: Store, words: TantivyWords, index: VectorIndex
) -> None:
    remember(store, said("portuguese lessons"))
    Search(store, words, index, BagEmbedder("same")).catch_up(lambda _: None)
    search = Search(store, words, index, BagEmbedder("same", 64))

    assert "answers in another length" in search.look(Query("lessons")).remarks[0]
    assert best(search, Query("lessons")).semantic is None
    remember(store, said("a new day"))
    assert search.catch_up(lambda _: None) == 0

    with store.open() as db:
        assert (vector_length(db, "same"), passages.count_embedded(db, "same")) == (64, 2)
    assert best(search).semantic == 1
    assert search.counts().vectors == 2


@pytest.mark.parametrize(
    ("engine", "asked"), [("openai", "text-embedding-3-small"), ("e5", None), ("none", None)]
)
def test_an_endpoint_that_is_configured_no_more_is_not_asked_for_old_vectors(
    home: Home, monkeypatch: pytest.MonkeyPatch, engine: str, asked: str | None
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", engine)
    older = wire(home).models.older("text-embedding-3-small")

    assert (older.name if older else None) == asked
    assert wire(home, offline=True).models.older("text-embedding-3-small") is None


@pytest.fixture
def searching(store: Store, words: TantivyWords) -> Iterator[list[object]]:
    """What searches in another thread find as long as the test lasts: hits, or what they raised."""
    found: list[object] = []
    over = threading.Event()
    old, new = BagEmbedder("old"), BagEmbedder("new", 64)

    def search_on() -> None:
        own = Store(store.home, FixedClock())
        vectors = ChromaVectors(store.home.index / "vectors")
        reader = Search(
            own, TantivyWords(store.home.index / "words"), vectors, new, {"old": old}.get
        )
        while not over.is_set():
            try:
                found.append([hit.text for hit in reader.find(NEAR)])
            except BaseException as error:  # noqa: BLE001 - what a search raises is what is looked for
                found.append(error)
        vectors.close()

    remember(store, *(said(f"portuguese lessons {number}") for number in range(150)))
    made = ChromaVectors(store.home.index / "vectors")
    Search(store, words, made, old).catch_up(lambda _: None)
    made.close()
    thread = threading.Thread(target=search_on)
    thread.start()
    yield found
    over.set()
    thread.join()


@pytest.mark.slow
def test_a_search_while_words_come_in_and_the_model_changes_always_finds(
    store: Store, home: Home, searching: list[object]
) -> None:
    vectors = ChromaVectors(home.index / "vectors")
    writer = Search(
        store, TantivyWords(home.index / "words"), vectors, BagEmbedder("new", 64), lambda _: None
    )
    for part in range(10):
        remember(store, *(said(f"rain of day {part} {number}") for number in range(20)))
        writer.catch_up(lambda _: None, embed_at_most=40)
    assert searched_in(store) == "new"
    seen = len(searching)
    while len(searching) < seen + 3:
        threading.Event().wait(0.05)
    vectors.close()

    assert all(isinstance(one, list) and len(one) == 10 for one in searching), searching
