"""What happens in a session, as both faces show it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from selfmirror.affect.reading import Reading
from selfmirror.guide.strategy import Strategy
from selfmirror.words.quote import Quote

EngineName = Literal["embedded", "model"]


@dataclass(frozen=True, slots=True)
class Started:
    """A session began or goes on; `text` says which engine speaks and what the method is for."""

    session: str
    method: str
    engine: EngineName
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class StateRead:
    """What was read from the person's last words."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class ReplyPiece:
    """A piece of the reply as it comes; the pieces joined are the text of the `Replied` after them."""

    text: str


@dataclass(frozen=True, slots=True)
class Replied:
    """The whole reply, saved; `step` is the step that it asks for."""

    step: str
    strategy: Strategy
    reason: str
    text: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class NudgeSpoken:
    """Something said unasked, with its dated quotes."""

    id: str
    kind: str
    text: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class InsightProposed:
    """One sentence in the person's words to confirm, edit or reject.

    `change` sets it against earlier words where there are some, and is empty otherwise.
    """

    id: str
    kind: str
    text: str
    change: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """The guide about the session itself: answers to slash commands, and notices."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is closed; `turns` counts what the person said, `path` is the transcript."""

    path: Path
    turns: int


Event = Started | StateRead | ReplyPiece | Replied | NudgeSpoken | InsightProposed | Remark | Ended
