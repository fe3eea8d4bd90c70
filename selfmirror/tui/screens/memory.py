"""Memory: the beliefs that hold, each with its quotes, to confirm or reject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from selfmirror.memory.belief import Belief
from selfmirror.tui.keys import letter
from selfmirror.tui.messages import BeliefsRead
from selfmirror.tui.screens.screen import MirrorScreen
from selfmirror.tui.widgets.dated import belief_line, quote_lines
from selfmirror.tui.widgets.legend import Legend, Place
from selfmirror.words.printable import printable


class MemoryScreen(MirrorScreen):
    """A list of beliefs above, the chosen one with its evidence below."""

    CSS_PATH = "memory.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        letter("c", "verdict(True)", "confirm"),
        letter("r", "verdict(False)", "reject"),
        letter("a", "toggle_everything", "all"),
        letter("j", "move(1)", "", show=False),
        letter("k", "move(-1)", "", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._beliefs: list[Belief] = []
        self._everything = False

    def compose(self) -> ComposeResult:
        yield Place("memory", self.said)
        yield OptionList(id="beliefs")
        with VerticalScroll(id="detail"):
            yield Static(id="belief")
        yield Legend(self.said)

    def on_mount(self) -> None:
        self.query_one("#belief", Static).update(Content(self.said["reading"]))

    def on_screen_resume(self) -> None:
        self.read_beliefs()

    @work(exclusive=True, group="memory")
    async def read_beliefs(self) -> None:
        """Ask memory what holds, or with `all` what was ever held."""
        everything = self._everything
        found = await self.outcome(lambda: self.mirror.memory.beliefs(everything=everything))
        if found is not None:
            self.post_message(BeliefsRead(found))

    def on_beliefs_read(self, event: BeliefsRead) -> None:
        beliefs = self.query_one("#beliefs", OptionList)
        chosen = self._chosen
        self._beliefs = list(event.beliefs)
        beliefs.clear_options()
        beliefs.add_options([Option(belief_line(b, self.said), b.id) for b in self._beliefs])
        self._highlight(chosen.id if chosen else None)
        beliefs.focus()
        self._show()

    def on_option_list_option_highlighted(self) -> None:
        self._show()

    def action_move(self, step: int) -> None:
        beliefs = self.query_one("#beliefs", OptionList)
        if step > 0:
            beliefs.action_cursor_down()
        else:
            beliefs.action_cursor_up()

    def action_toggle_everything(self) -> None:
        self._everything = not self._everything
        self.read_beliefs()

    @work(exclusive=True, group="verdict")
    async def action_verdict(self, right: bool) -> None:  # noqa: FBT001 - a key's action
        """Keep what the person decides about the chosen belief, and read memory again."""
        belief = self._chosen
        if belief is None:
            return
        memory = self.mirror.memory
        decide = memory.confirm if right else memory.reject
        await self.outcome(lambda: decide(belief.id))
        self.read_beliefs()

    @property
    def _chosen(self) -> Belief | None:
        place = self.query_one("#beliefs", OptionList).highlighted
        return self._beliefs[place] if place is not None and place < len(self._beliefs) else None

    def _highlight(self, identity: str | None) -> None:
        ids: Sequence[str] = [belief.id for belief in self._beliefs]
        if ids:
            place = ids.index(identity) if identity in ids else 0
            self.query_one("#beliefs", OptionList).highlighted = place

    def _show(self) -> None:
        belief = self._chosen
        shown = Content(self.said["beliefs_none"]) if belief is None else self._detail(belief)
        self.query_one("#belief", Static).update(shown)

    def _detail(self, belief: Belief) -> Content:
        return Content("\n").join(
            [
                Content.styled(printable(belief.statement), "bold"),
                Content.styled(
                    f"{belief.slot} · {self.said[belief.status.value]} · {belief.confidence:.2f}",
                    "dim",
                ),
                quote_lines(belief.evidence),
            ]
        )
