"""The full-screen app: the same mirror as the command line, on three screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from selfmirror.tui.aside import let_finish
from selfmirror.tui.keys import control, letter
from selfmirror.tui.screens.drift import DriftScreen
from selfmirror.tui.screens.memory import MemoryScreen
from selfmirror.tui.screens.session import SessionScreen
from selfmirror.tui.talk import Wished
from selfmirror.tui.wording import WORDING, face_language
from selfmirror.words.printable import printable

if TYPE_CHECKING:
    from selfmirror.wiring import Mirror


PATIENCE = 2.0
"""Seconds that leaving may wait for words to reach the disk and for a batch to end."""


class MirrorApp(App[None]):
    """Session, drift and memory of one mirror."""

    TITLE = "selfmirror"
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, str | Callable[[], Screen[None]]]] = {
        "session": SessionScreen,
        "drift": DriftScreen,
        "memory": MemoryScreen,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        letter("s", "switch_mode('session')", "session"),
        letter("d", "switch_mode('drift')", "drift"),
        letter("m", "switch_mode('memory')", "memory"),
        letter("q", "quit", "quit"),
        control("q", "quit", "quit", show=False, priority=True),
    ]

    def __init__(
        self, mirror: Mirror, wished: Wished | None = None, place: str = "session"
    ) -> None:
        super().__init__()
        self.mirror = mirror
        self.wished = wished or Wished()
        self.language = face_language(self.wished.language or mirror.settings.language)
        self.words = WORDING[self.language]
        self._place = place
        self.unfinished = False
        self.unsaved: tuple[str, ...] = ()

    async def action_quit(self) -> None:
        """Leave; words on their way to the disk get a moment, and are shown if they did not make it."""
        for _ in range(round(PATIENCE / 0.02)):
            if not self.unsaved:
                break
            await asyncio.sleep(0.02)
        message = self.words["saved"] if self.unfinished else None
        if self.unsaved:
            message = f"{self.words['unsaved']} {printable(' '.join(self.unsaved))}"
        self.exit(return_code=0, message=Text(message) if message else None)

    def on_mount(self) -> None:
        self.switch_mode(self._place)


def run(mirror: Mirror, wished: Wished | None = None) -> int:
    """Show the app until the person quits; returns the exit code.

    Args:
        mirror: the wired capabilities.
        wished: what sessions are to be like; without a method in it the person chooses one.
    """
    app = MirrorApp(mirror, wished)
    app.run()
    let_finish(PATIENCE)
    return app.return_code or 0
