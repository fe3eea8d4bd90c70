"""Session: a method is chosen, the talk goes on below it, and insights are decided at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from selfmirror.guide.events import (
    Ended,
    Event,
    InsightProposed,
    NudgeSpoken,
    Remark,
    Replied,
    ReplyPiece,
    Started,
    StateRead,
)
from selfmirror.guide.guide import Proposal
from selfmirror.tui.keys import letter
from selfmirror.tui.messages import Heard, MethodsRead, WordsOver
from selfmirror.tui.screens.screen import MirrorScreen
from selfmirror.tui.talk import Talk, Verdict
from selfmirror.tui.widgets.conversation import Conversation
from selfmirror.tui.widgets.decision import Decision
from selfmirror.tui.widgets.legend import Legend, Place
from selfmirror.tui.widgets.prompt import Prompt
from selfmirror.words.printable import one_line
from selfmirror.words.quote import Quote

PHASES = ("choosing", "talking", "ending", "deciding", "editing", "closing", "ended")
"""What a session goes through; the style sheet says what is seen in each."""


class SessionScreen(MirrorScreen):
    """One session; another can follow when it has ended."""

    CSS_PATH = "session.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        letter("i", "write", "write"),
        letter("n", "another", "another"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._talk: Talk | None = None
        self._now = "choosing"
        self._busy = False
        self._unheard = ""
        self._unsaid: list[str] = []
        self._mine: list[str] = []
        self._proposed: list[InsightProposed] = []
        self._decided = False

    def compose(self) -> ComposeResult:
        yield Place("session", self.said)
        yield OptionList(id="methods")
        yield Conversation()
        yield Decision(self.said)
        yield Static(id="state")
        yield Prompt()
        yield Legend(self.said)

    def on_mount(self) -> None:
        if self.face.wished.method is None:
            self._choose()
        else:
            self._begin(self.face.wished.method)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to write while talking, and another session after one has ended."""
        match action:
            case "write":
                return self._now in {"talking", "editing"}
            case "another":
                return self._now == "ended"
            case _:
                return super().check_action(action, parameters)

    # What the person does

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id:
            self._begin(event.option.id)

    def on_prompt_sent(self, event: Prompt.Sent) -> None:
        if self._now == "editing":
            self._decide(Verdict.EDIT, event.text)
        elif self._busy and event.text.startswith("/"):
            self.query_one(Prompt).fill(event.text)
        elif event.text.split()[0] == "/end":
            self._propose()
        elif event.text.startswith("/"):
            self._speak(lambda talk: talk.command(event.text))
        else:
            self.query_one(Conversation).say(event.text, "mine")
            self._unsaid.append(event.text)
            self._mine.append(event.text)
            self._note_unsaved()
            self._say_next()

    def on_prompt_finished(self) -> None:
        if self._now == "talking" and not self._busy:
            self._propose()

    def on_prompt_left(self) -> None:
        if self._now == "editing":
            self._phase("deciding")
        else:
            self.query_one(Conversation).focus()

    def on_decision_made(self, event: Decision.Made) -> None:
        if self._busy or not self._proposed:
            return
        if event.verdict is Verdict.EDIT:
            self._phase("editing")
            self.query_one(Prompt).fill(self._proposed[0].text)
        else:
            self._decide(event.verdict, "")

    def action_write(self) -> None:
        self.query_one(Prompt).focus()

    def action_another(self) -> None:
        self.query_one(Conversation).remove_children()
        self._mine = []
        self._choose()

    # What it makes the guide do

    def _choose(self) -> None:
        self._phase("choosing")
        self._talk = None
        self._read_methods()

    @work(exclusive=True, group="guide")
    async def _read_methods(self) -> None:
        proposals = await self.outcome(lambda: self.mirror.guide.propose(self._spoken))
        if proposals is not None:
            self.post_message(MethodsRead(proposals))

    @property
    def _spoken(self) -> str | None:
        """The language to speak, where one was asked for or configured; else the guide finds out."""
        chosen = self.face.wished.language or self.mirror.settings.language
        return None if chosen == "auto" else chosen

    def _begin(self, method: str) -> None:
        wished = replace(self.face.wished, method=method, language=self._spoken)
        self._talk = Talk(self.mirror.guide, wished)
        self._phase("talking")
        self._speak(lambda talk: talk.begin())

    def _say_next(self) -> None:
        """Say what waits to be said, one turn at a time; while the guide answers it waits."""
        if self._unsaid and not self._busy:
            words = self._unheard = self._unsaid.pop(0)
            self._speak(lambda talk: talk.say(words))

    def _note_unsaved(self) -> None:
        """Tell the app which words have not reached the disk: the guide's first event says they have."""
        self.face.unsaved = tuple(filter(None, (self._unheard, *self._unsaid)))

    def _propose(self) -> None:
        self._phase("ending")
        self._proposed = []
        self._speak(lambda talk: talk.propose())

    def _decide(self, verdict: Verdict, text: str) -> None:
        insight = self._proposed[0].id
        self._decided = True
        self._speak(lambda talk: talk.answer(insight, verdict, text))

    def _close(self) -> None:
        self._phase("closing")
        self._speak(lambda talk: talk.close())

    def _speak(self, speak: Callable[[Talk], Iterator[Event]]) -> None:
        if self._talk is None or self._busy:
            return
        self._busy = True
        self._state(self.said["thinking"])
        self._hear(self._talk, speak)

    @work(group="guide")
    async def _hear(self, talk: Talk, speak: Callable[[Talk], Iterator[Event]]) -> None:
        """Post every event of a call as it comes, and at last that it is over."""

        def listen() -> bool:
            for event in speak(talk):
                self.post_message(Heard(event))
            return True

        self.post_message(WordsOver(whole=await self.outcome(listen) is True))

    # What happened

    def on_methods_read(self, event: MethodsRead) -> None:
        methods = self.query_one("#methods", OptionList)
        methods.clear_options()
        methods.add_options([Option(_shown(p), p.method) for p in event.proposals])
        methods.highlighted = 0 if event.proposals else None
        methods.focus()
        self._state(self.said["methods"])

    def on_heard(self, event: Heard) -> None:
        self._unheard = ""
        self._note_unsaved()
        self._render_event(event.event)

    def on_words_over(self, event: WordsOver) -> None:
        self._busy = False
        if self._decided:
            self._after_decision(whole=event.whole)
        elif event.whole:
            self._go_on()
        else:
            self._after_failure()

    def _after_decision(self, *, whole: bool) -> None:
        self._decided = False
        if whole:
            self._proposed.pop(0)
        self._go_on()

    def _go_on(self) -> None:
        """The next phase after the guide has spoken."""
        if self._now in {"ending", "deciding", "editing"}:
            if self._proposed:
                self.query_one(Decision).show(self._proposed[0])
                self._state("")
                self._phase("deciding")
            else:
                self._close()
        elif self._now == "talking":
            self._say_next()

    def _after_failure(self) -> None:
        """Back to where the person can try again; words that nobody heard go back to the field."""
        if self._talk is None or not self._talk.begun:
            self._choose()
            return
        self._phase("talking")
        prompt = self.query_one(Prompt)
        unheard = [self._unheard, *self._unsaid, prompt.text]
        self._unheard, self._unsaid = "", []
        self._note_unsaved()
        prompt.fill("\n".join(filter(None, unheard)))

    def _render_event(self, event: Event) -> None:
        conversation = self.query_one(Conversation)
        match event:
            case Started():
                self.face.unfinished = True
                conversation.say(event.text, "reply")
                self._state(f"{event.method} · {event.engine}")
            case StateRead():
                return
            case ReplyPiece():
                conversation.grow(event.text)
            case Replied():
                conversation.settle(event.text)
                conversation.quote(self._earlier(event.evidence))
                self._state(" · ".join(filter(None, (event.step, event.strategy, event.reason))))
            case NudgeSpoken():
                conversation.say(event.text, "nudge")
                conversation.quote(event.evidence)
            case InsightProposed():
                self._proposed.append(event)
            case Remark():
                conversation.say(event.text, "remark")
                self._state("")
            case Ended():
                self.face.unfinished = False
                conversation.say(f"{self.said['ended']} {event.path}", "remark")
                self._state("")
                self._phase("ended")
                self._digest()
            case _:
                assert_never(event)

    def _earlier(self, evidence: Sequence[Quote]) -> list[Quote]:
        """The quotes that do not stand on the screen already as what was said just now."""
        return [quote for quote in evidence if not any(quote.text in said for said in self._mine)]

    @work(exclusive=True, group="digest")
    async def _digest(self) -> None:
        """Draw from the session what follows from it."""
        await self.outcome(lambda: self.mirror.catch_up(lambda _: None))

    # How it looks

    def _phase(self, name: str) -> None:
        self._now = name
        for phase in PHASES:
            self.set_class(phase == name, phase)
        self.refresh_bindings()
        if name in {"talking", "editing"}:
            self.query_one(Prompt).focus()
        elif name == "deciding":
            self.query_one(Decision).focus()
        elif name == "ended":
            self.query_one(Conversation).focus()

    def _state(self, text: str) -> None:
        self.query_one("#state", Static).update(
            Content(one_line(text, max(self.size.width - 2, 20)))
        )


def _shown(proposal: Proposal) -> Content:
    return Content.assemble(
        (one_line(proposal.title, 100), "bold"), f"\n  {one_line(proposal.reason, 160)}"
    )
