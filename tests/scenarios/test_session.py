"""Whole sessions told as stories: in both languages, resumed, cut off, and remembered."""

import re
from pathlib import Path

import pytest

from selfmirror.errors import MirrorError, UsageError
from selfmirror.guide.events import Ended, InsightProposed, Remark, Replied, Started
from selfmirror.guide.methods import load_methods
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.voice import said_in
from selfmirror.paths import Home, shipped_methods
from selfmirror.search.finder import Query
from selfmirror.words.language import Language, detect_language
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember, said
from tests.guide.sessions import (
    ENGLISH,
    RUSSIAN,
    insights,
    mirror_at,
    opened,
    replied,
    started,
    talk,
)

PRAISE = re.compile(
    r"(?i)молод|отличн|прекрасн|замечательн|здорово|great|well done|awesome|wonderful|good job"
)


@pytest.fixture(autouse=True)
def _without_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


def _own_sentences(reply: str) -> list[str]:
    return sorted(said_in([reply]))


@pytest.mark.parametrize(
    ("method", "language", "answers"),
    [
        ("want-now", "ru", RUSSIAN),
        ("which-project", "en", ENGLISH),
    ],
)
def test_a_session_reaches_its_aim_without_repeating_praising_or_interrogating(
    home: Home, clock: FixedClock, method: str, language: str, answers: tuple[str, ...]
) -> None:
    guide = mirror_at(home, clock).guide
    session, opening = opened(guide, method, language)
    replies = [opening, *talk(guide, session, answers, clock)]
    sentences = [s for reply in replies for s in _own_sentences(reply.text)]
    assert len(sentences) == len(set(sentences))
    everything = "\n".join(reply.text for reply in replies)
    assert "!" not in everything
    assert not PRAISE.search(everything)
    assert all(detect_language(reply.text) == language for reply in replies)
    asked = ["?" in re.sub(r"«[^»]*»|“[^”]*”", "", reply.text) for reply in replies]
    assert not any(all(asked[i : i + 3]) for i in range(len(asked) - 2))
    steps = list(dict.fromkeys(reply.step for reply in replies))
    assert len(steps) >= 5
    for reply in replies:
        for quote in reply.evidence:
            assert any(quote.text in answer for answer in answers)
            assert quote.text in reply.text


