"""Words of one text are found in another, however they were cut out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.words.traces import holds_trace, without_traces

SAID = "Опять думаю: хочу жить у моря,\nили нет. Работа держит."


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Записано: «хочу жить у моря, или нет».", "Записано: «…»."),
        ("Вы писали «Опять думаю: хочу жить» в марте", "Вы писали «…» в марте"),
        ("Работа держит", "…"),
        ("Что держит вас здесь?", "Что держит вас здесь?"),
        ("", ""),
    ],
)
def test_a_run_of_words_is_cut_whatever_stands_around_it(told: str, left: str) -> None:
    assert without_traces(told, [SAID], "…") == left
    assert holds_trace(told, [SAID]) == (told != left)


def test_a_short_text_is_found_whole_and_no_part_of_a_word_is() -> None:
    assert holds_trace("Сказано: «хочу спать».", ["Хочу спать"])
    assert not holds_trace("Хочу спаться", ["Хочу спать"])
    assert not holds_trace("хочу", ["Хочу спать"])


@given(st.text(alphabet="абв xy.\n", max_size=60), st.text(alphabet="абв xy.\n", max_size=60))
def test_nothing_is_left_to_find_after_the_cut(one: str, other: str) -> None:
    assert not holds_trace(without_traces(one, [other], " — "), [other])
