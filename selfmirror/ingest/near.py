"""Notes that nearly repeat another one: MinHash over runs of words, looked up by bands of the signature."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

THRESHOLD = 0.9
"""From this estimated Jaccard similarity of their runs of words on, two notes are near copies."""

_ALMOST_ALL = 0.995
_RUN = 3
_FEWEST_RUNS = 18
_PERMUTATIONS = 128
# Twelve bands of ten: two notes as like as the threshold meet in one of them 99.4 times in 100.
_BANDS, _ROWS = 12, 10
_BYTES = 4
_BATCH = 20_000
_CANDIDATES = 50
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Near:
    """The note that another nearly repeats, and how like they are estimated to be (0 to 1)."""

    path: str
    similarity: float

    def as_json(self) -> dict[str, Any]:
        """The receipt's entry."""
        return {
            "path": self.path,
            "similarity": round(self.similarity, 2),
            "threshold": THRESHOLD,
        }

    def __str__(self) -> str:
        # The similarity is estimated: that nothing differs is never known.
        alike = f"{self.similarity:.0%}" if self.similarity < _ALMOST_ALL else "more than 99%"
        return f"nearly repeats {self.path}: {alike} alike, near from {THRESHOLD:.0%} on"


def sign(texts: Iterable[str]) -> bytes | None:
    """The signature of a note, 512 bytes; None for one too short to be told from others by its runs."""
    from datasketch import MinHash

    sketch = MinHash(
        _PERMUTATIONS, permutations=_permutations(), scheme="affine32", hashfunc=zlib.crc32
    )
    runs = _runs(texts)
    met = 0
    while batch := list(islice(runs, _BATCH)):
        met += len(batch)
        sketch.update_batch(batch)
    return sketch.hashvalues.astype("<u4").tobytes() if met >= _FEWEST_RUNS else None


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(_PERMUTATIONS, scheme="affine32").permutations


def _runs(texts: Iterable[str]) -> Iterator[bytes]:
    """Every run of words as bytes; a run may cross from one piece of the note to the next."""
    last: list[str] = []
    for text in texts:
        for word in _WORD.finditer(text.casefold()):
            last.append(word[0])
            if len(last) == _RUN:
                yield " ".join(last).encode("utf-8", "replace")
                del last[0]


class NearNotes:
    """The signatures of all notes by path; `load` gives those of earlier runs, and is asked at the first look-up."""

    def __init__(self, load: Callable[[], Mapping[str, bytes]]) -> None:
        self._load = load
        self._signatures: dict[str, bytes] | None = None
        # Most bands are one note's alone: a list for each would take half of all the memory.
        self._first: dict[int, str] = {}
        self._others: dict[int, list[str]] = {}

    def nearest(self, signature: bytes, besides: Iterable[str]) -> Near | None:
        """The known note most like this one and near to it; of equals the first by path."""
        known = self._known()
        skipped = frozenset(besides)
        met = {path for band in _bands(signature) for path in self._in_band(band)}
        found = [
            Near(path, _similarity(signature, known[path]))
            for path in met
            if path in known and path not in skipped
        ]
        near = [one for one in found if one.similarity >= THRESHOLD]
        return min(near, key=lambda one: (-one.similarity, one.path), default=None)

    def learn(self, path: str, signature: bytes | None) -> None:
        """Know a path's note by this signature from now on; None forgets what it was known by."""
        known = self._known() if signature else self._signatures
        if known is None:
            return
        known.pop(path, None)
        if signature:
            known[path] = signature
            self._place(path, signature)

    def _known(self) -> dict[str, bytes]:
        if self._signatures is None:
            self._signatures = dict(self._load())
            for path, signature in self._signatures.items():
                self._place(path, signature)
        return self._signatures

    def _place(self, path: str, signature: bytes) -> None:
        for band in _bands(signature):
            if self._first.setdefault(band, path) != path:
                others = self._others.setdefault(band, [])
                # Of notes made by one template a few are enough to know the next one by.
                if len(others) < _CANDIDATES:
                    others.append(path)

    def _in_band(self, band: int) -> Iterator[str]:
        if band in self._first:
            yield self._first[band]
            yield from self._others.get(band, ())


def _bands(signature: bytes) -> Iterator[int]:
    width = _ROWS * _BYTES
    for band in range(_BANDS):
        yield hash((band, signature[band * width : (band + 1) * width]))


def _similarity(one: bytes, other: bytes) -> float:
    import numpy as np

    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))
