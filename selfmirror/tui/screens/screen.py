"""What every screen has: the mirror, the wording, and calls that end in a result or in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.screen import Screen

from selfmirror.errors import MirrorError
from selfmirror.tui.aside import aside
from selfmirror.tui.messages import WentWrong
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selfmirror.tui.talk import Wished
    from selfmirror.wiring import Mirror

T = TypeVar("T")


class Face(Protocol):
    """What a screen may ask of the app."""

    mirror: Mirror
    words: Mapping[str, str]
    language: str
    wished: Wished
    unfinished: bool
    unsaved: tuple[str, ...]


class MirrorScreen(Screen[None]):
    """A screen on the wired mirror; it never meets the store."""

    @property
    def face(self) -> Face:
        return cast("Face", self.app)

    @property
    def mirror(self) -> Mirror:
        return self.face.mirror

    @property
    def said(self) -> Mapping[str, str]:
        """The wording of labels in the person's language."""
        return self.face.words

    async def outcome(self, call: Callable[[], T]) -> T | None:
        """What a call of the core gives, made beside the screen; None after a failure, which is told."""
        try:
            return await aside(call)
        except Exception as error:  # noqa: BLE001 - a person never meets a traceback
            self.post_message(WentWrong(failure_line(error, self.said)))
            return None

    def on_went_wrong(self, event: WentWrong) -> None:
        self.notify(event.text, severity="warning", markup=False, timeout=8)


def failure_line(error: Exception, words: Mapping[str, str]) -> str:
    """A failure as one line that a person can act on."""
    match error:
        case MirrorError():
            return one_line(str(error), 200)
        case OSError():
            return one_line(f"{error.strerror or type(error).__name__} {error.filename or ''}", 200)
        case _:
            return words["unexpected"].format(kind=type(error).__name__)
