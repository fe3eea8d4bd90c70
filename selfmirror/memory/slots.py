"""Slots: what a belief is about, the same for every wording of it."""

from __future__ import annotations

from collections.abc import Sequence

from selfmirror.memory.claim import Family


def slot_name(family: Family, subject: Sequence[str]) -> str:
    """`want.португалия-уехать`: the family and the subject's words in the order of the alphabet."""
    return f"{family.value}.{'-'.join(sorted(set(subject)))}"


def wide_slot(family: Family, subject: Sequence[str]) -> str:
    """`want.*грузия`: every slot of the family whose subject has these words; only what ends them stands in it."""
    return f"{family.value}.*{'-'.join(sorted(set(subject)))}"


def is_wide(slot: str) -> bool:
    """Whether a slot stands for all those that have its words."""
    return ".*" in slot


def reaches(wide: str, slot: str) -> bool:
    """Whether a wide slot stands for another one, too."""
    family, _, words = wide.partition(".*")
    mine, _, subject = slot.partition(".")
    return not is_wide(slot) and family == mine and set(words.split("-")) <= set(subject.split("-"))
