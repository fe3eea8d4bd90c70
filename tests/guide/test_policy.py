"""The strategy is chosen from what was said, and the reason is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.guide.policy import ASKING, LENGTH, Situation, choose_strategy
from selfmirror.guide.strategy import MODES, Strategy
from selfmirror.words.language import Language

CALM = Situation(
    asked=False,
    ending=False,
    readiness=1,
    stress=0.1,
    rising=False,
    stale=0,
    step_done=False,
    last_step=False,
    older_words=False,
    short=False,
    turn=2,
    moves=(Strategy.STEP, Strategy.REFLECT),
    allowed=frozenset(Strategy),
)


@pytest.mark.parametrize(
    ("change", "strategy"),
    [
        ({"asked": True}, Strategy.DIRECT),
        ({"asked": True, "mode": "socratic"}, Strategy.SOCRATIC),
        ({"mode": "direct"}, Strategy.DIRECT),
        ({"ending": True}, Strategy.CLOSE),
        ({"stress": 0.9}, Strategy.GROUND),
        ({"stress": 0.65, "rising": True}, Strategy.GROUND),
        ({"stale": 2}, Strategy.PIVOT),
        ({"older_words": True}, Strategy.CONTRAST),
        ({"readiness": -2}, Strategy.REFRAME),
        ({"step_done": True}, Strategy.STEP),
        ({"step_done": True, "last_step": True}, Strategy.CLOSE),
        ({"turn": LENGTH}, Strategy.CLOSE),
        ({"short": True}, Strategy.SOCRATIC),
        ({"moves": (Strategy.STEP, Strategy.SOCRATIC)}, Strategy.REFLECT),
        ({"moves": (Strategy.STEP, Strategy.SOCRATIC), "turn": 5}, Strategy.SUMMARISE),
        ({}, Strategy.SOCRATIC),
    ],
)
def test_what_was_heard_decides(change: dict[str, object], strategy: Strategy) -> None:
    now = replace(CALM, **change)  # type: ignore[arg-type]
    assert choose_strategy(now, Language.EN).strategy is strategy


@given(
    st.builds(
        Situation,
        asked=st.booleans(),
        ending=st.booleans(),
        readiness=st.integers(-3, 3),
        stress=st.floats(0, 1),
        rising=st.booleans(),
        stale=st.integers(0, 4),
        step_done=st.booleans(),
        last_step=st.booleans(),
        older_words=st.booleans(),
        short=st.booleans(),
        turn=st.integers(1, 30),
        moves=st.lists(st.sampled_from(sorted(Strategy))).map(tuple),
        allowed=st.frozensets(st.sampled_from(sorted(Strategy))),
        mode=st.sampled_from(MODES),
    ),
    st.sampled_from([Language.RU, Language.EN]),
)
def test_a_choice_is_always_made_with_a_reason_and_never_a_third_question(
    now: Situation, language: Language
) -> None:
    choice = choose_strategy(now, language)
    assert choice.reason
    asked_twice = len(now.moves) >= 2 and all(move in ASKING for move in now.moves[-2:])
    assert not (asked_twice and choice.strategy in ASKING)
