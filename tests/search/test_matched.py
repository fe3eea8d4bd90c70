"""What of a passage is marked, and what of a long one is shown."""

import pytest

from selfmirror.search.matched import excerpt
from selfmirror.search.wording import read_wording


def marked(text: str, query: str, width: int = 1000) -> list[str]:
    found = excerpt(text, read_wording(query), width)
    return [found.text[begin:end] for begin, end in found.matches]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("museums", "The Museum, museum’s and a muse.", ["Museum", "museum"]),
        ("чего я хотел от книги", "Хотел я новую книгу, а книг нет", ["Хотел", "книгу", "книг"]),
        ("ещё ёлки", "Елка. Ещё ёлочки", ["Елка"]),
        ('"new book"', "a book, new books, the new one", ["new books"]),
        ("mus*", "Music in the museum, amused", ["Music", "museum"]),
        ("what was it", "It was what it was", ["It", "was", "what", "it", "was"]),
        ("cello -museum", "no museum", []),
    ],
)
def test_words_are_marked_by_their_stems(query: str, text: str, found: list[str]) -> None:
    assert marked(text, query) == found


def test_a_long_passage_is_cut_around_most_of_what_was_asked_for() -> None:
    text = f"A museum. {'word ' * 100}The museum of cellos, at last. {'word ' * 100}"
    found = excerpt(text, read_wording("cello museum"), 80)
    assert len(found.text) <= 80
    assert "The museum of cellos" in found.text
    assert (found.text[0], found.text[-1]) == ("…", "…")
    assert [found.text[begin:end] for begin, end in found.matches] == ["museum", "cellos"]


@pytest.mark.parametrize("width", [10, 50, 100])
@pytest.mark.parametrize("text", ["x" * 300, "слово " * 60, "a " * 150 + "cello"])
def test_no_cut_is_longer_than_it_may_be(text: str, width: int) -> None:
    found = excerpt(text, read_wording("cello"), width)
    assert len(found.text) <= width
    assert all(0 <= begin < end <= len(found.text) for begin, end in found.matches)
