"""Which beliefs a text is about, by the content words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from selfmirror.memory.belief import Belief
from selfmirror.memory.english_words import content_stems
from selfmirror.memory.russian_words import content_lemmas
from selfmirror.words.language import Language, detect_language


def closest(text: str, beliefs: Sequence[Belief], k: int) -> list[Belief]:
    """At most `k` beliefs that share words with the text, closest first.

    A shared word weighs the more the fewer beliefs have it (inverse document frequency, Spärck
    Jones 1972); a word that names the slot weighs double.
    """
    asked = _content(text)
    if not asked:
        return []
    contents = [_content(belief.statement) | _slot_words(belief) for belief in beliefs]
    frequency = Counter(word for content in contents for word in content & asked)
    scored = [
        (sum(_weight(word, belief, frequency, len(beliefs)) for word in content & asked), belief)
        for belief, content in zip(beliefs, contents, strict=True)
    ]
    ranked = sorted(
        scored,
        key=lambda pair: (
            -pair[0],
            -pair[1].valid_from.sort_key.timestamp() if pair[1].valid_from.known else 0.0,
            pair[1].id,
        ),
    )
    return [belief for score, belief in ranked[:k] if score > 0]


def _weight(word: str, belief: Belief, frequency: Counter[str], total: int) -> float:
    rare = log(1 + total / frequency[word])
    return rare * (2 if word in _slot_words(belief) else 1)


def _slot_words(belief: Belief) -> set[str]:
    return set(belief.slot.partition(".")[2].split("-"))


def _content(text: str) -> set[str]:
    match detect_language(text):
        case Language.RU:
            return content_lemmas(text)
        case Language.EN:
            return content_stems(text)
        case Language.UNKNOWN:
            return set()
