"""Speaking unasked: detectors propose, one arbiter decides, silence is the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.memory.memory import Memory
    from selfmirror.settings import NudgeSettings
    from selfmirror.store.database import Store


class Nudges:
    """Proposes, weighs, speaks or withholds, and learns from the answer."""

    def __init__(self, store: Store, clock: Clock, memory: Memory, settings: NudgeSettings) -> None:
        self._store = store
        self._clock = clock
        self._memory = memory
        self._settings = settings
