"""What is heard in the words, and which of them are given back."""

from hypothesis import given
from hypothesis import strategies as st

from selfmirror.guide.hearing import fragment, hear, sentences, two_sides
from selfmirror.guide.opposing import opposed
from selfmirror.guide.terms import novelty, terms


def test_a_question_to_the_guide_is_told_from_a_statement() -> None:
    assert hear("Что ты думаешь об этом?").question
    assert hear("What should I do?").question
    assert not hear("Я не знаю, что дальше.").question


def test_change_talk_and_sustain_talk_are_weighed() -> None:
    assert hear("Я хочу и могу начать завтра").readiness > 0
    assert hear("Не могу, боюсь, поздно").readiness < 0
    assert opposed("I want to start", "I can't, it is too late")


def test_a_wish_to_end_is_heard_in_both_languages() -> None:
    assert hear("Хватит.").ending
    assert hear("that's enough").ending
    assert not hear("Мне не хватит денег").ending


def test_word_forms_share_their_terms() -> None:
    assert terms("книгу") == terms("книга")
    assert novelty("хочу писать книгу", ["книга, которую хочу писать"]) == 0


def test_both_sides_of_a_but_are_given_back_verbatim() -> None:
    assert two_sides("Я хочу писать книгу, но боюсь бросить работу.") == (
        "Я хочу писать книгу",
        "боюсь бросить работу",
    )
    assert two_sides("Нет, но да") is None


def test_quoted_words_of_others_are_not_given_back() -> None:
    assert fragment("> бросай всё\n\nЯ хочу остаться.") == "Я хочу остаться"
    assert fragment("> only theirs") == ""


@given(st.text(max_size=600), st.integers(20, 200))
def test_a_fragment_is_verbatim_and_bounded(text: str, limit: int) -> None:
    found = fragment(text, limit=limit)
    assert found in text
    assert len(found) <= limit + 1
    assert all(sentence in text for sentence in sentences(text))
