"""What happens in a session, in the order it happens; both faces render these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from selfmirror.affect.reading import Reading
    from selfmirror.words.quote import Quote


@dataclass(frozen=True, slots=True)
class Started:
    """A session began or was resumed; `engine` is `embedded` or `model`, `text` the opening words."""

    session: str
    method: str
    engine: str
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class StateRead:
    """Affect was read from the person's turn."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class ReplyPiece:
    """A piece of a reply as it comes; the whole follows in `Replied`."""

    text: str


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply is complete and on disk."""

    step: str
    strategy: str
    reason: str
    text: str
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class NudgeSpoken:
    """Something was worth saying unasked."""

    id: str
    kind: str
    text: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class InsightProposed:
    """One sentence in the person's words, with its quotes and what it changes."""

    id: str
    kind: str
    text: str
    change: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """An answer to a slash command, or a notice."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is closed; its transcript is at `path`."""

    path: Path
    turns: int


Event = Started | StateRead | ReplyPiece | Replied | NudgeSpoken | InsightProposed | Remark | Ended
