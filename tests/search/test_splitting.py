"""Passages hold every word of an utterance once, verbatim."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from selfmirror.search.splitting import SIZE, split

_TEXTS = st.text(st.sampled_from("abя. !?\n\t»…") | st.characters(codec="utf-8"), max_size=400).map(
    lambda text: text * 12
)


@given(_TEXTS)
def test_passages_are_verbatim_spans_that_lose_nothing_but_white_space(text: str) -> None:
    pieces = split("u", text)

    assert pieces
    assert all(piece.text == text[piece.first : piece.last] for piece in pieces)
    assert all(len(piece.text) <= SIZE for piece in pieces)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())
    assert all(a.last <= b.first for a, b in pairwise(pieces))


def test_a_short_text_is_one_passage_with_all_of_it() -> None:
    (only,) = split("u", "  Хочу уехать. \n")

    assert only.text == "  Хочу уехать. \n"


def test_a_long_text_is_cut_between_paragraphs_before_sentences() -> None:
    paragraph = "One thing I said. " * 25
    pieces = split("u", f"{paragraph}\n\n{paragraph}\n\n{paragraph}")

    assert len(pieces) > 1
    assert all(piece.text.endswith("said.") for piece in pieces)


def test_a_text_without_any_border_is_cut_all_the_same() -> None:
    assert [len(piece.text) <= SIZE for piece in split("u", "я" * 2000)] == [True] * len(
        split("u", "я" * 2000)
    )


def test_white_space_alone_is_still_one_passage() -> None:
    assert len(split("u", "\n" * 3000)) == 1


def test_an_id_depends_on_utterance_span_and_text() -> None:
    assert split("u", "same")[0].id == split("u", "same")[0].id
    assert split("u", "same")[0].id != split("v", "same")[0].id
