"""A guided session, from its first words to confirmed insights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.affect.affect import Affect
    from selfmirror.clock import Clock
    from selfmirror.guide.events import Ended, Event, Remark
    from selfmirror.guide.strategy import Mode
    from selfmirror.journal.journal import Journal
    from selfmirror.memory.memory import Memory
    from selfmirror.models.ports import ChatModel
    from selfmirror.nudges.nudges import Nudges
    from selfmirror.paths import Home
    from selfmirror.search.finder import Search
    from selfmirror.store.database import Store
    from selfmirror.words.when import When


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a session draws on."""

    home: Home
    clock: Clock
    store: Store
    journal: Journal
    search: Search
    affect: Affect
    memory: Memory
    nudges: Nudges
    chat: ChatModel | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A method worth doing now, and why."""

    method: str
    title: str
    reason: str


class Guide:
    """Begins, resumes, continues and ends sessions; it keeps nothing between calls but the store."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._on = capabilities

    def propose(self, language: str | None = None) -> list[Proposal]:
        """The methods, the one most worth doing now first."""
        raise NotImplementedError

    def begin(
        self,
        method: str | None = None,
        language: str | None = None,
        said: When | None = None,
        mode: Mode = "auto",
    ) -> Iterator[Event]:
        """Start a session: `Started`, then the opening as pieces and `Replied`.

        Raises:
            UsageError: there is no such method; the message names those that are.
        """
        raise NotImplementedError

    def resume(self, session: str | None = None) -> Iterator[Event]:
        """Go on with a session, the latest unfinished one if none is named."""
        raise NotImplementedError

    def say(self, session: str, text: str) -> Iterator[Event]:
        """One turn: the words are on disk before anything is answered."""
        raise NotImplementedError

    def command(self, session: str, line: str) -> Iterator[Event]:
        """A slash command; `/end` yields the proposed insights."""
        raise NotImplementedError

    def propose_insights(self, session: str) -> Iterator[Event]:
        """At most five insights that wait for the person's answer."""
        raise NotImplementedError

    def answer_insight(self, identity: str, answer: str) -> Remark:
        """Confirm (`y`), reject (`n`) or edit (`e NEW TEXT`) a proposed insight."""
        raise NotImplementedError

    def close(self, session: str) -> Iterator[Ended]:
        """End a session; what was not answered stays a candidate."""
        raise NotImplementedError
