"""The trained head: one linear layer from a passage embedding to affect.

Logistic regression an emotion and ridge regression for valence and arousal, over vectors centred
for each language (Libovický, Rosa and Fraser 2020: the mean of a language carries its identity),
calibrated by Platt scaling (Platt 1999). `benchmarks/train_affect.py` writes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.affect.reading import EMOTIONS
from selfmirror.words.language import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

LANGUAGES = (Language.RU, Language.EN)
WEIGHTS = Path(__file__).with_name("head.npz")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the head says of one vector: calibrated probabilities, and valence and arousal in range."""

    valence: float
    arousal: float
    emotions: dict[str, float]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of a trained head, with d the width of the embedding.

    `centre` (2, d) and `scale` () standardise a vector by its language, in the order of LANGUAGES;
    `weights` (7, d) and `bias` (7,) give the five emotions' logits, then valence and arousal;
    `slope`, `shift` and `threshold` (2, 5) calibrate and cut each emotion in each language.
    `embedder` names the only model whose vectors it can read.
    """

    name: str
    embedder: str
    centre: Floats
    scale: float
    weights: Floats
    bias: Floats
    slope: Floats
    shift: Floats
    threshold: Floats

    def score(self, vector: Floats, language: Language) -> Scores:
        """Affect of one text by its vector of shape (d,); the language is Russian or English."""
        import numpy as np

        row = LANGUAGES.index(language)
        raw = self.weights @ ((vector - self.centre[row]) * self.scale) + self.bias
        count = len(EMOTIONS)
        chances = 1 / (1 + np.exp(-(self.slope[row] * raw[:count] + self.shift[row])))
        emotions = {name: float(chance) for name, chance in zip(EMOTIONS, chances, strict=True)}
        heard = [
            name
            for name, cut in zip(EMOTIONS, self.threshold[row], strict=True)
            if emotions[name] >= cut
        ]
        labels = tuple(sorted(heard, key=lambda name: -emotions[name]))
        valence, arousal = (float(value) for value in raw[count:])
        return Scores(min(max(valence, -1.0), 1.0), min(max(arousal, 0.0), 1.0), emotions, labels)


@cache
def shipped_head() -> Head:
    """The head that comes with selfmirror, read once."""
    return load_head(WEIGHTS)


def load_head(path: Path) -> Head:
    """Read a head from an `.npz` file of plain arrays."""
    import numpy as np

    with np.load(path, allow_pickle=False) as kept:
        return Head(
            str(kept["name"]),
            str(kept["embedder"]),
            kept["centre"],
            float(kept["scale"]),
            kept["weights"],
            kept["bias"],
            kept["slope"],
            kept["shift"],
            kept["threshold"],
        )
