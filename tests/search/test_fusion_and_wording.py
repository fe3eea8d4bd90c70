"""Fusing ranks, and reading whatever a person types as a query."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from selfmirror.search.diversity import distinct
from selfmirror.search.fusion import Fused, Place, fuse
from selfmirror.search.wording import folded, read_wording


def places(*utterances: str) -> list[Place]:
    return [Place(one, one, 0, None) for one in utterances]


def order(found: list[Place], lexical: dict[str, float], semantic: dict[str, float]) -> list[str]:
    return [one.utterance for one in fuse(found, lexical, semantic)]


def test_what_both_arms_find_stands_before_what_one_finds() -> None:
    meant = {"both": 0.9, "b": 0.9, "c": 0.8}
    fused = fuse(places("a", "both", "b", "c"), {"a": 0.4, "both": 0.4}, meant)

    assert fused[0].utterance == "both"
    assert {(one.utterance, one.lexical, one.semantic) for one in fused} == {
        ("a", 1, None),
        ("b", None, 1),
        ("both", 2, 2),
        ("c", None, 3),
    }


def test_a_first_that_holds_little_of_the_question_yields_to_a_meaning_that_stands_out() -> None:
    meant = {"near": 0.91, "word": 0.8, "c": 0.81, "d": 0.8}

    assert order(places(*meant), {"word": 0.05}, meant)[0] == "near"
    assert order(places(*meant), {"word": 0.9}, meant)[0] == "word"


def test_what_is_said_beside_something_near_comes_nearer() -> None:
    talk = [Place(f"{n}", "talk", n, None) for n in range(4)]
    meant = {"0": 0.9, "1": 0.8, "3": 0.8, "far": 0.8}

    assert order([*talk, *places("far")], {}, meant)[:2] == ["0", "1"]


def test_of_equals_the_newer_stands_first() -> None:
    old, new = (Place(f"{day}", f"{day}", 0, date(2020, 1, day)) for day in (1, 2))

    assert order([old, new], {"1": 0.5, "2": 0.5}, {}) == ["2", "1"]


_SCORES = st.dictionaries(st.text(max_size=2), st.floats(0, 1))


@given(_SCORES, _SCORES)
def test_fusion_keeps_every_utterance_once(
    lexical: dict[str, float], semantic: dict[str, float]
) -> None:
    found = set(lexical) | set(semantic)

    assert sorted(order(places(*found), lexical, semantic)) == sorted(found)


def test_near_copies_stand_after_all_others() -> None:
    texts = {"a": "I want the sea", "copy": "I want the sea", "b": "boats", "c": "gulls"}
    fused = [Fused(one, score, None, None) for one, score in zip(texts, (4, 3, 2, 1), strict=True)]

    assert [one.utterance for one in distinct(fused, texts, 2)] == ["a", "b"]
    assert [one.utterance for one in distinct(fused, texts, 9)] == ["a", "b", "c", "copy"]


def test_a_query_has_words_phrases_and_unwanted_words() -> None:
    wording = read_wording('quit "my job" -boss well-known -"new car"')

    assert wording.words == ("quit", "well-known")
    assert wording.phrases == ("my job",)
    assert wording.unwanted == ("boss", "new car")
    assert wording.asked == "quit well-known my job"


def test_a_query_of_unwanted_words_alone_asks_for_nothing() -> None:
    wording = read_wording("-museum")
    assert (wording.asked, wording.unwanted) == ("", ("museum",))


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    wording = read_wording(text)

    assert bool(wording.asked or wording.unwanted) == any(letter.isalnum() for letter in text)


def test_yo_is_read_as_ye() -> None:
    assert folded("Ёлка и её") == "Елка и ее"
