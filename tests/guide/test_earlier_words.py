"""What was said on earlier days, brought back in a session: side by side, as an answer, and once only."""

from datetime import date

import pytest

from selfmirror.guide.events import NudgeSpoken
from selfmirror.guide.strategy import Choice, Strategy
from selfmirror.paths import Home
from selfmirror.wiring import Mirror
from selfmirror.words.when import DateSource, on_day
from tests.fakes.clocks import FixedClock
from tests.fakes.mirrors import quietly
from tests.fakes.words import remember, said
from tests.guide.sessions import mirror_at, no_vectors, opened, replied, started

__all__ = ["no_vectors"]
pytestmark = pytest.mark.usefixtures("_no_vectors")
WANTED = "Хочу дописать книгу о доме у моря."


def knowing(home: Home, clock: FixedClock, *lines: tuple[str, str]) -> Mirror:
    mirror = mirror_at(home, clock)
    remember(mirror.store, *(said(text, day, source=day) for text, day in lines))
    mirror.search.catch_up(quietly)
    mirror.memory.consolidate()
    return mirror


def begun(mirror: Mirror, day: date | None = None) -> str:
    when = on_day(day, DateSource.GIVEN) if day else None
    return started(list(mirror.guide.begin("want-now", "ru", when)))


def test_a_session_about_a_later_day_sets_then_and_now_side_by_side(
    home: Home, clock: FixedClock
) -> None:
    today = clock.now().date()
    mirror = knowing(home, clock, (WANTED, today.isoformat()))
    session = begun(mirror, date(2026, 5, 13))
    list(mirror.guide.command(session, "/nudge off"))
    reply = replied(mirror.guide.say(session, "Не хочу дописать книгу о доме у моря."))
    assert reply.strategy is Strategy.CONTRAST
    assert "10 мая 2026 вы написали: «Хочу дописать книгу о доме у моря»" in reply.text
    assert "«Не хочу дописать книгу о доме у моря»" in reply.text


def test_the_words_that_say_the_opposite_are_the_ones_contrasted(
    home: Home, clock: FixedClock
) -> None:
    mirror = knowing(
        home, clock, ("Книга лежит на столе у окна.", "2024-01-01"), (WANTED, "2025-03-01")
    )
    session = begun(mirror)
    list(mirror.guide.command(session, "/nudge off"))
    reply = replied(mirror.guide.say(session, "Не хочу дописать книгу."))
    assert "1 марта 2025 вы написали" in reply.text


def test_the_opposite_about_the_same_thing_comes_before_the_opposite_about_another(
    home: Home, clock: FixedClock
) -> None:
    mirror = knowing(
        home,
        clock,
        ("Хочу к морю.", "2025-03-01"),
        ("Я решил писать по утрам.", "2025-03-02"),
        ("Хочу дописать книгу о реке.", "2025-03-03"),
    )
    session = begun(mirror)
    list(mirror.guide.command(session, "/nudge off"))
    reply = replied(mirror.guide.say(session, "Больше не хочу писать книгу"))
    assert reply.strategy is Strategy.CONTRAST
    assert "3 марта 2025 вы написали: «Хочу дописать книгу о реке»" in reply.text


@pytest.mark.parametrize("question", ["Чего я хотел раньше?", "Чего я хотел в марте 2025?"])
def test_a_question_about_wants_is_answered_from_memory_inside_a_session(
    home: Home, clock: FixedClock, question: str
) -> None:
    mirror = knowing(home, clock, (WANTED, "2025-03-01"))
    session = begun(mirror)
    reply = replied(mirror.guide.say(session, question))
    assert reply.strategy is Strategy.DIRECT
    assert "1 марта 2025 вы написали: «Хочу дописать книгу о доме у моря»" in reply.text
    assert "Гипотеза" not in reply.text, "nothing was said today to compare it with"


def test_an_answer_leads_with_what_was_wanted_not_with_what_was_said_last(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session = begun(mirror)
    for words in (WANTED, "Мешает то, что после работы я устаю и листаю ленту."):
        list(mirror.guide.say(session, words))
    reply = replied(mirror.guide.say(session, "Что мне делать?"))
    assert "«Хочу дописать книгу о доме у моря»" in reply.text


def test_what_the_opening_brought_back_is_still_set_against_its_opposite(
    home: Home, clock: FixedClock
) -> None:
    mirror = knowing(home, clock, (WANTED, "2026-04-01"))
    (belief,) = mirror.memory.beliefs()
    mirror.memory.confirm(belief.id)
    session, opening = opened(mirror.guide, language="ru")
    assert "1 апреля 2026 вы написали" in opening.text
    events = list(mirror.guide.say(session, "Не хочу дописать книгу о доме у моря."))
    reply = replied(events)
    assert reply.strategy is Strategy.CONTRAST
    assert "1 апреля 2026 вы написали: «Хочу дописать книгу о доме у моря»" in reply.text
    assert not [e for e in events if isinstance(e, NudgeSpoken)], "the reply says it already"
    again = replied(mirror.guide.say(session, "Не хочу больше дописать эту книгу."))
    assert "1 апреля" not in again.text


def test_what_a_nudge_showed_the_reply_does_not_show_again(home: Home, clock: FixedClock) -> None:
    lines = [(f"Хочу дописать книгу, глава {n}.", f"2026-04-{n:02}") for n in range(1, 9)]
    mirror = knowing(home, clock, *lines)
    session = begun(mirror)
    choice = Choice(Strategy.REFLECT, "asked")
    words = "Больше не хочу дописать книгу."
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selfmirror.guide.replying.choose_strategy", lambda *_: choice)
        events = list(mirror.guide.say(session, words))
    nudges = [event for event in events if isinstance(event, NudgeSpoken)]
    assert nudges, "eight days of a want against its opposite"
    shown = {quote.utterance for quote in nudges[0].evidence}
    assert not shown & {quote.utterance for quote in replied(events).evidence}
