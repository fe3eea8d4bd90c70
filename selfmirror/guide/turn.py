"""What an engine is given to answer a turn, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from selfmirror.guide.events import ReplyPiece

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.words.language import Language
    from selfmirror.words.quote import Quote


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn: the person's words and the guide's reply to them."""

    words: str
    reply: str
    strategy: str
    step: str


@dataclass(frozen=True, slots=True)
class TurnContext:
    """All that a reply may rest on.

    `asks` are the step's wordings in the session's language; `allowed` the strategies it admits,
    `strategy` and `reason` what the policy chose; `recalled` the person's own dated quotes, whose
    ids an engine refers to as `e1`, `e2`, … in this order.
    """

    language: Language
    method: str
    step: str
    aim: str
    asks: tuple[str, ...]
    allowed: tuple[str, ...]
    strategy: str
    reason: str
    words: str
    exchanges: tuple[Exchange, ...] = ()
    recalled: tuple[Quote, ...] = ()
    reading: Reading | None = None
    time: str = ""
    mode: str = "auto"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the guide says, by which strategy and why, on which quotes."""

    strategy: str
    reason: str
    text: str
    evidence: tuple[Quote, ...] = ()


class ReplyEngine(Protocol):
    """Speaks in a session."""

    def reply(self, context: TurnContext) -> Iterator[ReplyPiece | Reply]:
        """Yield pieces as they come, then the whole reply.

        Raises:
            ModelFailure: nothing that can be shown came; what was yielded before it is not a reply.
        """
        ...
