"""Where the person writes: several lines, Enter sends."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from selfmirror.tui.keys import control


class Prompt(TextArea):
    """A field for one turn; Enter sends it, Ctrl+J starts a new line in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "send", priority=True, key_display="Enter"),
        control("j", "break_line", "newline", priority=True),
        Binding("alt+enter,shift+enter", "break_line", "", show=False, priority=True),
        control("d", "finish", "end", priority=True),
        Binding("escape", "leave", "keys", priority=True, key_display="Esc"),
    ]

    class Sent(Message):
        """The person sent a turn."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Finished(Message):
        """The person wants to end."""

    class Left(Message):
        """The person left the field for the keys."""

    def __init__(self) -> None:
        super().__init__(id="prompt", soft_wrap=True, highlight_cursor_line=False)

    def action_send(self) -> None:
        text = self.text.strip()
        if text:
            self.clear()
            self.post_message(self.Sent(text))

    def fill(self, text: str) -> None:
        """Put a text in, to be changed; the cursor stands at its end."""
        self.text = text
        self.move_cursor(self.document.end)

    def action_break_line(self) -> None:
        self.insert("\n")

    def action_finish(self) -> None:
        self.post_message(self.Finished())

    def action_leave(self) -> None:
        self.post_message(self.Left())
