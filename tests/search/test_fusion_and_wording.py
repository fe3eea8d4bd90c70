"""Fusing ranks, and reading whatever a person types as a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.search.fusion import fuse
from selfmirror.search.wording import folded, read_wording


def test_what_both_arms_rank_stands_before_what_one_ranks_first() -> None:
    fused = fuse([["a", "both"], ["b", "both"]], (1.0, 1.0))

    assert [one.item for one in fused] == ["both", "a", "b"]
    assert fused[0].ranks == (2, 2)
    assert fused[1].ranks == (1, None)
    assert fused[0].score == pytest.approx(2 / 62)


def test_a_weight_of_nought_silences_an_arm() -> None:
    assert fuse([["a"], ["b"]], (0.0, 1.0))[0].item == "b"


@given(st.lists(st.text(max_size=2), unique=True), st.lists(st.text(max_size=2), unique=True))
def test_fusion_keeps_every_item_once(first: list[str], second: list[str]) -> None:
    items = [one.item for one in fuse([first, second], (1.0, 1.0))]

    assert sorted(items) == sorted(set(first) | set(second))


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
