"""A made-up home of any size: words of two languages in their natural proportions, vectors by chance.

Speakers, days and projects are dealt out so that a filter lets through one in a thousand, one in
ten or nine in ten of all utterances.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from selfmirror.words.identity import content_id
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source, Utterance
from selfmirror.words.when import DateSource, on_day

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors

DIMENSIONS = 384
_IN_SOURCE = 20
_DAYS = 1000
_FIRST = date(2022, 1, 1)
_RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
_VOCABULARY = 20_000
_SYLLABLES = {
    "ru": ("ба", "во", "ги", "дело", "жи", "за", "кра", "лю", "мор", "но", "пи", "ре", "сто", "ту"),
    "en": ("an", "ber", "col", "dri", "en", "for", "gra", "hol", "in", "ker", "lo", "men", "or", "st"),
}  # fmt: skip


def chance_vectors(chance: np.random.Generator, count: int) -> Vectors:
    """Unit vectors of no meaning, shape (count, 384)."""
    drawn = chance.standard_normal((count, DIMENSIONS), dtype=np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


@dataclass(frozen=True, slots=True)
class Sayings:
    """Draws texts whose words are as frequent as Zipf's law has them; the same ones for a seed."""

    seed: int

    def texts(self, count: int) -> Iterator[str]:
        """Texts of 8 to 60 words, Russian and English by turns."""
        chance = np.random.default_rng(self.seed)
        words = {language: _vocabulary(chance, parts) for language, parts in _SYLLABLES.items()}
        upto = np.cumsum(1.0 / np.arange(1, _VOCABULARY + 1))
        for number in range(count):
            vocabulary = words["en" if number % 2 else "ru"]
            drawn = chance.random(int(chance.integers(8, 61))) * upto[-1]
            yield " ".join(vocabulary[place] for place in np.searchsorted(upto, drawn))


def _vocabulary(chance: np.random.Generator, syllables: Sequence[str]) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        drawn = chance.integers(0, len(syllables), size=int(chance.integers(1, 6)))
        words["".join(syllables[place] for place in drawn)] = None
    return list(words)


def made_up(texts: Sequence[str]) -> Iterator[tuple[Source, list[Utterance]]]:
    """Notes of twenty utterances each that hold these texts."""
    for first in range(0, len(texts), _IN_SOURCE):
        place = first // _IN_SOURCE
        identity = content_id("made up", place)
        path, title = f"/made/{place}.md", f"Note {place}"
        source = Source(identity, "note", "markdown", path, title, _project(place))
        part = texts[first : first + _IN_SOURCE]
        yield (
            source,
            [_utterance(identity, number, text) for number, text in enumerate(part, first)],
        )


def _utterance(source: str, number: int, text: str) -> Utterance:
    # By a step that shares no factor with it, the thousand is dealt out evenly and not in runs.
    dealt = number * 617 % _DAYS
    day = _FIRST + timedelta(days=number * 389 % _DAYS)
    return Utterance(
        content_id(source, number),
        source,
        number % _IN_SOURCE,
        None,
        Speaker.OTHER if dealt == 0 else Speaker.ASSISTANT if dealt < 100 else Speaker.ME,
        text,
        on_day(day, DateSource.FILE_NAME),
        _RECORDED,
    )


def _project(place: int) -> str:
    dealt = place % 1000
    return "rare" if dealt == 500 else "side" if dealt % 10 == 1 else "main"


def filters() -> dict[str, dict[str, Any]]:
    """Arguments of a query for each kind of filter, by its name and how much it lets through."""
    last = {"0.1 %": 0, "10 %": _DAYS // 10 - 1, "90 %": 9 * _DAYS // 10 - 1}
    named = {
        "speaker 0.1 %": {"speaker": "other"},
        "speaker 10 %": {"speaker": "assistant"},
        "speaker 90 %": {"speaker": "me"},
        "project 0.1 %": {"project": "rare"},
        "project 10 %": {"project": "side"},
        "project 90 %": {"project": "main"},
    }
    dated = {
        f"days {share}": {"since": _FIRST, "until": _FIRST + timedelta(days=days)}
        for share, days in last.items()
    }
    return named | dated


def questions(count: int) -> list[str]:
    """Questions of two to six words that stand in some of the texts."""
    chance = np.random.default_rng(3)
    asked = []
    for text in Sayings(1).texts(count):
        words = text.split()
        asked.append(" ".join(words[: int(chance.integers(2, 7))]))
    return asked
