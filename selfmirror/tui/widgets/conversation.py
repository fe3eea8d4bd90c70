"""What was said in a session, growing downwards; a streamed reply grows in place."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from selfmirror.tui.widgets.dated import quote_lines
from selfmirror.words.printable import printable
from selfmirror.words.quote import Quote


class Conversation(VerticalScroll):
    """The turns of a session; the newest is kept in sight."""

    def __init__(self) -> None:
        super().__init__(id="conversation")
        self._growing: Static | None = None
        self._text = ""

    def say(self, text: str, role: str) -> None:
        """Add something said; `role` is `mine`, `reply`, `nudge` or `remark`."""
        self._add(Content(printable(text)), role)

    def quote(self, quotes: Sequence[Quote]) -> None:
        """Add the dated quotes that what was said rests on."""
        if quotes:
            self._add(quote_lines(quotes), "quotes")

    def grow(self, piece: str) -> None:
        """Add a piece to the reply that is being streamed."""
        if self._growing is None:
            self._text = ""
            self._growing = self._add(Content(""), "reply")
        self._text += piece
        self._growing.update(Content(printable(self._text)))
        self.scroll_end(animate=False)

    def settle(self, text: str) -> None:
        """Set the reply as it was given in the end, whatever of it was streamed before."""
        if self._growing is None:
            self._add(Content(printable(text)), "reply")
        else:
            self._growing.update(Content(printable(text)))
            self._growing = None
        self.scroll_end(animate=False)

    def _add(self, content: Content, role: str) -> Static:
        entry = Static(content, classes=f"entry {role}")
        self.mount(entry)
        self.scroll_end(animate=False)
        return entry
