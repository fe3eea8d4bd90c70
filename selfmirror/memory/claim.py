"""What one clause of an utterance says about its speaker."""

from dataclasses import dataclass
from enum import StrEnum

from selfmirror.memory.belief import Kind


class Family(StrEnum):
    """Kinds that speak of an object in the same way and so share its slots."""

    WANT = "want"
    LIKING = "liking"
    FEAR = "fear"
    VALUE = "value"
    FACT = "fact"
    TRAIT = "trait"
    EPISODE = "episode"


FAMILY_OF: dict[Kind, Family] = {
    Kind.WANT: Family.WANT,
    Kind.GOAL: Family.WANT,
    Kind.PROJECT: Family.WANT,
    Kind.DECISION: Family.WANT,
    Kind.COMMITMENT: Family.WANT,
    Kind.DONE: Family.WANT,
    Kind.DROPPED: Family.WANT,
    Kind.PREFERENCE: Family.LIKING,
    Kind.AVERSION: Family.LIKING,
    Kind.FEAR: Family.FEAR,
    Kind.VALUE: Family.VALUE,
    Kind.FACT: Family.FACT,
    Kind.TRAIT: Family.TRAIT,
    Kind.EPISODE: Family.EPISODE,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about the speaker, read from one clause.

    `statement` is the clause and `quote` the sentence, both verbatim; `polarity` is −1..1, below
    zero where the thing is not wanted, not liked or no longer so; `confidence` is 0..1; `closes`
    says that something held before is now over.
    """

    kind: Kind
    slot: str
    statement: str
    quote: str
    polarity: float
    confidence: float
    closes: bool = False

    @property
    def sign(self) -> int:
        return sign_of(self.polarity)


def sign_of(polarity: float) -> int:
    """Which side a polarity is on: 1 or −1."""
    return -1 if polarity < 0 else 1
