"""The ports to models: what talks and what turns text into vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class ModelFailure(Exception):
    """A model could not answer: refused, timed out, broke off, or is out of reach.

    Its text is one line without a word of what was asked or answered.
    """


class BrokenOff(ModelFailure):
    """No answer came, though the endpoint may have done the work: another try is another call."""


class NothingOwed(ModelFailure):
    """The endpoint took no work, so that the call cost nothing: out of reach, or turned down."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a chat model; `role` is `system`, `user` or `assistant`."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What is asked of a chat model.

    `feature` names what it is for, for the account of spending; `schema` is a JSON schema that the
    reply must follow, where one is wanted; `max_tokens` bounds the reply, and so its price.
    `began` is the `time.monotonic()` from which the time-out counts, so that a second question
    of the same turn shares the first one's; without it the call's own start. `seconds` bounds the
    reply in time where that is less than the model's own time-out.
    """

    feature: str
    messages: tuple[Message, ...]
    schema: dict[str, Any] | None = None
    max_tokens: int = 1200
    began: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call consumed, in tokens."""

    tokens_in: int
    tokens_out: int


class ChatModel(Protocol):
    """A conversation model behind an OpenAI-compatible endpoint, or a stand-in for one."""

    @property
    def name(self) -> str: ...

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        """Yield the reply's text in pieces as it comes, then one `Usage` if it is known.

        Raises:
            ModelFailure: at any point; what came before it may be incomplete.
        """
        ...


@runtime_checkable
class Warming(Protocol):
    """Something that can make itself ready before it is needed."""

    def warm(self) -> None:
        """Begin to, in the background; nothing is sent."""
        ...


@runtime_checkable
class Batching(Protocol):
    """Something that does many texts at a time about as fast as one; `batch` is how many."""

    @property
    def batch(self) -> int: ...


def batch_of(embedder: Embedder) -> int:
    """How many texts to give an embedder at a time."""
    return embedder.batch if isinstance(embedder, Batching) else 32


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their closeness in meaning."""

    @property
    def name(self) -> str: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, d), float32, rows of length one.

        Raises:
            ModelFailure: the model is out of reach.
        """
        ...

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (d,), float32, of length one.

        Raises:
            ModelFailure: the model is out of reach.
        """
        ...
