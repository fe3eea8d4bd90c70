"""One session with the guide, as the session screen holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from selfmirror.guide.events import Event, Started

if TYPE_CHECKING:
    from selfmirror.guide.guide import Guide
    from selfmirror.guide.strategy import Mode
    from selfmirror.words.when import When


class Verdict(StrEnum):
    """What a person can say to a proposed insight."""

    CONFIRM = "confirm"
    EDIT = "edit"
    REJECT = "reject"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Wished:
    """What the person asked of a session on the command line; None leaves it to the settings."""

    method: str | None = None
    language: str | None = None
    said: When | None = None
    mode: Mode = "auto"


class Talk:
    """Knows which session it is; every call yields what happened, as it happens."""

    def __init__(self, guide: Guide, wished: Wished) -> None:
        self._guide = guide
        self._wished = wished
        self._session = ""

    @property
    def begun(self) -> bool:
        """Whether there is a session yet."""
        return bool(self._session)

    def begin(self) -> Iterator[Event]:
        wished = self._wished
        for event in self._guide.begin(wished.method, wished.language, wished.said, wished.mode):
            if isinstance(event, Started):
                self._session = event.session
            yield event

    def say(self, words: str) -> Iterator[Event]:
        return self._guide.say(self._session, words)

    def command(self, line: str) -> Iterator[Event]:
        return self._guide.command(self._session, line)

    def propose(self) -> Iterator[Event]:
        return self._guide.propose_insights(self._session)

    def answer(self, insight: str, verdict: Verdict, text: str) -> Iterator[Event]:
        """Tell the guide what the person decided; `LATER` leaves the insight a candidate."""
        match verdict:
            case Verdict.CONFIRM:
                yield self._guide.answer_insight(insight, "y")
            case Verdict.EDIT:
                yield self._guide.answer_insight(insight, f"e {text}")
            case Verdict.REJECT:
                yield self._guide.answer_insight(insight, "n")
            case Verdict.LATER:
                return

    def close(self) -> Iterator[Event]:
        return self._guide.close(self._session)
