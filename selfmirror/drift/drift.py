"""How the person's priorities moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.store.database import Store

Period = Literal["week", "month", "quarter"]


@dataclass(frozen=True, slots=True)
class DriftQuestion:
    """Which days to look at, cut how; both dates are inside, None is as far as the evidence goes."""

    since: date | None = None
    until: date | None = None
    by: Period = "month"
    theme: str | None = None


class Drift:
    """Answers how the shares of attention moved, from the stored evidence alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def report(self, question: DriftQuestion) -> object:
        raise NotImplementedError
