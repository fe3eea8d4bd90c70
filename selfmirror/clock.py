"""The only place that asks the machine what time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the current instant, aware, in the person's local zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock in its local time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()
