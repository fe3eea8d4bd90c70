"""The embedded guide's own laws, for any answers: nothing twice, quotes verbatim, no third question, no exclamation."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfmirror.affect.reading import Reading
from selfmirror.guide.embedded import EmbeddedGuide
from selfmirror.guide.events import ReplyPiece
from selfmirror.guide.methods import load_methods
from selfmirror.guide.policy import choose_strategy
from selfmirror.guide.situation import read_situation
from selfmirror.guide.strategy import MODES, Choice, Mode, Strategy
from selfmirror.guide.turn import Exchange, Reply, TimeContext, TurnContext
from selfmirror.guide.voice import said_in
from selfmirror.paths import shipped_methods
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.when import DateSource, at_instant, on_day
from tests.guide.sessions import ENGLISH, RUSSIAN

NOW = datetime(2026, 5, 10, 21, 30, tzinfo=UTC)
OLD = {
    Language.RU: Quote(
        "old", "Хочу писать книгу у моря", on_day(date(2024, 3, 3), DateSource.FILE_NAME), "2024"
    ),
    Language.EN: Quote(
        "old", "I want to build a boat", on_day(date(2024, 3, 3), DateSource.FILE_NAME), "2024"
    ),
}
ODD = (
    "да",
    "не знаю",
    "...",
    "Что ты думаешь?",
    "What should I do?",
    "> theirs",
    "Хватит.",
    "a\nb",
)


def rehearse(
    method: str, language: Language, answers: list[str], mode: Mode = "auto", stress: float = 0.0
) -> list[tuple[Reply, TurnContext]]:
    """A session without a store: every reply with the context that it answered."""
    chosen = next(m for m in load_methods(shipped_methods())[0] if m.id == method)
    step, earlier = chosen.steps[0], list[Exchange]()
    happened = []
    for number, words in enumerate(["", *answers]):
        moment = at_instant(NOW + timedelta(minutes=number))
        quote = Quote(f"u{number}", words, moment, "today") if words else None
        reading = Reading(0.0, 0.5, stress if number == 3 else 0.1, confidence=0.9)
        recalled = (OLD[language],) if number else ()
        situation = read_situation(
            (chosen, step, mode), earlier, words, reading, recalled, NOW.date()
        )
        choice = choose_strategy(situation, language) if words else Choice(Strategy.STEP, "opening")
        target = chosen.after(step.id)
        context = TurnContext(
            language, chosen, step, target, mode, step.moves, choice, tuple(earlier), words, quote,
            recalled, reading, TimeContext(NOW, 3), recalled,
        )  # fmt: skip
        *pieces, reply = EmbeddedGuide().reply(context)
        assert isinstance(reply, Reply)
        assert "".join(p.text for p in pieces if isinstance(p, ReplyPiece)) == reply.text
        happened.append((reply, context))
        earlier.append(Exchange(number, step.id, words, quote, reply.strategy, reply.text, reading))
        if reply.strategy in {Strategy.STEP, Strategy.PIVOT} and words and target:
            step = target
    return happened


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["want-now", "which-project"]),
    st.sampled_from([Language.RU, Language.EN]),
    st.lists(st.sampled_from([*RUSSIAN, *ENGLISH, *ODD]), max_size=24),
    st.sampled_from(MODES),
    st.sampled_from([0.0, 0.9]),
)
def test_nothing_is_said_twice_and_quotes_are_verbatim_whatever_is_answered(
    method: str, language: Language, answers: list[str], mode: Mode, stress: float
) -> None:
    heard: set[str] = set()
    for reply, context in rehearse(method, language, answers, mode, stress):
        assert reply.text.strip()
        sentences = said_in([reply.text])
        assert not heard & sentences, sorted(heard & sentences)
        heard |= sentences
        assert "!" not in re.sub(r"«[^»]*»|“[^”]*”", "", reply.text)
        for quote in reply.evidence:
            spoken = [context.words, OLD[language].text, *(e.words for e in context.earlier)]
            assert any(quote.text in one for one in spoken)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([*RUSSIAN, *ODD]), min_size=3, max_size=15))
def test_three_replies_in_a_row_never_all_ask(answers: list[str]) -> None:
    replies = [reply.text for reply, _ in rehearse("want-now", Language.RU, answers)]
    asking = ["?" in re.sub(r"«[^»]*»", "", text) for text in replies]
    assert not any(all(asking[i : i + 3]) for i in range(len(asking) - 2)), replies


def test_strong_stress_is_met_by_slowing_down() -> None:
    strategies = [
        r.strategy for r, _ in rehearse("want-now", Language.RU, list(RUSSIAN), stress=0.9)
    ]
    assert strategies[3] is Strategy.GROUND


def test_the_same_answer_again_and_again_leads_elsewhere() -> None:
    same = ["Не знаю, чего я хочу от этой работы."] * 6
    strategies = [reply.strategy for reply, _ in rehearse("want-now", Language.RU, same)]
    assert Strategy.PIVOT in strategies


def test_the_aim_is_reached_in_eight_to_fifteen_turns() -> None:
    for language, answers in ((Language.RU, RUSSIAN), (Language.EN, ENGLISH)):
        more = [*answers, *(f"Мысль {n} о лодке {n}, и мне так спокойнее." for n in range(7))]
        for method in ("want-now", "which-project"):
            strategies = [reply.strategy for reply, _ in rehearse(method, language, more)]
            assert 8 <= strategies.index(Strategy.CLOSE) <= 15
