"""Slots: what a belief is about, the same for every wording of it."""

from __future__ import annotations

from collections.abc import Sequence

from selfmirror.memory.claim import Family


def slot_name(family: Family, subject: Sequence[str]) -> str:
    """`want.португалия-уехать`: the family and the subject's words in the order of the alphabet."""
    return f"{family.value}.{'-'.join(sorted(set(subject)))}"
