"""An embedder that needs no model."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class BagEmbedder:
    """Hashes words and their first four letters into some places: texts that share words are close."""

    def __init__(self, name: str = "bag", size: int = 384) -> None:
        self.name = name
        self._size = size
        self.calls = 0
        self.passages = 0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        self.passages += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.calls += 1
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self._size, 1e-3, dtype=np.float32)
        for word in text.lower().split():
            for piece in {word, word[:4]}:
                digest = hashlib.sha256(piece.encode()).digest()
                vector[int.from_bytes(digest[:4], "big") % self._size] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit
