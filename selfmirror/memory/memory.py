"""Beliefs about the person over time: a fold over dated evidence and the person's verdicts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.memory.belief import Belief, Kind
    from selfmirror.store.database import Store


class Memory:
    """What is known of the person, as of any date."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def beliefs(
        self, as_of: date | None = None, kind: Kind | None = None, *, everything: bool = False
    ) -> list[Belief]:
        """The beliefs that held on a day (today if none is given), newest first."""
        raise NotImplementedError

    def consolidate(self) -> object:
        """Read the utterances not read yet and fold them into beliefs; a second run changes nothing."""
        raise NotImplementedError
