"""What a session says around the person's words: its opening, its commands, its insights."""

import re
from datetime import date

import pytest

from selfmirror.affect.reading import Reading
from selfmirror.cli.session_faces import insight_text
from selfmirror.guide.events import InsightProposed, Remark, Started
from selfmirror.guide.guide import Guide
from selfmirror.guide.insights import draft_insights
from selfmirror.guide.method import Method
from selfmirror.guide.methods import load_methods
from selfmirror.guide.notices import mood_line, quote_lines
from selfmirror.guide.terms import terms
from selfmirror.guide.turn import Exchange
from selfmirror.guide.voice import Voice, said_in
from selfmirror.memory.belief import Kind
from selfmirror.paths import Home, shipped_methods
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.spoken import days_ago
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, on_day
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember, said
from tests.guide.sessions import insights, mirror_at, no_vectors, opened, replied

__all__ = ["no_vectors"]
pytestmark = pytest.mark.usefixtures("_no_vectors")
INVITES = "You may answer in English"


def introduction(guide: Guide, language: str | None) -> str:
    events = guide.begin("want-now", language)
    return next(event.text for event in events if isinstance(event, Started))


def remarks(guide: Guide, session: str, line: str) -> str:
    return "\n".join(e.text for e in guide.command(session, line) if isinstance(e, Remark))


