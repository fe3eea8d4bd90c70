"""The slot and side of what a person states outright."""

from __future__ import annotations

from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import FAMILY_OF
from selfmirror.memory.english_words import subject_of as english_subject
from selfmirror.memory.grammar import claims_of
from selfmirror.memory.russian_words import subject_of as russian_subject
from selfmirror.memory.russian_words import tokens_of
from selfmirror.memory.slots import is_wide, slot_name
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language, detect_language

_NEGATIVE = frozenset((Kind.AVERSION, Kind.DROPPED))


def subject_and_sign(kind: Kind, statement: str) -> tuple[str, float]:
    """The slot of a statement and its polarity, −1 or 1.

    Where the grammar reads a claim of the same family in it, that claim's slot and side are taken,
    so that the statement meets what was said before; else the words of its subject name the slot.
    """
    family = FAMILY_OF[kind]
    for claim in claims_of(statement):
        if FAMILY_OF[claim.kind] is family and not is_wide(claim.slot):
            return claim.slot, -1.0 if kind in _NEGATIVE else float(claim.sign)
    words = _subject(statement) or (content_id(statement)[:8],)
    return slot_name(family, words), -1.0 if kind in _NEGATIVE else 1.0


def _subject(statement: str) -> tuple[str, ...]:
    if detect_language(statement) is Language.RU:
        return russian_subject(tokens_of(statement)).words
    return english_subject(statement)
