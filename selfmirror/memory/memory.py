"""Beliefs about the person over time: a fold over dated evidence and the person's verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.memory.belief import Belief, Kind
    from selfmirror.store.database import Store
    from selfmirror.words.quote import Quote
    from selfmirror.words.when import When

    Redact = Callable[[Sequence[str], datetime], list[Path]]


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

    def get(self, belief: str) -> Belief:
        """The belief of an id or of a unique beginning of one."""
        raise NotImplementedError

    def history(self, slot: str) -> list[Belief]:
        """Everything that was ever held in a slot, oldest first."""
        raise NotImplementedError

    def slots(self, part: str = "") -> list[str]:
        """The slots whose name holds `part`."""
        raise NotImplementedError

    def relevant(self, text: str, k: int = 5) -> list[Belief]:
        """The beliefs that now hold and share words with a text, closest first."""
        raise NotImplementedError

    def ask(self, question: str, as_of: date | None = None) -> list[Belief]:
        """The beliefs that answer a question, closest first."""
        raise NotImplementedError

    def add_insight(self, kind: Kind, text: str, evidence: Sequence[Quote], at: When) -> Belief:
        """Keep an insight that the person confirmed, with the quotes it rests on."""
        raise NotImplementedError

    def consolidate(self) -> object:
        """Read the utterances not read yet and fold them into beliefs; a second run changes nothing."""
        raise NotImplementedError
