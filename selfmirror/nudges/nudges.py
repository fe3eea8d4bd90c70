"""Speaking unasked: detectors propose, one arbiter decides, silence is the default."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.clock import Clock
    from selfmirror.memory.memory import Memory
    from selfmirror.nudges.nudge import Nudge, Outcome
    from selfmirror.settings import NudgeSettings
    from selfmirror.store.database import Store


class Nudges:
    """Proposes, weighs, speaks or withholds, and learns from the answer."""

    def __init__(self, store: Store, clock: Clock, memory: Memory, settings: NudgeSettings) -> None:
        self._store = store
        self._clock = clock
        self._memory = memory
        self._settings = settings

    def consider(
        self, session: str, text: str, utterance: str, reading: Reading | None, now: datetime
    ) -> Nudge | None:
        """What is worth saying unasked about these words; None, by far the most often, for silence."""
        return None

    def answer(self, identity: str, outcome: Outcome) -> None:
        """Keep what the person did with a nudge."""
        raise NotImplementedError