def test_the_other_language_is_offered_only_where_none_is_known(
    home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    mirror = mirror_at(home, clock)
    assert INVITES in introduction(mirror.guide, None)
    assert INVITES not in introduction(mirror.guide, "ru")
    remember(mirror.store, said("Весь день шёл дождь.", "2024-01-10"))
    assert INVITES not in introduction(mirror.guide, None)


def test_a_proposal_names_the_method_by_its_title_and_says_when_it_was_last_done(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    first, *others = guide.propose("ru")
    assert first.said.startswith("Почему «Чего я хочу сейчас»: с этого начинают")
    assert all(other.reason.startswith("этого ещё не было") for other in others)
    opened(guide, "want-now")
    opened(guide, "which-project")
    assert "последний раз сегодня" in guide.propose("ru")[0].said
    clock.move(days=3)
    assert "последний раз 3 дня назад" in guide.propose("ru")[0].said
    assert guide.propose("en")[0].said.startswith("Why “What do I want now”: last done 3 days ago")


@pytest.mark.parametrize(
    ("days", "russian", "english"),
    [
        (0, "сегодня", "today"),
        (1, "вчера", "yesterday"),
        (2, "2 дня назад", "2 days ago"),
        (11, "11 дней назад", "11 days ago"),
        (21, "21 день назад", "21 days ago"),
        (112, "112 дней назад", "112 days ago"),
    ],
)
def test_days_are_counted_in_grammatical_words(days: int, russian: str, english: str) -> None:
    assert days_ago(days, Language.RU) == russian
    assert days_ago(days, Language.EN) == english


def test_a_mode_that_there_is_not_is_answered_with_those_there_are(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, language="en")
    assert remarks(guide, session, "/mode strict") == (
        "Mode: auto. There are auto, direct, socratic."
    )


def test_taking_words_back_says_which_question_stands(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, opening = opened(guide, language="ru")
    list(guide.say(session, "Я хочу писать книгу о море."))
    undone = remarks(guide, session, "/undo")
    assert "Ваши последние слова взяты назад" in undone
    assert undone.endswith(opening.text.splitlines()[-1])


def test_what_was_said_to_words_taken_back_is_not_said_again(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, language="en")
    words = "I want to build a small boat."
    first = replied(guide.say(session, words)).text
    remarks(guide, session, "/undo")
    assert not said_in([first]) & said_in([replied(guide.say(session, words)).text])


def test_insights_are_named_in_the_language_of_the_session() -> None:
    def shown(text: str, language: Language) -> str:
        return insight_text(InsightProposed("i", "want", text, "", ()), language)

    assert shown("Хочу писать книгу", Language.RU) == "[желание] Хочу писать книгу"
    assert shown("Хочу писать книгу", Language.EN) == "[want] Хочу писать книгу"


def test_what_is_said_of_a_session_is_in_its_language(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, language="ru")
    list(guide.say(session, "Я хочу писать книгу о море."))
    assert not re.search(r"^[a-z]+:", remarks(guide, session, "/why"))
    assert remarks(guide, session, "/mode socratic") == "Режим: спрашивает (socratic)."
    joyful = Reading(0.5, 0.5, 0.1, {"joy": 0.9}, ("joy",), 0.9)
    assert "(радость)" in mood_line(joyful, Language.RU)
    assert "(joy)" in mood_line(joyful, Language.EN)
    english, _ = opened(guide, language="en")
    list(guide.say(english, "Хочу писать книгу о море каждый день."))
    (insight,) = insights(guide, english)
    assert guide.answer_insight(insight.id, "?").text.startswith("Answer y")
    assert guide.answer_insight(insight.id, "n").text == "Rejected."


@pytest.mark.parametrize(
    ("step", "words", "kind"),
    [
        ("list", "Не хочу дописать книгу о доме.", Kind.WANT),
        ("now", "А я этого как раз не хочу.", Kind.FACT),
        ("whose", "Завтра в семь утра сяду за стол и напишу страницу.", Kind.COMMITMENT),
        ("against", "Если проснусь поздно, то напишу страницу в обед.", Kind.COMMITMENT),
        ("whose", "I walk along the harbour in the rain.", Kind.FACT),
        ("whose", "Мне важно решать самому.", Kind.VALUE),
        ("against", "I am afraid that it will be dull.", Kind.FEAR),
        ("against", "Боюсь, что выйдет скучно.", Kind.FEAR),
    ],
)
def test_an_insight_is_what_its_words_say_whatever_the_step(
    step: str, words: str, kind: Kind
) -> None:
    method = next(m for m in load_methods(shipped_methods())[0] if step in ids(m))
    quote = Quote("u", words, UNKNOWN_TIME, "today")
    (draft,) = draft_insights(method, [Exchange(1, step, words, quote, None, "")])
    assert draft.kind is kind


def ids(method: Method) -> list[str]:
    return [step.id for step in method.steps]


def test_a_confirmed_insight_rests_on_todays_words_alone(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    remember(mirror.store, said("Хочу писать книгу о море.", "2024-01-10"))
    mirror.search.catch_up(lambda _: None)
    session, _ = opened(mirror.guide, language="ru")
    list(mirror.guide.say(session, "Больше не хочу писать книгу о море."))
    (insight,) = insights(mirror.guide, session)
    assert "10 января 2024" in insight.change
    mirror.guide.answer_insight(insight.id, "д")
    (belief,) = mirror.memory.beliefs()
    assert {quote.utterance for quote in belief.evidence} == {insight.evidence[0].utterance}


def test_a_quote_is_dated_as_exactly_as_its_day_is_known() -> None:
    month = on_day(date(2026, 3, 1), DateSource.FOLDER_NAME, Precision.MONTH)
    quote = Quote("u", "I want the sea", month, "diary")
    assert quote_lines([quote], Language.EN) == "March 2026, diary: “I want the sea”"
    assert Voice(Language.RU, frozenset()).dated(quote).startswith("В марте 2026 вы написали: «")


def test_what_was_answered_in_part_is_asked_last() -> None:
    voice = Voice(Language.RU, frozenset())
    asks = ("Осталось бы это, если бы о результате никто не узнал?", "Ради чего вам это?")
    assert voice.fresh_ask(asks) == asks[0]
    assert voice.fresh_ask(asks, terms("Писал бы до обеда.")) == asks[0]
    heard = terms("Писал бы, даже если никто не узнает.")
    assert voice.fresh_ask(asks, heard) == asks[1]
    assert voice.fresh_ask(asks[:1], heard) == asks[0]
