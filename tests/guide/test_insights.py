"""What a session's words become at its end: what stands, set against words about the same, and left out if rejected."""

import pytest

from selfmirror.guide import notices
from selfmirror.guide.insights import Draft, draft_insights, with_change
from selfmirror.guide.method import Method
from selfmirror.guide.methods import load_methods
from selfmirror.guide.recall import older_words
from selfmirror.guide.turn import Exchange
from selfmirror.memory.belief import Kind, Status
from selfmirror.paths import Home, shipped_methods
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.when import DateSource, on_day
from tests.fakes.clocks import FixedClock
from tests.fakes.mirrors import quietly
from tests.fakes.words import RECORDED, remember, said
from tests.guide.sessions import insights, mirror_at, no_vectors, opened, talk

__all__ = ["no_vectors"]
pytestmark = pytest.mark.usefixtures("_no_vectors")


@pytest.fixture(scope="module")
def method() -> Method:
    return next(m for m in load_methods(shipped_methods())[0] if m.id == "want-now")


def quote(text: str) -> Quote:
    return Quote(text, text, on_day(RECORDED.date(), DateSource.GIVEN), "today")


def drafted(method: Method, *answers: tuple[int, str]) -> list[str]:
    """The drafts of a session in which these were the answers to its steps of these numbers."""
    exchanges = [
        Exchange(number, method.steps[step].id, text, quote(text), None, "")
        for number, (step, text) in enumerate(answers)
    ]
    return [draft.text for draft in draft_insights(method, exchanges)]


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ([(0, "Хочу дописать книгу"), (0, "Не хочу книгу")], ["Не хочу книгу"]),
        ([(0, "Хочу дописать книгу"), (1, "Не хочу книгу")], ["Не хочу книгу"]),
        (
            [
                (0, "I want to write a book about the river"),
                (1, "It rained. I no longer want to write a book."),
            ],
            ["I no longer want to write a book"],
        ),
        (
            [(0, "Хочу дописать книгу"), (1, "Не хочу книгу"), (2, "Снова хочу дописать книгу")],
            ["Снова хочу дописать книгу"],
        ),
        (
            [(0, "Хочу дописать книгу"), (1, "Не хочу на море")],
            ["Хочу дописать книгу", "Не хочу на море"],
        ),
    ],
)
def test_what_later_words_ended_gives_way_to_them(
    method: Method, answers: list[tuple[int, str]], left: list[str]
) -> None:
    assert drafted(method, *answers) == left


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        (
            ["I want to finish the book about the river", "I decided to write in the mornings"],
            {"I want to finish the book about the river", "I decided to write in the mornings"},
        ),
        (["Хочу дописать книгу", "Дома всё как обычно, тихо"], {"Хочу дописать книгу"}),
        (["Maybe I'm just tired of it all"], set()),
        (
            ["Наверное, я просто устала от этого", "Отдых нужен каждый день"],
            {"Отдых нужен каждый день"},
        ),
        (["If I wake up late, I'll write at lunch"], {"If I wake up late, I'll write at lunch"}),
    ],
)
def test_whatever_is_said_outright_is_proposed_and_no_guess_is(
    method: Method, answers: list[str], left: set[str]
) -> None:
    assert set(drafted(method, *((0, answer) for answer in answers))) == left


def test_what_was_proposed_is_not_proposed_again_when_later_words_ended_it(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, language="ru")
    talk(guide, session, ["Хочу дописать книгу"], clock)
    assert [insight.text for insight in insights(guide, session)] == ["Хочу дописать книгу"]
    talk(guide, session, ["Не хочу книгу"], clock)
    assert [insight.text for insight in insights(guide, session)] == ["Не хочу книгу"]


@pytest.mark.parametrize(
    ("then", "now", "set_against"),
    [
        ("Dissected one of the Sea Mice", "I want the sea", False),
        ("I want the sea again", "I want the sea", True),
        ("The book is too late, I can't", "I want to write a book", True),
        ("Хочу закончить книгу о реке", "Не хочу книгу", True),
        ("Хочу бросить книгу", "Хочу писать книгу, но боюсь", True),
        ("Книга лежит на столе", "Хочу дописать книгу", False),
    ],
)
def test_an_insight_is_set_against_the_same_subject_not_the_same_word(
    then: str, now: str, set_against: bool
) -> None:
    draft = with_change(Draft(Kind.WANT, now, (quote(now),)), [quote(then)], Language.EN)
    assert bool(draft.change) is set_against
    assert (quote(then) in draft.evidence) is set_against


def test_an_old_question_is_not_set_against_todays_words(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    remember(mirror.store, said("Хочу закончить книгу о реке", "2025-03-01", source="a"))
    remember(mirror.store, said("Что я писал о книге?", "2025-04-01", source="b"))
    mirror.search.catch_up(quietly)
    found = older_words(mirror.guide._on.looking(), "Хочу дописать книгу", frozenset())
    assert [one.text for one in found] == ["Хочу закончить книгу о реке"]


@pytest.mark.slow
def test_what_is_rejected_is_left_out_however_often_the_session_said_it(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, language="ru")
    talk(mirror.guide, session, ["Хочу дописать книгу о доме", "Хочу книгу", "Люблю горы"], clock)
    (insight,) = insights(mirror.guide, session)
    assert "книгу" in insight.text
    mirror.guide.answer_insight(insight.id, "н")
    list(mirror.guide.close(session))
    mirror.memory.consolidate()
    assert [b.statement for b in mirror.memory.beliefs()] == ["Люблю горы"]


@pytest.mark.slow
def test_rejecting_one_insight_leaves_another_to_its_own_answer(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, language="ru")
    answers = ["Хочу дописать книгу о доме у моря", "Хочу новую книгу", "Хочу книгу стихов деда"]
    for answer in answers:
        talk(mirror.guide, session, [answer], clock)
        list(mirror.guide.command(session, "/skip"))
    first, second, *_ = insights(mirror.guide, session)
    mirror.guide.answer_insight(first.id, "д")
    mirror.guide.answer_insight(second.id, "н")
    mirror.memory.consolidate()
    confirmed = [b for b in mirror.memory.beliefs() if b.status is Status.CONFIRMED]
    assert first.text in [belief.statement for belief in confirmed]


def test_what_is_said_of_confirming_is_true(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, language="en")
    talk(mirror.guide, session, ["I want to write a book", "I love the mountains"], clock)
    for insight in insights(mirror.guide, session):
        if "book" in insight.text:
            mirror.guide.answer_insight(insight.id, "y")
    mirror.memory.consolidate()
    held = {b.statement: b.status for b in mirror.memory.beliefs()}
    assert held["I want to write a book"] is Status.CONFIRMED
    assert set(held.values()) == {Status.CONFIRMED, Status.CANDIDATE}, "the rest is only inferred"
    assert "certain" in notices.TO_CONFIRM.en
