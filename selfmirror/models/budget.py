"""The monthly cap: money is reserved before a call to a model and settled after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.settings import BudgetSettings
    from selfmirror.store.database import Store


class Budget:
    """What models may still cost this month, in the budget's currency."""

    def __init__(self, store: Store, clock: Clock, settings: BudgetSettings) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
