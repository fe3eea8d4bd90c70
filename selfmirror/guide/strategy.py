"""What a reply sets out to do: the closed set of strategies, and who chooses among them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Mode = Literal["auto", "direct", "socratic"]
"""Whether the guide chooses for itself or was told to answer, or to ask, where it can."""

MODES: tuple[Mode, ...] = ("auto", "direct", "socratic")


def mode_named(name: str) -> Mode:
    """The mode of this name; `auto` for one that there is not."""
    return next((mode for mode in MODES if mode == name), "auto")


class Strategy(StrEnum):
    """What one reply does."""

    DIRECT = "direct"
    SOCRATIC = "socratic"
    REFLECT = "reflect"
    CONTRAST = "contrast"
    REFRAME = "reframe"
    GROUND = "ground"
    SUMMARISE = "summarise"
    STEP = "step"
    PIVOT = "pivot"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Choice:
    """A strategy and its reason, one line in the person's language."""

    strategy: Strategy
    reason: str
