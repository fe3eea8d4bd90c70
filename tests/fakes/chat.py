"""A chat model that says what a test tells it to."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from selfmirror.models.ports import ChatRequest, ModelFailure, Usage

Reply = str | dict[str, Any] | Exception
USAGE = Usage(100, 50)


class ScriptedChat:
    """A queue of replies or failures, and a record of the requests; an empty queue is a failure.

    A dict is sent as JSON. Replies come in pieces of `piece` characters, then the usage.
    """

    name = "scripted"

    def __init__(self, *replies: Reply, piece: int = 7, usage: Usage | None = USAGE) -> None:
        self.replies = deque(replies)
        self.requests: list[ChatRequest] = []
        self._piece = piece
        self._usage = usage

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        self.requests.append(request)
        if not self.replies:
            raise ModelFailure("nothing is scripted")
        reply = self.replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        if not text:
            raise ModelFailure("the model's reply was empty")
        yield from (text[at : at + self._piece] for at in range(0, len(text), self._piece))
        if self._usage is not None:
            yield self._usage

    def sent(self) -> str:
        """All that was sent, as one text to look things up in."""
        return "\n".join(m.content for request in self.requests for m in request.messages)
