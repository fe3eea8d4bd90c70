"""What of a model's reply may be shown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.guide.gate import Grounds, find_fault
from selfmirror.guide.quoting import balanced, is_verbatim, quoted_spans
from selfmirror.guide.sentences import whole_sentences
from selfmirror.guide.tone import in_language, is_refusal, tone_fault
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.when import DateSource, on_day

QUOTE = Quote("u1", "I don't want the job", on_day(date(2024, 3, 3), DateSource.FILE_NAME), "notes")
GROUNDS = Grounds(Language.EN, [QUOTE], ["I thought about it on 7 May"], "2026-05-10")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("«раз» и “two” и „три“", ["раз", "two", "три"]),
        ('he wrote "so it is" then', ["so it is"]),
        ("you wrote 'I don't want the job', twice", ["I don't want the job"]),
        ("it's the person's own; don't", []),
        ("Look:\n> a whole line\nand on", ["a whole line"]),
    ],
)
def test_quotations_are_found_in_any_marks(text: str, spans: list[str]) -> None:
    assert quoted_spans(text) == spans


@pytest.mark.parametrize(
    ("span", "verbatim"),
    [
        ("I don't want the job", True),
        ("i don’t want", True),
        ("want the job.", True),
        ("want the jo", False),
        ("don't want … job", False),
        ("I do not want the job", False),
        ("Want THE job", False),
        ("…", False),
    ],
)
def test_a_quotation_is_verbatim_or_it_is_none(span: str, *, verbatim: bool) -> None:
    assert is_verbatim(span, [QUOTE.text]) is verbatim


@given(st.text(alphabet='ab .,!?…\n«»"“”', max_size=60), st.data())
def test_sentences_joined_are_the_text_however_it_comes(text: str, data: st.DataObject) -> None:
    at, found, length = 0, list[str](), 0
    while length < len(text):
        length = data.draw(st.integers(length + 1, len(text)))
        for sentence in whole_sentences(text[:length], at):
            assert balanced(sentence)
            found.append(sentence)
            at += len(sentence)
    found += whole_sentences(text, at, ended=True)
    assert "".join(found).strip() == text.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "On 3 March 2024 you wrote “I don't want the job”.",
        "On March 3rd, 2024 you wrote “I don't want the job”.",
        "You named 7 May; on 2024-03-03 it was “I don't want the job”.",
        "What would change by autumn?",
    ],
)
def test_a_true_sentence_may_be_shown(sentence: str) -> None:
    assert find_fault(sentence, GROUNDS) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "On 4 March 2024 you wrote “I don't want the job”.",
        "On 2023-03-03 you wrote “I don't want the job”.",
        "You wrote “I want the job”.",
        "You wrote “I don't want",
        "That's great.",
        "It seems you feel torn.",
        "Do it now!",
        "Ты снова об этом думаешь, как и тогда.",
    ],
)
def test_a_sentence_that_breaks_a_rule_may_not(sentence: str) -> None:
    assert find_fault(sentence, GROUNDS) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "You want it to be great-sized, and soon.",
        "Отличие в том, что тогда ты ждал.",
        "Похоже на то, что было в марте.",
        "Ты писал: «Ура!»",
    ],
)
def test_words_that_only_look_like_praise_pass(sentence: str) -> None:
    assert tone_fault(sentence) is None


def test_a_refusal_is_known_in_both_languages() -> None:
    assert is_refusal("I'm sorry, but I can't help with that.")
    assert is_refusal("К сожалению, я не могу это обсуждать.")
    assert not is_refusal("Ты не можешь решить; что мешает?")


def test_a_few_letters_are_in_any_language() -> None:
    assert in_language("OK.", Language.RU)
    assert not in_language("You keep coming back to it.", Language.RU)
    assert in_language("Ты писал “I want to leave this town”.", Language.RU)
