"""Beliefs and turns as tests want them."""

from datetime import UTC, date, datetime

from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import Claim
from selfmirror.nudges.detectors import Turn
from selfmirror.words.identity import content_id
from selfmirror.words.quote import Quote
from selfmirror.words.when import UNKNOWN_TIME, DateSource, on_day

TODAY = date(2026, 5, 10)
RECORDED = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def held(
    slot: str,
    *days: str,
    kind: Kind = Kind.WANT,
    polarity: float = 0.8,
    status: Status = Status.CANDIDATE,
    text: str = "Хочу закончить книгу",
) -> Belief:
    """A belief said on these days; without days its time is unknown."""
    whens = [on_day(date.fromisoformat(day), DateSource.FILE_NAME) for day in days] or [
        UNKNOWN_TIME
    ]
    quotes = tuple(Quote(content_id(slot, kind, when.day), text, when, "diary") for when in whens)
    return Belief(
        content_id(slot, kind, days),
        kind,
        slot,
        text,
        polarity,
        whens[0],
        None,
        RECORDED,
        0.8,
        status,
        None,
        quotes,
    )


def turn(*claims: Claim, words: str = "", utterance: str = "now") -> Turn:
    return Turn(utterance, claims, frozenset(words.split()), TODAY)


def claim(slot: str, polarity: float = 0.8, kind: Kind = Kind.WANT) -> Claim:
    return Claim(kind, slot, "statement", "quote", polarity, 0.8)
