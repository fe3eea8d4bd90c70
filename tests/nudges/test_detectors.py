"""What the detectors propose, and what they leave alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.memory.belief import Kind, Status
from selfmirror.nudges.detectors import propose, strength_of, subject_likeness
from selfmirror.nudges.nudge import NudgeKind, Proposal
from tests.nudges.beliefs import TODAY, claim, held, turn

BOOK = "want.книга"


def kinds(proposals: list[Proposal]) -> list[NudgeKind]:
    return [proposal.kind for proposal in proposals]


def test_nothing_known_proposes_nothing() -> None:
    assert propose(turn(claim(BOOK), words="книга"), []) == []


def test_a_want_against_an_older_stronger_one_is_proposed_with_its_first_and_last_words() -> None:
    old = held(BOOK, "2025-06-01", "2025-12-01", "2026-02-01", "2026-03-01")
    (found,) = propose(turn(claim(BOOK, -0.8, Kind.DROPPED)), [old])
    assert found.kind is NudgeKind.OLDER_STRONGER
    assert [quote.said.day for quote in found.evidence] == [date(2025, 6, 1), date(2026, 3, 1)]
    assert found.relevance == 1.0


def test_an_older_weaker_want_is_left_alone() -> None:
    assert propose(turn(claim(BOOK, -0.8)), [held(BOOK, "2024-06-01")]) == []


def test_the_same_wish_again_is_left_alone() -> None:
    assert propose(turn(claim(BOOK)), [held(BOOK, "2026-05-01", "2026-05-03")]) == []


def test_an_opposite_within_days_is_a_switch() -> None:
    (found,) = propose(turn(claim(BOOK, -0.8)), [held(BOOK, "2026-05-05")])
    assert found.kind is NudgeKind.SWITCH


def test_wanting_what_was_disliked_is_compared_across_families() -> None:
    dislike = held("liking.лиссабон", "2026-05-05", kind=Kind.AVERSION, polarity=-0.8)
    assert kinds(propose(turn(claim("want.лиссабон")), [dislike])) == [NudgeKind.SWITCH]
    assert propose(turn(claim("want.берлин")), [dislike]) == []


@pytest.mark.parametrize("kind", [Kind.GOAL, Kind.COMMITMENT, Kind.DECISION, Kind.PROJECT])
def test_a_goal_spoken_of_with_nothing_done_for_long_is_stalled(kind: Kind) -> None:
    goal = held(BOOK, "2026-01-10", kind=kind)
    (found,) = propose(turn(words="сегодня книга"), [goal])
    assert (found.kind, found.left) == (NudgeKind.STALLED, False)
    assert propose(turn(words="сегодня море"), [goal]) == []


def test_a_goal_done_recent_or_given_up_now_is_not_stalled() -> None:
    goal = held(BOOK, "2026-01-10", kind=Kind.GOAL)
    done = held(BOOK, "2026-02-01", kind=Kind.DONE)
    assert propose(turn(words="книга"), [goal, done]) == []
    assert propose(turn(words="книга"), [held(BOOK, "2026-05-01", kind=Kind.GOAL)]) == []
    assert NudgeKind.STALLED not in kinds(propose(turn(claim(BOOK, -0.8), words="книга"), [goal]))


def test_a_goal_done_before_it_was_set_again_is_still_stalled() -> None:
    before = held(BOOK, "2025-02-01", kind=Kind.DONE)
    assert (
        len(propose(turn(words="книга"), [held(BOOK, "2026-01-10", kind=Kind.GOAL), before])) == 1
    )


def test_a_goal_once_left_shows_both_the_goal_and_the_leaving() -> None:
    goal = held(BOOK, "2025-09-10", kind=Kind.GOAL)
    dropped = held(BOOK, "2026-01-20", kind=Kind.DROPPED, polarity=-0.8, text="Бросаю книгу")
    found = [
        p
        for p in propose(turn(claim(BOOK), words="книга"), [goal, dropped])
        if p.kind is NudgeKind.STALLED
    ]
    assert [(p.left, [q.text for q in p.evidence]) for p in found] == [
        (True, ["Хочу закончить книгу", "Бросаю книгу"])
    ]


def test_no_dated_evidence_no_proposal() -> None:
    undated, rejected = held(BOOK), held(BOOK, "2026-05-05", status=Status.REJECTED)
    future = held(BOOK, "2027-01-01")
    assert propose(turn(claim(BOOK, -0.8), words="книга"), [undated, rejected, future]) == []


def test_this_turns_own_words_are_no_evidence_against_it() -> None:
    own = held(BOOK, "2026-05-09")
    assert propose(turn(claim(BOOK, -0.8), utterance=own.evidence[0].utterance), [own]) == []


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=8, unique=True), st.integers(1, 500))
def test_evidence_fades_with_time_and_grows_with_days(ages: list[int], later: int) -> None:
    days = [(TODAY - timedelta(days=age)).isoformat() for age in ages]
    belief = held(BOOK, *days)
    now = strength_of(belief, belief.evidence, TODAY)
    assert 0 < now < 1
    assert strength_of(belief, belief.evidence, TODAY + timedelta(days=later)) < now
    assert strength_of(belief, belief.evidence[1:], TODAY) < now


@given(st.text("абв-"), st.text("абв-"))
def test_likeness_of_subjects_is_mutual_and_bounded(one: str, other: str) -> None:
    first, second = f"want.{one}", f"liking.{other}"
    assert subject_likeness(first, second) == subject_likeness(second, first)
    assert 0 <= subject_likeness(first, second) <= 1
