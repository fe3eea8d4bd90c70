"""What was read from an utterance."""

from dataclasses import dataclass, field
from typing import Any

EMOTIONS = ("joy", "sadness", "anger", "fear", "surprise")


@dataclass(frozen=True, slots=True)
class Reading:
    """Affect of one text.

    `valence` is −1..1, `arousal` and `stress` 0..1, `emotions` a probability for each of joy,
    sadness, anger, fear, surprise; `labels` those above their thresholds, empty when abstaining;
    `confidence` 0..1; `signals` name what in the words was heard.
    """

    valence: float
    arousal: float
    stress: float
    emotions: dict[str, float] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    confidence: float = 0.0
    signals: tuple[str, ...] = ()
    corrected: bool = False

    @property
    def known(self) -> bool:
        """Whether anything could be read at all; if not, the figures say nothing."""
        return self.confidence > 0.0

    def as_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "valence": self.valence,
            "arousal": self.arousal,
            "stress": self.stress,
            "emotions": self.emotions,
            "labels": list(self.labels),
            "confidence": self.confidence,
            "signals": list(self.signals),
            "corrected": self.corrected,
        }


def unread(signals: tuple[str, ...] = ()) -> Reading:
    """The reading of a text that cannot be read: no labels, no confidence."""
    return Reading(0.0, 0.0, 0.0, signals=signals)


@dataclass(frozen=True, slots=True)
class Correction:
    """What the person says an utterance was; None leaves that part as it was read."""

    valence: float | None = None
    arousal: float | None = None
    stress: float | None = None
    labels: tuple[str, ...] | None = None
