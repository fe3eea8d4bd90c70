"""A nudge: something said unasked, with the dated words that carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from selfmirror.words.quote import Quote


class NudgeKind(StrEnum):
    """What a detector saw."""

    OLDER_STRONGER = "older-stronger"
    STALLED = "stalled"
    SWITCH = "switch"


class Outcome(StrEnum):
    """What the person did with a nudge."""

    ACK = "ack"
    SNOOZE = "snooze"
    DISMISS = "dismiss"
    DISABLE = "disable"


class Decision(StrEnum):
    """What the arbiter did with a proposal."""

    SPOKEN = "spoken"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Nudge:
    """What the guide says unasked: a few neutral words in the person's language, and dated quotes."""

    id: str
    kind: NudgeKind
    text: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a detector saw, before anybody decides whether it is worth saying.

    `subject` is the slot it is about; `left` tells that a quote in the evidence is of leaving it;
    `strength`, `relevance` and `stakes` are 0..1.
    """

    kind: NudgeKind
    subject: str
    evidence: tuple[Quote, ...]
    strength: float
    relevance: float
    stakes: float
    left: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal with its features and the chance that it is worth its interruption."""

    proposal: Proposal
    features: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a proposal, and why it was withheld; the reason of a spoken one is its worth."""

    weighed: Weighed
    decision: Decision
    reason: str
