"""The embedded extraction: claims about the speaker from one utterance, in Russian and in English."""

from __future__ import annotations

from collections.abc import Iterator

from selfmirror.memory.claim import Claim
from selfmirror.memory.english import english_claims
from selfmirror.memory.russian import russian_claims
from selfmirror.memory.sentences import sentences
from selfmirror.words.language import Language, detect_language

EXTRACTOR = "grammar-3"
"""The name of this reading; a new name makes every utterance be read again."""

_LEAST_CONFIDENCE = 0.25
_LONGEST_SENTENCE = 4000
"""Longer ones are no sentences, and looking around each «I» of one takes the square of its length."""


def claims_of(text: str) -> list[Claim]:
    """What a text says its author wants, decided, likes, fears, values, dropped and did.

    It would rather miss than invent: questions, suppositions, quotations, reported speech, jokes
    and the wishes of others give nothing. Every quote is a verbatim part of the text.
    """
    found: dict[tuple[str, str, int], Claim] = {}
    for claim in _all_claims(text):
        key = (claim.kind.value, claim.slot, claim.sign)
        if (
            claim.quote in text
            and claim.statement in claim.quote
            and claim.confidence >= _LEAST_CONFIDENCE
        ):
            found.setdefault(key, claim)
    return list(found.values())


def _all_claims(text: str) -> Iterator[Claim]:
    for sentence in sentences(text):
        if len(sentence.text) > _LONGEST_SENTENCE:
            continue
        match detect_language(sentence.voice):
            case Language.RU:
                yield from russian_claims(sentence)
            case Language.EN:
                yield from english_claims(sentence)
            case Language.UNKNOWN:
                continue
