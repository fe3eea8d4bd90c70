"""The word index: BM25 in tantivy."""

from __future__ import annotations

from pathlib import Path


class TantivyWords:
    """BM25 over passages with English and Russian stems, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
