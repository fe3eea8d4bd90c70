"""Search finds what was said, in both languages, and nothing that the filters leave out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.models.ports import ModelFailure
from selfmirror.search.finder import Query, Search
from selfmirror.store.database import Store
from selfmirror.store.utterances import add_source, add_utterances
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source
from tests.fakes.embedders import BagEmbedder
from tests.fakes.vectors import MemoryVectors
from tests.fakes.words import RECORDED, remember, said

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors
    from selfmirror.store.database import Connection


def silent(_: str) -> None:
    return None


class FailingEmbedder(BagEmbedder):
    """Answers nothing."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        raise ModelFailure("the model is out of reach")

    def embed_query(self, text: str) -> Vectors:
        raise ModelFailure("the model is out of reach")


def texts(search: Search, query: Query) -> list[str]:
    return [hit.text for hit in search.find(query)]


def test_a_russian_word_is_found_in_any_form(store: Store, search: Search) -> None:
    remember(store, said("Я боюсь смерти"), said("Купил хлеба"), said("Ставили ёлку"))
    search.catch_up(silent)

    assert texts(search, Query("смерть"))[0] == "Я боюсь смерти"
    assert texts(search, Query("елка"))[0] == "Ставили ёлку"


def test_an_english_word_is_found_in_any_form(store: Store, search: Search) -> None:
    remember(store, said("I was running through museums"), said("Nothing at all"))
    search.catch_up(silent)

    hit = search.find(Query("museum run"))[0]

    assert hit.text == "I was running through museums"
    assert hit.lexical == 1
    assert hit.source.title == "diary"


def test_a_meaning_is_found_where_no_word_is_the_same(store: Store, search: Search) -> None:
    remember(store, said("portuguese lessons"), said("bread"))
    search.catch_up(silent)

    hit = search.find(Query("portugal"))[0]

    assert (hit.text, hit.lexical, hit.semantic) == ("portuguese lessons", None, 1)


