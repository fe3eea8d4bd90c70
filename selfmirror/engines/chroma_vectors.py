"""The vector index: nearest neighbours in Chroma."""

from __future__ import annotations

from pathlib import Path


class ChromaVectors:
    """Cosine neighbours among passage vectors, in one folder or on a Chroma server."""

    def __init__(self, folder: Path, address: str = "embedded") -> None:
        self._folder = folder
        self._address = address
