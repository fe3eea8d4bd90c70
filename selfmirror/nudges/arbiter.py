"""The one arbiter: weighs every proposal and lets at most one speak."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from selfmirror.nudges.learning import Answered, learn
from selfmirror.nudges.nudge import Decision, NudgeKind, Outcome, Proposal, Verdict, Weighed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selfmirror.affect.reading import Reading

COST = 0.6
"""What an interruption costs: a nudge must be likelier than this to be worth it."""

TOO_DISTRESSED = 0.4
"""Distress from which nothing is said, whatever its worth."""

_ORDINARY = 0.3
_SNOOZE = timedelta(days=7)
_DISMISSED = timedelta(days=30)
_NOVELTY_DAYS = 14.0
_RECENCY_HOURS = 6.0


@dataclass(frozen=True, slots=True)
class Past:
    """A decision of before: `at` is aware; `outcome` None where the person did not answer."""

    at: datetime
    kind: NudgeKind
    subject: str
    decision: Decision
    features: Mapping[str, float]
    outcome: Outcome | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the arbiter knows besides the proposals; `now` is aware, in the person's zone."""

    now: datetime
    distress: float
    past: Sequence[Past]
    disabled: frozenset[NudgeKind]
    daily: int

    @property
    def spoken(self) -> list[Past]:
        return [past for past in self.past if past.decision is Decision.SPOKEN]

    @property
    def spoken_today(self) -> int:
        return sum(
            past.at.astimezone(self.now.tzinfo).date() == self.now.date() for past in self.spoken
        )


def decide(proposals: Sequence[Proposal], around: Circumstances) -> list[Verdict]:
    """What becomes of each proposal, best first; at most one is spoken, and none where it is not worth it."""
    taste = learn(
        Answered(p.kind, p.features, p.outcome) for p in around.past if p.outcome is not None
    )
    weighed = [
        Weighed(proposal, features, taste.chance(proposal.kind, features))
        for proposal in proposals
        for features in [features_of(proposal, around)]
    ]
    weighed.sort(key=lambda one: (-one.score, one.proposal.kind, one.proposal.subject))
    verdicts: list[Verdict] = []
    speaking = False
    for one in weighed:
        reason = "another was worth more" if speaking else reason_against(one, around)
        speaking = speaking or not reason
        decision = Decision.WITHHELD if reason else Decision.SPOKEN
        verdicts.append(Verdict(one, decision, reason or "worth its interruption"))
    return verdicts


def reason_against(one: Weighed, around: Circumstances) -> str:
    """Why a proposal must not be spoken now; empty where nothing speaks against it."""
    kind, subject = one.proposal.kind, one.proposal.subject
    if kind in around.disabled:
        return "this kind is disabled"
    if _answered_lately(around, kind, subject, Outcome.SNOOZE, _SNOOZE):
        return "snoozed"
    if _answered_lately(around, kind, subject, Outcome.DISMISS, _DISMISSED):
        return "dismissed not long ago"
    if around.distress >= TOO_DISTRESSED:
        return "no arguing with distress"
    if around.spoken_today >= around.daily:
        return "the day's budget is used up"
    return "" if one.score > COST else "not worth its interruption"


def features_of(proposal: Proposal, around: Circumstances) -> dict[str, float]:
    """What is known about speaking now, each 0..1."""
    about_this = [past.at for past in around.spoken if past.subject == proposal.subject]
    days = (around.now - max(about_this)) / timedelta(days=1) if about_this else math.inf
    lately = [past.at for past in around.spoken]
    hours = (around.now - max(lately)) / timedelta(hours=1) if lately else math.inf
    features = {
        "evidence": proposal.strength,
        "relevance": proposal.relevance,
        "novelty": 1 - math.exp(-max(days, 0.0) / _NOVELTY_DAYS),
        "stakes": proposal.stakes,
        "distress": around.distress,
        "recency": math.exp(-max(hours, 0.0) / _RECENCY_HOURS),
    }
    return {name: round(value, 3) for name, value in features.items()}


def distress_of(reading: Reading | None) -> float:
    """How distressed the person is in this turn, 0..1; nothing read says nothing.

    To write of something unwelcome reads as somewhat unpleasant: only what goes beyond that counts.
    """
    if reading is None or not (reading.known or reading.corrected):
        return 0.0
    unpleasant = max(-reading.valence, 0.0)
    return max(max(reading.stress, unpleasant * reading.arousal) - _ORDINARY, 0.0) / (1 - _ORDINARY)


def _answered_lately(
    around: Circumstances, kind: NudgeKind, subject: str, outcome: Outcome, span: timedelta
) -> bool:
    return any(
        past.outcome is outcome
        and (past.kind, past.subject) == (kind, subject)
        and around.now - (past.answered_at or past.at) < span
        for past in around.past
    )
