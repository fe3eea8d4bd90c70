"""Slash commands, and a kept turn told again."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from selfmirror.guide.events import Replied
from selfmirror.guide.strategy import Strategy

if TYPE_CHECKING:
    from selfmirror.store.sessions import TurnRow


class Command(StrEnum):
    """What a line that begins with a slash asks for."""

    HELP = "help"
    WHY = "why"
    EVIDENCE = "evidence"
    MODE = "mode"
    SKIP = "skip"
    BACK = "back"
    MOOD = "mood"
    NUDGE = "nudge"
    UNDO = "undo"
    END = "end"


def read_command(line: str) -> tuple[Command | None, str]:
    """The command of a line and what follows it; None for one that there is not."""
    name, _, rest = line.strip().lstrip("/").partition(" ")
    known = name.lower() in set(Command)
    return (Command(name.lower()) if known else None), rest.strip().lower()


def told(turn: TurnRow) -> Replied:
    """The last reply of a session again, for one who comes back to it."""
    strategy = Strategy(turn.strategy) if turn.strategy else Strategy.STEP
    return Replied(
        turn.next or turn.step, strategy, turn.reason or "", turn.reply or "", turn.evidence
    )
