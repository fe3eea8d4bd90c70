"""One turn as an engine sees it, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from selfmirror.guide.events import EngineName, ReplyPiece
from selfmirror.guide.strategy import Choice, Mode, Strategy
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.guide.method import Method, Step


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn that is over: the person's words (empty for the opening) and the guide's reply.

    `said` is the quote of the person's whole words, None where they said nothing or took it back.
    """

    number: int
    step: str
    words: str
    said: Quote | None
    strategy: Strategy | None
    reply: str
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class TimeContext:
    """When the turn happens: the local instant, and days since the person's last words before this session."""

    now: datetime
    days_since_last: int | None


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What an engine needs to answer one turn.

    `step` is where the person is, `next_step` where `step` and `pivot` lead (None after the last).
    `words` is the person's turn, empty for the opening; `said` quotes it. `allowed` are the
    strategies open to the reply, `suggestion` what the policy chose among them and why.
    `recalled` are the person's own older words about this, oldest first, each dated; `beliefs`
    what memory holds of it. A quote's id is its `utterance`. `earlier` are the turns before, oldest first; `undone` what was
    replied to words taken back, which stood on the screen all the same.
    """

    language: Language
    method: Method
    step: Step
    next_step: Step | None
    mode: Mode
    allowed: frozenset[Strategy]
    suggestion: Choice
    earlier: tuple[Exchange, ...]
    words: str
    said: Quote | None
    recalled: tuple[Quote, ...]
    reading: Reading | None
    time: TimeContext
    beliefs: tuple[Quote, ...] = ()
    undone: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The day that the turn is about: that of its words, which a session may be given."""
        said = self.said.said.day if self.said else None
        return said or self.time.now.date()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, what it set out to do and why, and the quotes it rests on."""

    strategy: Strategy
    reason: str
    text: str
    evidence: tuple[Quote, ...]


class ReplyEngine(Protocol):
    """Turns a context into a reply: the embedded guide, or a model."""

    @property
    def name(self) -> EngineName: ...

    def reply(self, context: TurnContext) -> Iterator[ReplyPiece | Reply]:
        """Yield pieces as they come, then the whole reply as the last item.

        Raises:
            ModelFailure: the model could not answer, or not in the form asked for.
        """
        ...
