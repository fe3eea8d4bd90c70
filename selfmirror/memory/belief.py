"""A belief about the person, true of them for a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from selfmirror.words.quote import Quote
from selfmirror.words.when import When


class Kind(StrEnum):
    """What a belief says about the person."""

    WANT = "want"
    GOAL = "goal"
    PROJECT = "project"
    DECISION = "decision"
    COMMITMENT = "commitment"
    VALUE = "value"
    PREFERENCE = "preference"
    AVERSION = "aversion"
    FEAR = "fear"
    FACT = "fact"
    TRAIT = "trait"
    EPISODE = "episode"
    DONE = "done"
    DROPPED = "dropped"


class Status(StrEnum):
    """How a belief stands with the person."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Belief:
    """A statement in a slot; `valid_from` and `valid_to` are when it was true of the person.

    `polarity` is −1..1; `valid_to` is None while it holds; `closed_by` is the id of the belief that
    ended it, and `supersedes` of the newest that it ended itself; `stressed` marks a statement first
    made under stress.
    """

    id: str
    kind: Kind
    slot: str
    statement: str
    polarity: float
    valid_from: When
    valid_to: When | None
    recorded_at: datetime
    confidence: float
    status: Status
    supersedes: str | None
    evidence: tuple[Quote, ...]
    closed_by: str | None = None
    stressed: bool = False
