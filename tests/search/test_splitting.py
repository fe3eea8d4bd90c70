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
    assert all(piece.last - piece.first <= SIZE for piece in pieces)
    words = [text[piece.first : piece.last].split() for piece in pieces]
    assert "".join("".join(piece) for piece in words) == "".join(text.split())
    assert all(a.last <= b.first for a, b in pairwise(pieces))


def test_a_short_text_is_one_passage_with_all_of_it() -> None:
    (only,) = split("u", "  Хочу уехать. \n")

    assert (only.first, only.last) == (0, len("  Хочу уехать. \n"))


def test_a_long_text_is_cut_between_paragraphs_before_sentences() -> None:
    paragraph = "One thing I said. " * 25
    text = f"{paragraph}\n\n{paragraph}\n\n{paragraph}"
    pieces = split("u", text)

    assert len(pieces) > 1
    assert all(text[: piece.last].endswith("said.") for piece in pieces)


def test_a_text_without_any_border_is_cut_all_the_same() -> None:
    assert all(piece.last - piece.first <= SIZE for piece in split("u", "я" * 2000))


def test_white_space_alone_is_still_one_passage() -> None:
    assert len(split("u", "\n" * 3000)) == 1


def test_an_id_depends_on_utterance_and_span() -> None:
    assert split("u", "same")[0].id == split("u", "same")[0].id
    assert split("u", "same")[0].id != split("v", "same")[0].id
