"""Models behind masking and the cap: mask, reserve, call, settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from selfmirror.errors import CapReached, StoreBusy
from selfmirror.models.masking import mask_secrets
from selfmirror.models.ports import BrokenOff, NothingOwed, Usage, Warming, batch_of

if TYPE_CHECKING:
    from selfmirror.models.budget import Budget, Reservation
    from selfmirror.models.ports import ChatModel, ChatRequest, Embedder, Vectors


class GuardedChat:
    """Passes a request on with its secrets masked and its price reserved.

    `last_sent` is the last request as it left, for the person who asks what was sent; it lives in
    memory alone.
    """

    def __init__(self, chat: ChatModel, budget: Budget) -> None:
        self._chat = chat
        self._budget = budget
        self.last_sent: ChatRequest | None = None

    @property
    def name(self) -> str:
        return self._chat.name

    def warm(self) -> None:
        """Let the model make itself ready in the background, where it can; nothing is sent."""
        if isinstance(self._chat, Warming):
            self._chat.warm()

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        """Yield the reply's text in pieces, then its `Usage` if it is known.

        Raises:
            ModelFailure: the model could not answer.
            CapReached: the call could pass the month's cap; nothing was sent.
        """
        masked = masked_request(request)
        texts = [message.content for message in masked.messages]
        # The schema is read and billed like a message.
        texts.append(str(masked.schema or ""))
        reservation = self._budget.reserve(masked.feature, self.name, texts, masked.max_tokens)
        self.last_sent = masked
        with _settled(self._budget, reservation) as bill:
            for piece in self._chat.stream(masked):
                if isinstance(piece, Usage):
                    bill.usage = piece
                yield piece


class GuardedEmbedder:
    """Passes texts to a paid embedder with their secrets masked and their price reserved.

    Texts to be found whose answer did not come are sent once more, and paid once more.
    """

    def __init__(self, embedder: Embedder, budget: Budget) -> None:
        self._embedder = embedder
        self._budget = budget

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def batch(self) -> int:
        return batch_of(self._embedder)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, d).

        Raises:
            ModelFailure: the model is out of reach, or the cap is.
        """
        masked = [mask_secrets(text) for text in texts]
        with suppress(BrokenOff), self._paid(masked):
            return self._embedder.embed_passages(masked)
        with self._paid(masked):
            return self._embedder.embed_passages(masked)

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (d,).

        Raises:
            ModelFailure: the model is out of reach, or the cap is.
        """
        masked = mask_secrets(text)
        with self._paid([masked]):
            return self._embedder.embed_query(masked)

    @contextmanager
    def _paid(self, texts: Sequence[str]) -> Iterator[None]:
        try:
            reservation = self._budget.reserve("embedding", self.name, texts, 0)
        except CapReached as reached:
            raise NothingOwed(str(reached)) from None
        with _settled(self._budget, reservation):
            yield


def masked_request(request: ChatRequest) -> ChatRequest:
    """The request with the secrets of every message masked."""
    masked = tuple(replace(m, content=mask_secrets(m.content)) for m in request.messages)
    return replace(request, messages=masked)


class _Bill:
    """The usage a call came with, once it is known."""

    usage: Usage | None = None


@contextmanager
def _settled(budget: Budget, reservation: Reservation) -> Iterator[_Bill]:
    """Settle a reservation however the call inside ends."""
    bill = _Bill()
    owed = True
    try:
        yield bill
    except NothingOwed:
        owed = False
        raise
    finally:
        # A store busy just now must not cost the reply: the reservation goes on counting as it is.
        with suppress(StoreBusy):
            if owed:
                budget.settle(reservation, bill.usage)
            else:
                budget.release(reservation)
