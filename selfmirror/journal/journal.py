"""The person's entries and transcripts: Markdown files are the truth, the store follows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.paths import Home
    from selfmirror.store.database import Store
    from selfmirror.words.utterance import Utterance
    from selfmirror.words.when import When


class Journal:
    """Writes entries and session transcripts, and takes in what was edited by hand."""

    def __init__(self, home: Home, store: Store, clock: Clock) -> None:
        self._home = home
        self._store = store
        self._clock = clock

    def write_note(self, text: str, said: When, tags: Sequence[str] = ()) -> Utterance:
        """Write one entry to its file, then to the store; it is on disk when this returns."""
        raise NotImplementedError

    def reconcile(self) -> int:
        """Take into the store what the files have and it lacks; return how many files changed."""
        raise NotImplementedError
