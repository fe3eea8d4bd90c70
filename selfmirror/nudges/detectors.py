"""The detectors: pure functions that propose and never decide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import FAMILY_OF, Claim, Family, sign_of
from selfmirror.nudges.nudge import NudgeKind, Proposal
from selfmirror.words.quote import Quote

SUDDEN_DAYS = 14
"""An opposite said within so many days is a switch; one said longer ago is an older want."""

LONG_DAYS = 21
"""How long nothing must have been written of a goal before its silence means anything."""

_DECAY_DAYS = 365.0
_SAID_ONCE = 0.6
_SAME_SUBJECT = 0.6
_QUOTES_SHOWN = 2
_PURSUED = frozenset({Kind.GOAL, Kind.COMMITMENT, Kind.DECISION, Kind.PROJECT})
_COMPARED = frozenset({Family.WANT, Family.LIKING})
_STAKES = {
    Kind.COMMITMENT: 0.9,
    Kind.DECISION: 0.9,
    Kind.GOAL: 0.8,
    Kind.PROJECT: 0.8,
    Kind.DROPPED: 0.7,
    Kind.WANT: 0.6,
    Kind.AVERSION: 0.5,
    Kind.PREFERENCE: 0.4,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person just wrote: its claims, its content words, and the day it is."""

    utterance: str
    claims: tuple[Claim, ...]
    words: frozenset[str]
    today: date


def propose(turn: Turn, beliefs: Iterable[Belief]) -> list[Proposal]:
    """Everything that could be said about this turn, at most one proposal a kind and subject."""
    held = [b for b in beliefs if b.status is not Status.REJECTED]
    found: dict[tuple[NudgeKind, str], Proposal] = {}
    for proposal in (*_opposites(turn, held), *_stalled(turn, held)):
        key = (proposal.kind, proposal.subject)
        best = found.get(key)
        if best is None or proposal.strength > best.strength:
            found[key] = proposal
    return list(found.values())


def _opposites(turn: Turn, beliefs: Sequence[Belief]) -> Iterator[Proposal]:
    """A want said now against the opposite: of the last days, or older and stronger."""
    for claim in turn.claims:
        if FAMILY_OF[claim.kind] not in _COMPARED:
            continue
        for belief in beliefs:
            quotes = dated_quotes(belief, turn)
            likeness = subject_likeness(claim.slot, belief.slot)
            if not quotes or likeness < _SAME_SUBJECT or not _opposes(claim, belief):
                continue
            strength = strength_of(belief, quotes, turn.today)
            sudden = _days_since(quotes[-1], turn.today) <= SUDDEN_DAYS
            if sudden or strength > _SAID_ONCE * claim.confidence:
                kind = NudgeKind.SWITCH if sudden else NudgeKind.OLDER_STRONGER
                stakes = max(_STAKES.get(belief.kind, 0.3), _STAKES.get(claim.kind, 0.3))
                yield Proposal(kind, claim.slot, _shown(quotes), strength, likeness, stakes)


def _opposes(claim: Claim, belief: Belief) -> bool:
    comparable = FAMILY_OF[belief.kind] in _COMPARED and belief.kind is not Kind.DONE
    return comparable and sign_of(belief.polarity) != claim.sign


def _stalled(turn: Turn, beliefs: Sequence[Belief]) -> Iterator[Proposal]:
    """A goal that this turn speaks of, with nothing done for long, or left once before."""
    given_up = [claim.slot for claim in turn.claims if claim.sign < 0]
    for belief in beliefs:
        quotes = dated_quotes(belief, turn)
        relevance = max(
            (
                _spoken_of(turn, belief.slot),
                *(subject_likeness(c.slot, belief.slot) for c in turn.claims),
            )
        )
        if (
            belief.kind not in _PURSUED
            or belief.polarity <= 0
            or not quotes
            or relevance < _SAME_SUBJECT
        ):
            continue
        if any(subject_likeness(slot, belief.slot) >= _SAME_SUBJECT for slot in given_up):
            continue
        left = _ends(beliefs, belief, Kind.DROPPED, turn)
        if _days_since((left or quotes)[-1], turn.today) < LONG_DAYS or _ends(
            beliefs, belief, Kind.DONE, turn
        ):
            continue
        strength = strength_of(belief, quotes, turn.today)
        shown = (quotes[0], left[-1]) if left else _shown(quotes)
        yield Proposal(
            NudgeKind.STALLED,
            belief.slot,
            shown,
            strength,
            relevance,
            _STAKES[belief.kind],
            left=bool(left),
        )


def _ends(beliefs: Sequence[Belief], goal: Belief, kind: Kind, turn: Turn) -> tuple[Quote, ...]:
    """The quotes of having done or left the goal since it was first said."""
    since = goal.valid_from.sort_key
    return tuple(
        quote
        for belief in beliefs
        if belief.kind is kind and subject_likeness(belief.slot, goal.slot) >= _SAME_SUBJECT
        for quote in dated_quotes(belief, turn)
        if quote.said.sort_key >= since
    )


def dated_quotes(belief: Belief, turn: Turn) -> tuple[Quote, ...]:
    """The belief's quotes with a known day up to today, oldest first; this turn's own is no evidence."""
    known = [
        quote
        for quote in belief.evidence
        if quote.said.day is not None
        and quote.said.day <= turn.today
        and quote.utterance != turn.utterance
    ]
    return tuple(sorted(known, key=lambda quote: (quote.said.sort_key, quote.utterance)))


def strength_of(belief: Belief, quotes: Sequence[Quote], today: date) -> float:
    """How strongly a belief stands, 0..1: each day it was said adds, less and less as it ages."""
    missing = 1.0
    for day in {quote.said.day for quote in quotes}:
        if day is not None:
            missing *= 1 - _SAID_ONCE * belief.confidence * math.exp(
                -(today - day).days / _DECAY_DAYS
            )
    return 1 - missing


def subject_likeness(one: str, other: str) -> float:
    """How far two slots are about the same thing, 0..1: Jaccard over the words of their subjects."""
    first, second = _subject(one), _subject(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def _spoken_of(turn: Turn, slot: str) -> float:
    subject = _subject(slot)
    return len(subject & turn.words) / len(subject) if subject else 0.0


def _subject(slot: str) -> frozenset[str]:
    return frozenset(slot.partition(".")[2].split("-")) - {""}


def _shown(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The first and the latest, which tell the span."""
    return (quotes[0], quotes[-1])[: min(len(quotes), _QUOTES_SHOWN)]


def _days_since(quote: Quote, today: date) -> int:
    return (today - (quote.said.day or today)).days
