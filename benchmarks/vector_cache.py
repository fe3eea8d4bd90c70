"""Vectors kept between runs, since most of a first run over real texts is embedding."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from selfmirror.models.ports import Embedder, Vectors


class CachedEmbedder:
    """An embedder whose vectors are kept in a folder, by model and by the text's hash.

    While it is `live` questions are embedded again, so that asking costs what it costs the person.
    `passages` and `spent` count what the model itself had to embed, and the seconds it took.
    """

    def __init__(self, model: Embedder, folder: Path) -> None:
        self.name = model.name
        self.live = False
        self.passages, self.spent = 0, 0.0
        self._model = model
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / (re.sub(r"[^\w.-]", "_", model.name) + ".sqlite")
        # The program may ask from a thread of its own, one at a time.
        self._kept = sqlite3.connect(file, timeout=60, check_same_thread=False)
        self._kept.execute("PRAGMA journal_mode = WAL")
        self._kept.execute("CREATE TABLE IF NOT EXISTS vector (hash TEXT PRIMARY KEY, bytes BLOB)")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found, shape (n, d); only those of unseen texts call the model."""
        hashes = [_hash(text) for text in texts]
        known = self._known(hashes)
        unseen = {key: text for key, text in zip(hashes, texts, strict=True) if key not in known}
        if unseen:
            known |= self._embed(unseen)
        return np.stack([known[key] for key in hashes])

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, shape (d,)."""
        key = _hash(f"query: {text}")
        known = {} if self.live else self._known([key])
        if key not in known:
            known = {key: np.asarray(self._model.embed_query(text), dtype=np.float32)}
            self._keep(known)
        return known[key]

    def close(self) -> None:
        """Let go of the folder."""
        self._kept.close()

    def _known(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        rows = self._kept.execute(
            "SELECT hash, bytes FROM vector WHERE hash IN (SELECT value FROM json_each(?))",
            [json.dumps(list(hashes))],
        )
        return {key: np.frombuffer(kept, dtype=np.float32) for key, kept in rows}

    def _embed(self, texts: dict[str, str]) -> dict[str, Vectors]:
        started = time.perf_counter()
        vectors = np.asarray(self._model.embed_passages(list(texts.values())), dtype=np.float32)
        self.spent += time.perf_counter() - started
        self.passages += len(texts)
        fresh = dict(zip(texts, vectors, strict=True))
        self._keep(fresh)
        return fresh

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._kept:
            self._kept.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                [(key, vector.tobytes()) for key, vector in vectors.items()],
            )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
