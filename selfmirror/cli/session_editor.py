"""The session in a terminal: a line editor, and replies wrapped as they stream."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from selfmirror.cli.output import write_line, write_piece
from selfmirror.cli.session_faces import Hearing, Left, insight_text
from selfmirror.guide import notices
from selfmirror.guide.commands import Command
from selfmirror.guide.events import (
    Ended,
    Event,
    InsightProposed,
    NudgeSpoken,
    Remark,
    Replied,
    ReplyPiece,
    Started,
)
from selfmirror.guide.verdicts import understood

if TYPE_CHECKING:
    from pathlib import Path

    from prompt_toolkit import PromptSession

    from selfmirror.guide.method import Both
    from selfmirror.wiring import Mirror

_WIDTH = 88


class Wrapping:
    """Breaks streamed text at the edge of the terminal, whatever pieces it comes in."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._column = 0
        self._word = ""

    def feed(self, text: str) -> str:
        """What can be written by now; the last word waits until it is whole."""
        return "".join(self._place(letter) for letter in text)

    def rest(self) -> str:
        """What was waiting; the column starts anew."""
        out = self._flush()
        self._column = 0
        return out

    def _place(self, letter: str) -> str:
        if not letter.isspace():
            self._word += letter
            return ""
        out = self._flush()
        if letter == "\n":
            self._column = 0
            return out + "\n"
        self._column += 1
        return out + letter

    def _flush(self) -> str:
        word, self._word = self._word, ""
        broken = bool(self._column) and self._column + len(word) > self._width
        self._column = len(word) if broken else self._column + len(word)
        return f"\n{word}" if broken else word


class EditorFace(Hearing):
    """A person at a terminal; the end of their input leaves the session open."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._wrapping = Wrapping(min(shutil.get_terminal_size().columns - 1, _WIDTH))
        self._streamed = False
        self._editor: PromptSession[str] | None = None

    def show(self, event: Event) -> None:
        self.heed(event)
        match event:
            case ReplyPiece(text):
                if not self._streamed:
                    write_line()
                self._streamed = True
                write_piece(self._wrapping.feed(text))
            case Replied(_, _, _, text, _):
                write_piece(self._wrapping.rest() if self._streamed else self._whole(text))
                self._streamed = False
                write_line("\n")
            case Started(_, _, _, text, _):
                self._paragraph(text)
            case Remark(text):
                self._break_off()
                self._paragraph(text)
            case NudgeSpoken(_, _, text, _):
                self._paragraph(f"▸ {text}")
            case InsightProposed():
                self._paragraph(insight_text(event, self.spoken))
            case Ended(path, _):
                self._paragraph(str(path))
            case _:
                return

    def turn(self) -> str | None:
        if self._editor is None:
            # The engines load while the person writes the first answer.
            threading.Thread(target=self._mirror.guide.warm, daemon=True).start()
            self._editor = _editor(self._mirror.home.history)
        return self._ask(notices.EDITOR)

    def verdicts(self, insights: list[InsightProposed]) -> Iterable[tuple[str, str]]:
        return self._each(insights)

    def _each(self, insights: list[InsightProposed]) -> Iterator[tuple[str, str]]:
        for insight in insights:
            self.show(insight)
            while (answer := self._ask(notices.VERDICT).strip()) and not understood(answer):
                self.show(Remark(notices.UNCLEAR.in_(self.spoken)))
                self.show(insight)
            if answer:
                yield insight.id, answer

    def _ask(self, hint: Both) -> str:
        if self._editor is None:
            self._editor = _editor(self._mirror.home.history)
        try:
            return self._editor.prompt(bottom_toolbar=hint.in_(self.spoken))
        except EOFError:
            raise Left from None

    def _whole(self, text: str) -> str:
        return "\n" + self._wrapping.feed(text) + self._wrapping.rest()

    def _paragraph(self, text: str) -> None:
        write_line(self._whole(text))

    def _break_off(self) -> None:
        if self._streamed:
            write_line(self._wrapping.rest())
            self._streamed = False


def _editor(history: Path) -> PromptSession[str]:
    """A line editor: Enter sends, Esc Enter breaks the line, slash commands complete."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

    keys = KeyBindings()

    @keys.add("enter")
    def _send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _break_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    # What was typed is diary text: only its owner may read it.
    os.close(os.open(history, os.O_CREAT | os.O_APPEND, 0o600))
    return PromptSession(
        "› ",
        multiline=True,
        key_bindings=keys,
        history=FileHistory(str(history)),
        completer=WordCompleter([f"/{command}" for command in Command], sentence=True),
        complete_while_typing=False,
        prompt_continuation="  ",
    )
