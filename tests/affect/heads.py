"""A head that can be read by eye: each place of the vector is one of its outputs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from selfmirror.affect.head import Head
from selfmirror.affect.reading import EMOTIONS

OUTPUTS = (*EMOTIONS, "valence", "arousal")
_LENGTH = 30.0


def vector_of(**values: float) -> NDArray[np.float32]:
    """The unit vector that gives these outputs; emotions are logits before calibration."""
    wanted = [values.get(name, -9.0 if name in EMOTIONS else 0.0) for name in OUTPUTS]
    filler = (_LENGTH**2 - sum(value**2 for value in wanted)) ** 0.5
    return np.array([*wanted, filler], dtype=np.float32) / np.float32(_LENGTH)


def word_head(embedder: str = "bag", name: str = "by-eye") -> Head:
    """Emotions are calibrated by a shift of −1 and cut at one half."""
    return Head(
        name,
        embedder,
        np.zeros((2, 8)),
        _LENGTH,
        np.eye(7, 8),
        np.zeros(7),
        np.ones((2, 5)),
        -np.ones((2, 5)),
        np.full((2, 5), 0.5),
    )


class FeelingEmbedder:
    """Gives a text the vector of the feelings named in it, for `word_head`."""

    name = "bag"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += list(texts)
        return np.stack([feeling_vector(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return feeling_vector(text)


def feeling_vector(text: str) -> NDArray[np.float32]:
    """`happy` and `рад` make it joy, `angry` and `злюсь` anger."""
    if "happy" in text or "рад" in text:
        return vector_of(joy=4.0, valence=0.7, arousal=0.5)
    if "angry" in text or "злюсь" in text:
        return vector_of(anger=4.0, valence=-0.6, arousal=0.8)
    return vector_of()
