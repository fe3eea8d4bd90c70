"""When the arbiter speaks, and how it learns."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.affect.reading import Reading
from selfmirror.nudges.arbiter import COST, Circumstances, Past, decide, distress_of
from selfmirror.nudges.learning import Answered, learn
from selfmirror.nudges.nudge import Decision, NudgeKind, Outcome, Proposal
from selfmirror.nudges.wording import word
from selfmirror.words.language import Language
from tests.nudges.beliefs import held

NOW = datetime(2026, 5, 10, 21, 30, tzinfo=UTC)
FEATURES = {
    "evidence": 0.8,
    "relevance": 1.0,
    "novelty": 1.0,
    "stakes": 0.9,
    "distress": 0.0,
    "recency": 0.0,
}


def seen(
    kind: NudgeKind = NudgeKind.OLDER_STRONGER, subject: str = "want.книга", strength: float = 0.8
) -> Proposal:
    return Proposal(kind, subject, held(subject, "2026-03-03").evidence, strength, 1.0, 0.8)


def around(
    *past: Past, distress: float = 0.0, disabled: frozenset[NudgeKind] = frozenset(), daily: int = 3
) -> Circumstances:
    return Circumstances(NOW, distress, past, disabled, daily)


def before(
    hours: float,
    outcome: Outcome | None = None,
    subject: str = "want.книга",
    decision: Decision = Decision.SPOKEN,
    kind: NudgeKind = NudgeKind.OLDER_STRONGER,
) -> Past:
    at = NOW - timedelta(hours=hours)
    return Past(at, kind, subject, decision, FEATURES, outcome, at if outcome else None)


def outcome_of(proposal: Proposal, circumstances: Circumstances) -> tuple[Decision, str]:
    (verdict,) = decide([proposal], circumstances)
    return verdict.decision, verdict.reason


def test_strong_evidence_on_the_subject_speaks_and_weak_does_not() -> None:
    assert outcome_of(seen(), around())[0] is Decision.SPOKEN
    assert outcome_of(seen(strength=0.2), around()) == (
        Decision.WITHHELD,
        "not worth its interruption",
    )


def test_nothing_proposed_is_silence() -> None:
    assert decide([], around()) == []


def test_one_nudge_a_turn_at_most() -> None:
    verdicts = decide([seen(), seen(NudgeKind.SWITCH, "want.море", 0.9)], around())
    assert [v.decision for v in verdicts] == [Decision.SPOKEN, Decision.WITHHELD]
    assert verdicts[0].weighed.proposal.subject == "want.море"
    assert verdicts[1].reason == "another was worth more"


@pytest.mark.parametrize(
    ("circumstances", "reason"),
    [
        (around(distress=0.7), "no arguing with distress"),
        (
            around(before(5, subject="a"), before(7, subject="b"), daily=2),
            "the day's budget is used up",
        ),
        (around(daily=0), "the day's budget is used up"),
        (around(disabled=frozenset({NudgeKind.OLDER_STRONGER})), "this kind is disabled"),
        (around(before(48, Outcome.SNOOZE)), "snoozed"),
        (around(before(24 * 20, Outcome.DISMISS)), "dismissed not long ago"),
        (around(before(1, subject="a")), "not worth its interruption"),
    ],
)
def test_a_worthy_nudge_is_withheld_for_a_reason(circumstances: Circumstances, reason: str) -> None:
    assert outcome_of(seen(), circumstances) == (Decision.WITHHELD, reason)


def test_snoozing_withholds_for_a_week_and_teaches_nothing() -> None:
    assert outcome_of(seen(), around(before(24 * 60, Outcome.SNOOZE)))[0] is Decision.SPOKEN
    snoozed = learn([Answered(NudgeKind.SWITCH, FEATURES, Outcome.SNOOZE)] * 9)
    assert snoozed.chance(NudgeKind.SWITCH, FEATURES) == learn([]).chance(
        NudgeKind.SWITCH, FEATURES
    )


def test_yesterdays_nudges_do_not_use_up_today() -> None:
    assert outcome_of(seen(), around(*(before(40, subject=s) for s in "abc")))[0] is Decision.SPOKEN


def test_a_kind_dismissed_again_and_again_falls_silent_and_others_less_so() -> None:
    answers = [Answered(NudgeKind.SWITCH, FEATURES, Outcome.DISMISS)] * 4
    taste, naive = learn(answers), learn([])
    lost = naive.chance(NudgeKind.SWITCH, FEATURES) - taste.chance(NudgeKind.SWITCH, FEATURES)
    lost_elsewhere = naive.chance(NudgeKind.STALLED, FEATURES) - taste.chance(
        NudgeKind.STALLED, FEATURES
    )
    assert (
        naive.chance(NudgeKind.SWITCH, FEATURES) > COST > taste.chance(NudgeKind.SWITCH, FEATURES)
    )
    assert lost > lost_elsewhere > 0


def test_dismissals_are_remembered_by_the_arbiter() -> None:
    past = [before(24 * 40 + i, Outcome.DISMISS, subject=f"want.{i}") for i in range(5)]
    assert outcome_of(seen(), around(*past)) == (Decision.WITHHELD, "not worth its interruption")


@given(st.lists(st.tuples(st.sampled_from(NudgeKind), st.sampled_from(Outcome)), max_size=12))
def test_taking_one_never_makes_its_kind_less_welcome(
    answers: list[tuple[NudgeKind, Outcome]],
) -> None:
    known = [Answered(kind, FEATURES, outcome) for kind, outcome in answers]
    taken = [*known, Answered(NudgeKind.STALLED, FEATURES, Outcome.ACK)]
    before_it, after = learn(known), learn(taken)
    assert after.weight(NudgeKind.STALLED) > before_it.weight(NudgeKind.STALLED)
    assert learn(reversed(taken)).weight("evidence") == pytest.approx(after.weight("evidence"))


@given(st.floats(0, 1), st.floats(0, 1))
def test_distress_only_ever_quietens(calm: float, more: float) -> None:
    taste = learn([])
    low, high = sorted((calm, more))
    assert taste.chance(NudgeKind.SWITCH, FEATURES | {"distress": high}) <= taste.chance(
        NudgeKind.SWITCH, FEATURES | {"distress": low}
    )


def test_distress_is_read_from_stress_and_mood_and_not_from_silence() -> None:
    assert distress_of(None) == 0
    assert distress_of(Reading(-0.9, 0.9, 0.9)) == 0
    assert distress_of(Reading(-0.9, 0.2, 0.7, confidence=0.8)) == pytest.approx(4 / 7)
    assert distress_of(Reading(-0.9, 0.9, 0.1, confidence=0.8)) == pytest.approx(0.51 / 0.7)
    assert distress_of(Reading(-0.6, 0.5, 0.3, confidence=0.8)) == 0
    assert distress_of(Reading(0.9, 0.9, 0.0, confidence=0.8)) == 0


@pytest.mark.parametrize("language", [Language.RU, Language.EN])
@pytest.mark.parametrize("kind", list(NudgeKind))
def test_the_words_are_dated_verbatim_and_neutral(kind: NudgeKind, language: Language) -> None:
    said = word(seen(kind), language)
    assert (
        "3 марта 2026: «Хочу закончить книгу»."
        if language is Language.RU
        else "3 March 2026: “Хочу"
    ) in said
    assert "!" not in said
    assert said.endswith(".")


def test_a_long_quote_is_cut_at_a_word_and_shows_it() -> None:
    long = "очень длинное предложение о книге " * 20
    said = word(
        Proposal(
            NudgeKind.SWITCH,
            "want.книга",
            held("want.книга", "2026-03-03", text=long).evidence,
            1,
            1,
            1,
        ),
        Language.RU,
    )
    cut = said[said.index("«") + 1 : said.index("…»")]
    assert long.startswith(cut)
    assert len(cut) <= 240