def test_phrases_must_be_there_and_unwanted_words_must_not(store: Store, search: Search) -> None:
    remember(store, said("I quit my old job today"), said("my job, my old life"), said("old dog"))
    search.catch_up(silent)

    lexical = texts(search, Query('"my old job"', mode="lexical"))
    assert lexical == ["I quit my old job today"]
    assert "old dog" not in texts(search, Query("old -dog"))
    assert "old dog" in texts(search, Query("old -dog", plain=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["", "   ", '"', "-", 'foo:bar [ ( "x', "a AND", "\x00", "*", "/re/"]
)
def test_no_text_of_a_query_is_an_error(store: Store, search: Search, text: str) -> None:
    remember(store, said("foo bar"))
    search.catch_up(silent)

    assert isinstance(search.find(Query(text)), list)


def test_an_empty_home_finds_nothing_and_says_nothing(search: Search) -> None:
    outcome = search.look(Query("anything"))

    assert (outcome.hits, outcome.remarks) == ((), ())


def test_the_lines_before_and_after_stand_in_the_context(store: Store, search: Search) -> None:
    lines = [said(text) for text in ("first", "second", "third")]
    with store.open() as db:
        add_source(db, Source(lines[0].source, "note", "markdown", "/d.md", "d"), None, RECORDED)
        add_utterances(
            db,
            [
                type(line)(
                    line.id, line.source, number, None, line.speaker, line.text, line.said, RECORDED
                )
                for number, line in enumerate(lines)
            ],
        )
    search.catch_up(silent)

    hit = search.find(Query("second", mode="lexical"))[0]

    assert (hit.before, hit.after) == (("first",), ("third",))


def test_a_long_utterance_is_one_hit_with_its_best_section(store: Store, search: Search) -> None:
    filler = "weather and breakfast again. " * 40
    remember(store, said(f"{filler}\n\nThen the lighthouse burned.\n\n{filler}"))
    search.catch_up(silent)

    hits = search.find(Query("lighthouse"))

    assert len(hits) == 1
    assert "lighthouse" in hits[0].text
    assert len(hits[0].text) < len(hits[0].utterance.text)


def test_what_tools_said_is_not_searched(store: Store, search: Search) -> None:
    remember(store, said("tool output lighthouse", speaker=Speaker.TOOL))
    search.catch_up(silent)

    assert texts(search, Query("lighthouse")) == []


def test_without_an_embedder_words_alone_are_searched_and_it_says_so(
    store: Store, words: TantivyWords, vectors: MemoryVectors
) -> None:
    search = Search(store, words, vectors, None)
    remember(store, said("the lighthouse"))

    assert search.catch_up(silent) == 0
    outcome = search.look(Query("lighthouse", mode="semantic"))

    assert [hit.semantic for hit in outcome.hits] == [None]
    assert "by words alone" in outcome.remarks[0]
    assert search.embed("x") is None
    assert search.model == ""


def test_a_failing_model_leaves_words_findable_and_the_rest_waiting(
    store: Store, words: TantivyWords, vectors: MemoryVectors, progress: list[str]
) -> None:
    search = Search(store, words, vectors, FailingEmbedder())
    remember(store, said("the lighthouse"))

    assert search.catch_up(progress.append) == 1
    outcome = search.look(Query("lighthouse"))

    assert "out of reach" in " ".join(progress)
    assert len(outcome.hits) == 1
    assert "out of reach" in outcome.remarks[0]


def test_a_hit_with_an_emotion_was_read_so_or_corrected_to_it(store: Store, search: Search) -> None:
    happy, sad = said("the sea at last"), said("the sea again")
    remember(store, happy, sad)
    with store.open() as db:
        _feel(db, happy.id, "joy")
        _feel(db, sad.id, "sadness")
    search.catch_up(silent)

    assert texts(search, Query("sea", emotion="joy")) == ["the sea at last"]
    assert texts(search, Query("sea", emotion="sadness")) == ["the sea again"]


_DAYS = [None, "2023-05-01", "2024-01-15", "2024-06-30"]
_SPEAKERS = [Speaker.ME, Speaker.ASSISTANT, Speaker.OTHER]
_PROJECTS = [None, "Book", "house"]
_FELT = {"2024-01-15": "joy", "2024-06-30": "sadness"}
"""What the person's words of a day were read as; of the second the reading was joy, and corrected."""


@pytest.fixture
def crowd(store: Store, search: Search) -> Search:
    """The same words by every speaker, on every day, in every project; the person's on two days felt."""
    for project in _PROJECTS:
        for day in _DAYS:
            for speaker in _SPEAKERS:
                one = said("the lighthouse and the sea", day, speaker, f"{project} {day} {speaker}")
                with store.open() as db:
                    source = Source(one.source, "note", "markdown", "/x.md", "x", project)
                    add_source(db, source, None, RECORDED)
                    add_utterances(db, [one])
                    if speaker is Speaker.ME and day in _FELT:
                        _feel(db, one.id, _FELT[day])
    search.catch_up(silent)
    return search


def _feel(db: Connection, utterance: str, emotion: str) -> None:
    db.execute(
        "INSERT INTO affect (utterance, emotions, labels, confidence, signals, model) "
        "VALUES (?, '{}', '[\"joy\"]', 1, '[]', 'm')",
        [utterance],
    )
    if emotion != "joy":
        db.execute(
            "INSERT INTO affect_correction VALUES (?, NULL, NULL, NULL, ?, ?)",
            [utterance, f'["{emotion}"]', RECORDED.replace(tzinfo=None)],
        )


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.builds(
        Query,
        st.just("lighthouse"),
        st.just(100),
        st.sampled_from([None, date(2023, 6, 1), date(2024, 1, 15)]),
        st.sampled_from([None, date(2024, 1, 15), date(2024, 12, 31)]),
        st.sampled_from([None, "book", "HOUSE", "none such"]),
        st.sampled_from(["any", "me", "assistant", "other"]),
        st.sampled_from(["hybrid", "lexical", "semantic"]),
        st.sampled_from([None, "joy", "sadness", "fear"]),
    )
)
def test_nothing_excluded_is_ever_returned_and_nothing_included_is_missed(
    crowd: Search, query: Query
) -> None:
    def wanted(day: str | None, whose: Speaker, of: str | None) -> bool:
        when = date.fromisoformat(day) if day else None
        felt = _FELT.get(day or "") if whose is Speaker.ME else None
        return (
            (query.since is None or (when is not None and when >= query.since))
            and (query.until is None or (when is not None and when <= query.until))
            and (query.project is None or (of or "").lower() == query.project.lower())
            and query.speaker in ("any", whose.value)
            and query.emotion in (None, felt)
        )

    expected = sorted(
        f"{day} {whose} {of}"
        for day in _DAYS
        for whose in _SPEAKERS
        for of in _PROJECTS
        if wanted(day, whose, of)
    )
    found = sorted(
        f"{hit.utterance.said.iso()} {hit.utterance.speaker} {hit.source.project}"
        for hit in crowd.find(query)
    )
    assert found == expected
