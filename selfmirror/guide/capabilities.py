"""What a session draws on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.search.reranking import Reranking

if TYPE_CHECKING:
    from selfmirror.affect.affect import Affect
    from selfmirror.clock import Clock
    from selfmirror.journal.journal import Journal
    from selfmirror.memory.memory import Memory
    from selfmirror.models.ports import ChatModel
    from selfmirror.nudges.nudges import Nudges
    from selfmirror.paths import Home
    from selfmirror.search.finder import Search
    from selfmirror.store.database import Store


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a session draws on; `chat` is None where only the embedded guide speaks.

    With `rerank` it also orders what is found.
    """

    home: Home
    clock: Clock
    store: Store
    journal: Journal
    search: Search
    affect: Affect
    memory: Memory
    nudges: Nudges
    chat: ChatModel | None
    rerank: bool = False

    def looking(self) -> Reranking:
        """What looks things up for one turn or one question."""
        return Reranking(self.search, self.chat if self.rerank else None)
