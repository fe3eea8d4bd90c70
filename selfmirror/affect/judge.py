"""From scores and words to a reading: stress, confidence, and when to abstain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.affect.readable import language_of, own_text
from selfmirror.affect.reading import Reading, unread
from selfmirror.affect.signals import hear_signals, overload
from selfmirror.words.language import Language

if TYPE_CHECKING:
    from selfmirror.affect.head import Floats, Head, Scores


def judge(text: str, vector: Floats | None, head: Head) -> Reading:
    """The reading of a text by the vector of its own words; without a vector only signals are heard."""
    own = own_text(text)
    signals = hear_signals(own)
    language = language_of(own)
    if language is Language.UNKNOWN or vector is None:
        return unread(signals)
    scores = head.score(vector, language)
    return Reading(
        valence=round(scores.valence, 3),
        arousal=round(scores.arousal, 3),
        stress=round(stress_of(scores, own), 3),
        emotions={name: round(chance, 3) for name, chance in scores.emotions.items()},
        labels=scores.labels,
        confidence=round(max(scores.emotions.values()), 3),
        signals=signals,
    )


def stress_of(scores: Scores, own: str) -> float:
    """Stress 0..1: unpleasant, aroused, and afraid or angry all at once; or overload in so many words.

    The first is the geometric mean of the three, after the high-arousal negative quarter of the
    circumplex (Russell 1980); the two are joined as independent causes (noisy-or).
    """
    negative = max(-scores.valence, 0.0)
    threat = max(scores.emotions["fear"], scores.emotions["anger"])
    strain = float((negative * scores.arousal * threat) ** (1 / 3))
    return 1 - (1 - strain) * (1 - overload(own))
