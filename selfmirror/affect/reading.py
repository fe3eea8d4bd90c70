"""What was read from an utterance."""

from dataclasses import dataclass, field


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
