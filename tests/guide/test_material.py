"""Which of the person's words are given back: their own, cut so that they still say it, and nothing said of the talk."""

import pytest

from selfmirror.guide.aside import Aside
from selfmirror.guide.clauses import shortened
from selfmirror.guide.hearing import fragment, hear, hedged, sentences
from selfmirror.guide.quoting import is_verbatim, quoted_spans
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.voice import Voice
from selfmirror.paths import Home
from selfmirror.words.language import Language
from tests.fakes.clocks import FixedClock
from tests.fakes.mirrors import quietly
from tests.fakes.words import remember, said
from tests.guide.sessions import insights, mirror_at, no_vectors, opened, replied, talk

__all__ = ["no_vectors"]
pytestmark = pytest.mark.usefixtures("_no_vectors")
LONG = (
    "Больше всего внимания сейчас забирает работа в редакции: третий месяц дедлайны, и мне кажется, "
    "что я хочу не отпуск, а уйти оттуда совсем."
)


def test_a_long_sentence_is_cut_where_it_still_says_the_same() -> None:
    assert fragment(LONG, kind="want", limit=110) == (
        "третий месяц дедлайны, и мне кажется, что я хочу не отпуск, а уйти оттуда совсем"
    )
    assert not any(part.endswith((" не", "хочу не отпуск")) for part in shortened(LONG, 200))
    assert shortened("I do not think, that I want to leave my work", 30) == []
    whole = "Мне страшно остаться без денег."
    unbroken = "слово " * 40
    assert fragment(f"{unbroken}. {whole}", limit=110) == whole.rstrip(".")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "Мой друг Костя говорит: «Тебе надо открыть издательство, ты же хочешь». А я не хочу.",
            ["А я не хочу."],
        ),
        ("My friend wrote to me: 'you want to be a writer, admit it'", []),
        ("My friend wrote: 'You want it. Admit it.' I do not want it.", ["I do not want it."]),
        ("Лена сказала, что я хочу уйти из редакции.", []),
        ("«Ты хочешь к морю», — сказал Костя.", []),
        ("Мне говорят, что пора.", []),
        ("My boss told me to stay.", []),
        ("Я сказала маме, что хочу уйти.", ["Я сказала маме, что хочу уйти."]),
        ("Вчера сказала маме, что ухожу.", ["Вчера сказала маме, что ухожу."]),
        ("I told my boss that I want to leave.", ["I told my boss that I want to leave."]),
        ("Внутренний голос говорит, что пора.", ["Внутренний голос говорит, что пора."]),
        ("Хочу, чтобы люди говорили: «пиши».", ["Хочу, чтобы люди говорили: «пиши»."]),
        ("Боюсь, что он думает, что я слабая.", ["Боюсь, что он думает, что я слабая."]),
        ("When she says that I am lazy, I leave.", ["When she says that I am lazy, I leave."]),
        ("Это говорит о том, что я устал.", ["Это говорит о том, что я устал."]),
        ("Хочу дописать «Дом у моря. Начало».", ["Хочу дописать «Дом у моря. Начало»."]),
    ],
)
def test_what_others_say_is_not_given_back_as_the_persons_own(text: str, own: list[str]) -> None:
    assert sentences(text) == own
    assert bool(hear(text).words) is bool(own)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Да ну, какой-то бред.", Aside.MISSED),
        ("Что за чушь ты несёшь?", Aside.MISSED),
        ("Глупый вопрос.", Aside.MISSED),
        ("This is useless", Aside.MISSED),
        ("Nonsense, you don't understand me.", Aside.MISSED),
        ("Зачем ты это спрашиваешь?", Aside.WHY),
        ("Why do you keep asking me the same thing?", Aside.WHY),
        ("Моя работа — ерунда.", None),
        ("Всё бесполезно.", None),
        ("Почему ты ушёл от меня?", None),
        ("why do I keep doing this?", None),
        ("Какой-то бред. Я хочу писать книгу.", None),
    ],
)
def test_what_is_said_of_the_talk_is_told_from_what_is_said_of_oneself(
    text: str, aside: Aside | None
) -> None:
    assert hear(text).aside is aside


@pytest.mark.parametrize(
    "answer", ["не знаю", "Не знаю.", "idk", "да", "нет", "ок", "I don't know"]
)
def test_a_bare_answer_is_not_given_back(answer: str) -> None:
    assert fragment(answer) == ""


def test_an_angry_remark_is_owned_and_kept_out_of_the_insights(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, language="ru")
    first, second = talk(guide, session, ["Да ну, какой-то бред.", "Ерунда."], clock)
    for reply in (first, second):
        assert reply.strategy is Strategy.DIRECT
        assert "«" not in reply.text
        assert not reply.evidence
    assert "промах" in first.text + second.text
    assert first.text != second.text
    assert not insights(guide, session)


@pytest.mark.parametrize(
    ("language", "question", "aim"),
    [
        ("ru", "Зачем ты это спрашиваешь?", "назвать, что сейчас занимает"),
        ("en", "Why do you keep asking me the same thing?", "to name what is on the mind"),
    ],
)
def test_a_question_about_the_question_gets_the_aim_of_the_step(
    home: Home, clock: FixedClock, language: str, question: str, aim: str
) -> None:
    guide = mirror_at(home, clock).guide
    session, opening = opened(guide, language=language)
    reply = replied(guide.say(session, question))
    assert aim in reply.text
    assert "/skip" in reply.text
    assert reply.step == opening.step


def test_another_day_brings_back_neither_a_friends_words_nor_a_bare_answer(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    remember(
        mirror.store,
        said("Костя говорит: «Ты хочешь открыть издательство». ", "2025-03-01", source="a"),
        said("не знаю", "2025-03-02", source="b"),
    )
    mirror.search.catch_up(quietly)
    session, _ = opened(mirror.guide, language="ru")
    answers = ["Издательство открыть не хочу.", "не знаю"]
    replies = talk(mirror.guide, session, answers, clock)
    assert not any("2025" in reply.text or "«не знаю»" in reply.text for reply in replies)


def test_words_with_a_reservation_are_not_called_firm() -> None:
    assert hedged("Наверное, я хотела бы уйти")
    assert hedged("I guess I want to leave")
    assert not hedged("Хочу уйти")


def test_a_quotation_within_a_quotation_takes_the_inner_marks() -> None:
    words = "Хочу дописать «Дом у моря»"
    shown = Voice(Language.RU, frozenset()).quoted(words)
    assert shown == "«Хочу дописать „Дом у моря“»"
    (span,) = quoted_spans(shown)
    assert is_verbatim(span, [words])
    english = Voice(Language.EN, frozenset()).quoted("I read “The Sea” again")
    assert english == "“I read ‘The Sea’ again”"
    assert is_verbatim(quoted_spans(english)[0], ["I read “The Sea” again"])
