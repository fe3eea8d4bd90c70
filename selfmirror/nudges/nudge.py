"""A nudge: something said unasked, with the dated words that carry it."""

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


@dataclass(frozen=True, slots=True)
class Nudge:
    """What the guide says unasked: one sentence in the person's language and its dated quotes."""

    id: str
    kind: NudgeKind
    text: str
    evidence: tuple[Quote, ...]
