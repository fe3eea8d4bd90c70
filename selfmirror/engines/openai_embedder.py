"""Embeddings from an OpenAI-compatible endpoint."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from selfmirror.engines.openai_client import connect
from selfmirror.engines.openai_faults import TRIES, pause_before, steadily, turned_down, unreached
from selfmirror.models.ports import ModelFailure, NothingOwed

if TYPE_CHECKING:
    from openai import APIStatusError
    from pydantic import SecretStr

    from selfmirror.models.ports import Vectors

_BATCH, _BATCH_CHARACTERS = 128, 100_000
_LONGEST = 8000
"""Characters sent of a text: within the 8,192 tokens of OpenAI's models in any language."""

_SHORTEST = 200
_TIMEOUT, _QUERY_TIMEOUT = 60.0, 10.0
_TOO_MUCH = {400, 413, 422}
_SAYS_TOO_MUCH = re.compile(r"too (?:large|long|many|big)|exceed|context (?:length|size)", re.I)
_NOTHING = "."
"""What stands for a text without words: endpoints turn an empty one down."""


class _TooMuch(Exception):
    """The endpoint does not take so much at once."""

    def __init__(self, failure: ModelFailure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class OpenAIEmbedder:
    """Vectors of any OpenAI-compatible embeddings endpoint; `name` is the model's.

    A request that was turned down for now is tried again after a pause that grows. One that is too
    much is halved, down to the single text, of which then the first half is sent.
    """

    batch = _BATCH

    def __init__(
        self,
        api_key: SecretStr | None,
        base_url: str | None,
        model: str,
        *,
        jitter: Callable[[], float] = steadily,
    ) -> None:
        """Take what calls need; nothing is opened yet.

        Args:
            api_key: the key; without one a placeholder is sent.
            base_url: the endpoint's address; OpenAI's own without one.
            model: the model's name.
            jitter: gives fractions from 0 to 1 that spread the pauses before another try.
        """
        self.name = model
        self._api_key = api_key
        self._base_url = base_url
        self._jitter = jitter
        self._client: Any = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, d), rows of length one.

        Raises:
            NothingOwed: the endpoint is out of reach or turned the last request down.
            ModelFailure: it broke off, took too long or answered something else.
        """
        import numpy as np

        rows: list[list[float]] = []
        try:
            for part in _batches([_plain(text) for text in texts]):
                self._fill(rows, part, _TIMEOUT)
        except NothingOwed as failure:
            # What was answered before is owed.
            raise (ModelFailure(str(failure)) if rows else failure) from failure
        return _unit(rows, self.name) if rows else np.empty((0, 0), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (d,), of length one.

        Raises:
            ModelFailure: as `embed_passages`.
        """
        rows: list[list[float]] = []
        self._fill(rows, [_plain(text)], _QUERY_TIMEOUT)
        vector: Vectors = _unit(rows, self.name)[0]
        return vector

    def _fill(self, rows: list[list[float]], texts: list[str], timeout: float) -> None:
        """Add the vectors of some texts to `rows`, however many requests that takes."""
        try:
            rows += self._asked(texts, timeout)
        except _TooMuch as too_much:
            if len(texts) > 1:
                half = len(texts) // 2
                self._fill(rows, texts[:half], timeout)
                self._fill(rows, texts[half:], timeout)
                return
            shorter = texts[0][: len(texts[0]) // 2]
            if len(shorter) < _SHORTEST:
                raise too_much.failure from None
            self._fill(rows, [shorter], timeout)

    def _asked(self, texts: list[str], timeout: float) -> list[list[float]]:
        """The vectors of one request, tried again where that may help and time allows."""
        from openai import APIConnectionError, APIStatusError, OpenAIError

        deadline, tries = time.monotonic() + timeout, 0
        while True:
            try:
                reply = self._connected().embeddings.create(
                    model=self.name, input=texts, encoding_format="float", timeout=timeout
                )
                return _rows(reply, len(texts), self.name)
            except APIStatusError as error:
                failure = turned_down(error)
                if _is_too_much(error):
                    raise _TooMuch(failure) from error
                wait = pause_before(tries, error, self._jitter())
            except APIConnectionError as error:
                # Whoever pays decides about another try of what may have been done.
                raise unreached(error) from error
            except OpenAIError as error:
                raise _unread(self.name, error) from error
            tries += 1
            if wait is None or tries == TRIES or time.monotonic() + wait >= deadline:
                raise failure
            time.sleep(wait)

    def _connected(self) -> Any:
        if self._client is None:
            self._client = connect(self._api_key, self._base_url, _TIMEOUT)
        return self._client


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, as many at a time as one request may hold."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or size + len(text) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _is_too_much(error: APIStatusError) -> bool:
    # Some local servers answer 500 to what does not fit into their batch.
    return error.status_code in _TOO_MUCH or (
        error.status_code == 500 and _SAYS_TOO_MUCH.search(error.message) is not None
    )


def _rows(reply: Any, expected: int, model: str) -> list[list[float]]:
    try:
        rows = [list(item.embedding) for item in sorted(reply.data, key=lambda item: item.index)]
    except (TypeError, ValueError, AttributeError) as error:
        raise _unread(model, error) from error
    if len(rows) != expected:
        raise ModelFailure(f"{model} answered {len(rows)} vectors for {expected} texts")
    return rows


def _unit(rows: list[list[float]], model: str) -> Vectors:
    """The rows as vectors of length one.

    Raises:
        ModelFailure: they are of different length, or one of them points nowhere.
    """
    import numpy as np

    try:
        vectors = np.array(rows, dtype=np.float64)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    except (TypeError, ValueError) as error:
        raise _unread(model, error) from error
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise ModelFailure(f"{model} answered a vector without a direction")
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit


def _unread(model: str, error: Exception) -> ModelFailure:
    # The endpoint's own words stay out: they may repeat what was sent.
    return ModelFailure(f"the embeddings of {model} cannot be had: {type(error).__name__}")


def _plain(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8").strip() or _NOTHING
