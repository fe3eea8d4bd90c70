"""One proposed insight with its quotes, to confirm, edit, reject or leave for later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from selfmirror.guide.events import InsightProposed
from selfmirror.tui.keys import letter
from selfmirror.tui.talk import Verdict
from selfmirror.tui.widgets.dated import quote_lines
from selfmirror.words.printable import printable


class Decision(VerticalScroll, can_focus=True):
    """Shows an insight and asks what the person says to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        letter("c", "decide('confirm')", "yes"),
        letter("e", "decide('edit')", "edit"),
        letter("r", "decide('reject')", "no"),
        letter("l", "decide('later')", "skip"),
    ]

    class Made(Message):
        """The person decided on the insight shown."""

        def __init__(self, verdict: Verdict) -> None:
            self.verdict = verdict
            super().__init__()

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(Static(id="insight"), id="decision")
        self._words = words

    def show(self, insight: InsightProposed) -> None:
        """Show one insight with what it changes and the quotes it rests on."""
        change = [Content(printable(insight.change))] if insight.change else []
        self.query_one("#insight", Static).update(
            Content("\n").join(
                [
                    Content.styled(f"{self._words['insight']}: {printable(insight.text)}", "bold"),
                    *change,
                    quote_lines(insight.evidence),
                ]
            )
        )

    def action_decide(self, verdict: str) -> None:
        self.post_message(self.Made(Verdict(verdict)))
