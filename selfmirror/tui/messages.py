"""What happened beside the screen, named as past facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfmirror.drift.report import Report
    from selfmirror.guide.events import Event
    from selfmirror.guide.guide import Proposal
    from selfmirror.memory.belief import Belief


class WentWrong(Message):
    """A call failed; `text` is one line: what happened and what to do."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class BeliefsRead(Message):
    """Memory answered which beliefs hold."""

    def __init__(self, beliefs: Sequence[Belief]) -> None:
        self.beliefs = beliefs
        super().__init__()


class DriftDrawn(Message):
    """Drift answered how priorities moved."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__()


class MethodsRead(Message):
    """The guide answered which methods there are, the one worth doing now first."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.proposals = proposals
        super().__init__()


class Heard(Message):
    """Something happened in the session."""

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__()


class WordsOver(Message):
    """The guide has said all that it had to say; `whole` unless it failed on the way."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        super().__init__()
