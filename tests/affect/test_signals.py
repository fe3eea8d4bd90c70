"""What the words themselves give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.affect.readable import language_of, own_text
from selfmirror.affect.signals import hear_signals, overload
from selfmirror.words.language import Language


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Наверное, так и будет", "hedging: наверное"),
        ("I guess it will do", "hedging: i guess"),
        ("Ничего страшного, переживу", "minimising: ничего страшного"),
        ("It’s nothing, really", "minimising: it's nothing"),
        ("Я всегда один", "absolutes: всегда"),
        ("Nobody called", "absolutes: nobody"),
        ("Ура!", "exclamation: !"),
        ("Я не хочу", "negation: не"),
        ("I don't want that", "negation: don't"),
        ("Дедлайн завтра", "overload: дедлайн"),
        ("I am exhausted", "overload: exhausted"),
    ],
)
def test_signals_are_heard_with_their_words(text: str, signal: str) -> None:
    assert signal in hear_signals(text)


@pytest.mark.parametrize("text", ["Купил хлеб и молоко", "Walked along the river"])
def test_plain_words_give_no_signal(text: str) -> None:
    assert hear_signals(text) == ()


def test_overload_grows_with_each_different_phrase() -> None:
    once = overload("Я не успеваю")
    assert (
        0
        < once
        < overload("Я не успеваю, дедлайн завтра")
        < overload("Не успеваю, дедлайн, выгорел")
        < 1
    )
    assert overload("Не успеваю. Не успеваю!") == once


@pytest.mark.parametrize(
    "text", ["Прошла неделя без дедлайнов", "I am not stressed", "no deadline this week"]
)
def test_overload_that_is_denied_is_not_heard(text: str) -> None:
    assert overload(text) == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Устал.", Language.RU),
        ("Tired, hungry, sore", Language.EN),
        ("Сделал рефакторинг в Python вчера", Language.RU),
        ("ок", Language.UNKNOWN),
        ("", Language.UNKNOWN),
        ("12.05 — 300 ₽", Language.UNKNOWN),
        ("Сьогодні я їду до міста і мені сумно", Language.UNKNOWN),
        ("Heute habe ich keine Lust auf Arbeit und bin sehr froh", Language.UNKNOWN),
        ("今日はとても疲れました", Language.UNKNOWN),
    ],
)
def test_only_russian_and_english_of_some_length_can_be_read(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_own_text_leaves_out_what_others_wrote() -> None:
    assert (
        own_text("Прочитал:\n\n> Я в ярости!\n\nи пошёл спать `kill -9`")
        == "Прочитал: и пошёл спать"
    )


@given(st.text())
def test_signals_of_any_text_stay_in_bounds(text: str) -> None:
    assert 0 <= overload(text) < 1
    assert all(": " in signal for signal in hear_signals(text))
    assert language_of(text) in Language
