"""The sentence of an utterance that shows a theme best, verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from selfmirror.drift.lexicon import words_of
from selfmirror.words.own import own_words
from selfmirror.words.quote import Quote
from selfmirror.words.utterance import Source, Utterance

LONGEST = 160
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”»\")]*\s+|\n+")
# An initial, or a word that is written short, before a full stop that ends nothing.
_SHORTENED = re.compile(
    r"(?:\b[A-ZА-ЯЁ]|\b(?i:mr|mrs|ms|dr|st|vs|etc|nat|no|vol|e\.g|i\.e|г|ул|им|д|кв|т\.е|т\.к|т\.д|т\.п|др|пр|см|стр|руб))\.$"
)
_LIST_MARK = re.compile(r"(?:[-*+•]\s+|\d+[.)]\s+|\[[ xX]\]\s*|#+\s+|:[a-z0-9_+-]+:\s*)+")


def best_quote(
    utterance: Utterance, source: Source | None, keywords: Sequence[str]
) -> Quote | None:
    """A sentence of the person's own words with the most of the keywords; None where none has any."""
    text = utterance.text
    spans = [(clarity(text[a:b], keywords), a, b) for a, b in _sentences(own_words(text))]
    if not spans:
        return None
    score, first, last = max(spans, key=lambda span: (span[0], -span[1]))
    if score <= 0:
        return None
    first, last = _within(text, first, last, keywords)
    name = (source.title or source.path) if source else ""
    return Quote(utterance.id, text[first:last], utterance.said, name)


def _sentences(text: str) -> list[tuple[int, int]]:
    """The spans of sentences without blanked words, list marks and the space around them."""
    ends = [found for found in _SENTENCE_END.finditer(text) if _ends(text, found)]
    edges = [0, *(found.end() for found in ends), len(text)]
    found: list[tuple[int, int]] = []
    for first, last in pairwise(edges):
        for piece in re.finditer(r"\S(?:.*?\S)?(?=\s{3,}|\s*\Z)", text[first:last], re.DOTALL):
            mark = _LIST_MARK.match(piece.group())
            start = first + piece.start() + (mark.end() if mark else 0)
            if first + piece.end() - start > 8:
                found.append((start, first + piece.end()))
    return found


def _ends(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - 8, 0) : found.start()]
    return "\n" in found.group() or not _SHORTENED.search(before)


def clarity(sentence: str, keywords: Sequence[str]) -> float:
    """How many keywords it has, the first ones weighing more; a whole sentence of quotable length wins."""
    hits = _hits(words_of(sentence), keywords)
    weight = sum(1 / (1 + 0.15 * keyword) for keyword in hits)
    broken = sentence[:1].islower()
    return weight * (0.7 if broken else 1.0) * (1.0 if 25 <= len(sentence) <= LONGEST else 0.6)


def _hits(words: Sequence[str], keywords: Sequence[str]) -> set[int]:
    stems = [word[: max(4, len(word) - 2)] for word in keywords]
    return {
        i
        for i, stem in enumerate(stems)
        for word in words
        if word.startswith(stem) and len(word) < len(stem) + 6
    }


def _within(text: str, first: int, last: int, keywords: Sequence[str]) -> tuple[int, int]:
    """The span cut at words to at most `LONGEST` characters, around its first keyword."""
    if last - first <= LONGEST:
        return first, last
    words = [found.span() for found in re.finditer(r"\S+", text[first:last])]
    at = next((a for a, b in words if _hits(words_of(text[first + a : first + b]), keywords)), 0)
    start = min((a for a, _ in words if a >= at - LONGEST // 2), default=0)
    end = max((b for a, b in words if a >= start and b - start <= LONGEST), default=start + LONGEST)
    return first + start, first + end
