"""The only place that asks the machine what time it is, and for chance."""

import os
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the current instant, aware, in the person's local zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock in its local time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()


def chance() -> float:
    """A fraction from 0 to 1, another at each call."""
    return int.from_bytes(os.urandom(4), "big") / 2**32
