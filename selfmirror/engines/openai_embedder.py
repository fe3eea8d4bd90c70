"""Embeddings from an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from selfmirror.engines.openai_client import connect
from selfmirror.models.ports import ModelFailure

if TYPE_CHECKING:
    from pydantic import SecretStr

    from selfmirror.models.ports import Vectors

_BATCH = 128
_TIMEOUT = 60.0


class OpenAIEmbedder:
    """Vectors of any OpenAI-compatible embeddings endpoint; `name` is the model's."""

    def __init__(self, api_key: SecretStr | None, base_url: str | None, model: str) -> None:
        self.name = model
        self._api_key = api_key
        self._base_url = base_url
        self._client: Any = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, d), rows of length one.

        Raises:
            ModelFailure: the endpoint refused, timed out or answered something else.
        """
        import numpy as np

        batches = [
            self._embed(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(batches) if batches else np.empty((0, 0), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (d,), of length one.

        Raises:
            ModelFailure: as `embed_passages`.
        """
        vector: Vectors = self._embed([text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np
        from openai import OpenAIError

        try:
            reply = self._connected().embeddings.create(
                model=self.name, input=[_plain(text) for text in texts], encoding_format="float"
            )
            rows = [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]
            vectors = np.array(rows, dtype=np.float32)
        except (OpenAIError, TypeError, ValueError, AttributeError) as error:
            # The endpoint's own words stay out: they may repeat what was sent.
            what = type(error).__name__
            raise ModelFailure(f"the embeddings of {self.name} cannot be had: {what}") from error
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise ModelFailure(
                f"{self.name} answered {len(vectors)} vectors for {len(texts)} texts"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
        return unit

    def _connected(self) -> Any:
        if self._client is None:
            self._client = connect(self._api_key, self._base_url, _TIMEOUT)
        return self._client


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").strip() or " "