def test_the_language_follows_the_first_words(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now")
    for answers, language in ((ENGLISH, Language.EN), (RUSSIAN, Language.RU)):
        (reply,) = talk(guide, session, answers[:1], clock)
        assert detect_language(reply.text) is language


def test_older_words_come_back_with_their_date_beside_todays(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    remember(mirror.store, said("Хочу писать книгу и ничего больше.", "2024-03-03"))
    mirror.search.catch_up(lambda _: None)
    session, _ = opened(mirror.guide, "want-now", "ru")
    reply = replied(mirror.guide.say(session, "Книгу писать больше не могу, поздно."))
    assert reply.strategy is Strategy.CONTRAST
    assert "3 марта 2024 вы написали: «Хочу писать книгу и ничего больше»" in reply.text
    assert reply.evidence[0].said.iso() == "2024-03-03"


@pytest.mark.slow
def test_a_question_gets_an_answer_from_dated_words(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    remember(mirror.store, said("I want to build a boat of oak.", "2023-07-01"))
    mirror.search.catch_up(lambda _: None)
    session, _ = opened(mirror.guide, "want-now", "en")
    talk(mirror.guide, session, ENGLISH[:1], clock)
    reply = replied(mirror.guide.say(session, "What did I say about the boat of oak?"))
    assert reply.strategy is Strategy.DIRECT
    assert "On 1 July 2023 you wrote: “I want to build a boat of oak”" in (
        reply.text + " ".join(q.text for q in reply.evidence)
    ) or any(q.said.iso() == "2023-07-01" for q in reply.evidence)


@pytest.mark.slow
def test_a_confirmed_insight_comes_back_in_the_next_session_with_its_date(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, "want-now", "ru")
    talk(mirror.guide, session, RUSSIAN, clock)
    proposed = insights(mirror.guide, session)
    assert 2 <= len(proposed) <= 5
    for insight, answer in zip(proposed, ("д", "y", "н"), strict=False):
        mirror.guide.answer_insight(insight.id, answer)
    (ended,) = mirror.guide.close(session)
    assert ended.turns == len(RUSSIAN)
    assert proposed[0].text in ended.path.read_text("utf-8").split("## insights")[1]
    kept = [belief.statement for belief in mirror.memory.beliefs()]
    assert proposed[0].text in kept
    assert proposed[2].text not in [
        b.statement for b in mirror.memory.beliefs() if b.status == "confirmed"
    ]
    clock.move(days=7)
    _, opening = opened(mirror_at(home, clock).guide, "want-now", "ru")
    assert "10 мая 2026 вы написали: «" in opening.text
    assert opening.evidence[0].text in {proposed[0].text, proposed[1].text}


@pytest.mark.slow
def test_unanswered_insights_stay_candidates_and_answers_win_for_good(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    guide = mirror.guide
    session, _ = opened(guide, "want-now", "en")
    talk(guide, session, ENGLISH, clock)
    first, second, *_ = insights(guide, session)
    assert "y (remember)" in guide.answer_insight(first.id, "perhaps").text
    guide.answer_insight(first.id, "e I want a boat of my own")
    guide.answer_insight(second.id, "n")
    again = {insight.id for insight in insights(guide, session)}
    assert not again & {first.id, second.id}
    assert "I want a boat of my own" in [b.statement for b in mirror.memory.beliefs()]
    with pytest.raises(UsageError, match="no insight"):
        guide.answer_insight("nothing", "y")


@pytest.mark.slow
def test_a_rejected_insight_does_not_come_into_memory_another_way(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, "want-now", "en")
    talk(mirror.guide, session, ["I want to move to the coast before the winter."], clock)
    (insight,) = insights(mirror.guide, session)
    mirror.guide.answer_insight(insight.id, "n")
    list(mirror.guide.close(session))
    mirror.memory.consolidate()
    assert mirror.memory.beliefs() == []
    assert [b.status for b in mirror.memory.beliefs(everything=True)] == ["rejected"]


@pytest.mark.slow
def test_every_insight_is_verbatim_and_carries_its_quote(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    remember(mirror.store, said("Хочу бросить книгу и забыть.", "2025-03-03"))
    mirror.search.catch_up(lambda _: None)
    session, _ = opened(mirror.guide, "want-now", "ru")
    talk(mirror.guide, session, RUSSIAN, clock)
    proposed = insights(mirror.guide, session)
    for insight in proposed:
        assert any(insight.text in answer for answer in RUSSIAN)
        assert insight.evidence[0].text == insight.text
    assert any("3 марта 2025 вы написали" in insight.change for insight in proposed)


def test_slash_commands_steer_and_explain(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, opening = opened(guide, "want-now", "en")

    def remark(line: str) -> str:
        return next(e.text for e in guide.command(session, line) if isinstance(e, Remark))

    talk(guide, session, ENGLISH[:1], clock)
    assert "/skip" in remark("/help")
    assert "no such command" in remark("/dance")
    assert ":" in remark("/why")
    assert "“" in remark("/evidence")
    assert remark("/mode direct") == "Mode: direct."
    assert "unasked" in remark("/nudge off")
    assert remark("/mood")
    skipped = replied(guide.command(session, "/skip"))
    back = replied(guide.command(session, "/back"))
    assert skipped.step != back.step
    assert "erase them" in remark("/undo")
    assert "nothing to show" in remark("/undo")
    assert not insights(guide, session)
    assert opening.text != skipped.text


@pytest.mark.slow
def test_skipping_ends_at_the_last_step_and_going_back_at_the_first(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    session, opening = opened(guide, "want-now", "en")
    steps = [opening.step]
    steps += [replied(guide.command(session, "/skip")).step for _ in range(5)]
    (method, *_) = load_methods(shipped_methods())[0]
    assert steps == [step.id for step in method.steps]
    assert [type(e) for e in guide.command(session, "/skip")] == [Remark]
    other, _ = opened(guide, "want-now", "en")
    assert [type(e) for e in guide.command(other, "/back")] == [Remark]


def test_a_turn_is_on_disk_before_it_is_answered(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now", "ru")
    events = guide.say(session, RUSSIAN[0])
    next(events)
    (file,) = home.journal.rglob("*.md")
    assert RUSSIAN[0] in file.read_text("utf-8")
    events.close()  # type: ignore[attr-defined]
    again = list(mirror_at(home, clock).guide.resume())
    assert started(again) == session
    assert replied(again).text
    (told,) = [e for e in mirror_at(home, clock).guide.resume(session) if isinstance(e, Replied)]
    assert told.text == replied(again).text


def test_words_in_the_transcript_without_a_turn_are_adopted(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    session, _ = opened(mirror.guide, "want-now", "ru")
    (file,) = home.journal.rglob("*.md")
    with file.open("a", encoding="utf-8") as transcript:
        transcript.write(f"\n## me · {clock.now().isoformat()}\n\n{RUSSIAN[0]}\n")
    reply = replied(mirror_at(home, clock).guide.resume(session[:8]))
    assert reply.strategy is not Strategy.CLOSE
    assert list(mirror.guide.close(session))


def test_a_session_that_ended_takes_no_more_words(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now", "en")
    assert [type(e) for e in guide.close(session)] == [Ended]
    assert [type(e) for e in guide.close(session)] == [Ended]
    with pytest.raises(MirrorError, match="has ended"):
        list(guide.say(session, "more"))
    with pytest.raises(UsageError, match="no unfinished"):
        list(guide.resume())


def test_methods_are_proposed_with_a_reason(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    assert [p.method for p in guide.propose("ru")] == ["want-now", "which-project"]
    events = list(guide.begin(None, "ru"))
    assert isinstance(events[0], Started)
    assert events[0].method == "want-now"
    clock.move(days=2)
    first, second = guide.propose("en")
    assert first.method == "which-project"
    assert "2 days ago" in second.reason
    with pytest.raises(UsageError, match="want-now, which-project"):
        list(guide.begin("dance"))


def test_nothing_said_gives_no_insight(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now", "ru")
    assert list(guide.say(session, "  ")) == []
    events = list(guide.command(session, "/end"))
    assert not any(isinstance(event, InsightProposed) for event in events)
    assert isinstance(events[0], Remark)


def test_the_transcript_is_a_markdown_file_of_the_month(home: Home, clock: FixedClock) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now", "ru")
    talk(guide, session, RUSSIAN[:2], clock)
    (file,) = home.journal.rglob("*.md")
    assert file.parent == Path(home.journal / "2026" / "05")
    assert file.read_text("utf-8").count("## me · ") == 2


@pytest.mark.slow
def test_words_taken_back_leave_memory_and_search_also_when_resumed(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session, opening = opened(mirror.guide, "want-now", "ru")
    talk(mirror.guide, session, ["Хочу тишины, а не новых проектов. Решил уволиться."], clock)
    mirror.search.catch_up(lambda _: None)
    mirror.memory.consolidate()
    assert mirror.memory.beliefs()
    list(mirror.guide.command(session, "/undo"))
    resumed = list(mirror_at(home, clock).guide.resume())
    assert replied(resumed).text == opening.text
    for _ in mirror.guide.close(session):
        mirror.journal.reconcile()
    mirror.search.catch_up(lambda _: None)
    mirror.memory.consolidate()
    assert mirror.memory.beliefs(everything=True) == []
    assert mirror.search.find(Query("уволиться тишины")) == []


def test_a_turn_that_is_too_long_is_refused_and_the_session_goes_on(
    home: Home, clock: FixedClock
) -> None:
    guide = mirror_at(home, clock).guide
    session, _ = opened(guide, "want-now", "en")
    (refused,) = guide.say(session, "I want the sea. " * 5000)
    assert isinstance(refused, Remark)
    assert "nothing of it was kept" in refused.text
    assert "`selfmirror note`" in refused.text
    (file,) = home.journal.rglob("*.md")
    assert "## me" not in file.read_text("utf-8")
    assert any(isinstance(event, Replied) for event in guide.say(session, "I want the sea."))
