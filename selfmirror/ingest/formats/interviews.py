"""Interviews and talks that were written down under names: «Корр.: … / Собеседник: …», «Я: … / Мама: …»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from selfmirror.ingest.formats.speaker_labels import Label, Passage, people_in
from selfmirror.words.tellers import PERSONS

_ASKING = r"корр?\.?|корреспондент|журналист(?:ка)?|интервьюер|ведущ(?:ий|ая)|модератор|interviewer|reporter|journalist|host|moderator"
_ASKS = re.compile(rf"(?i){_ASKING}")
_ASKED = re.compile(rf"(?im)^[ \t*_]{{0,9}}(?:{_ASKING})[ \t*_]{{0,4}}[:：]")
_ANNOUNCED = re.compile(
    r"(?i)\binterview(?:s|ed)? (?:with|of|by)\b(?! (?:me|myself)\b)|\bq ?& ?a with\b|\bинтервью (?:с|со|у)\b(?! (?:мной|собой|меня)\b)"
    r"|\b(?:беседовал[аи]?|беседа с|взял[аи]? интервью)\b(?! (?:мной|собой)\b)"
)
_STYLES = (":", "**:", "__:", "*:", "_:")
_LEAST_TURNS = 3
_FIRST = 3


def interview_labels(passages: Sequence[Passage]) -> list[Label]:
    """The names under which an interview's sides speak in a text; nothing when it is none.

    It is one where somebody is named by their task (`Interviewer:`), or where the text says that it
    is an interview and two names take turns, one of them asking. A person's list of
    what they have to do with whom is none.
    """
    announced = any(_ANNOUNCED.search(one.text[:400]) for one in passages[:_FIRST])
    if not announced and not any(":" in one.text and _ASKED.search(one.text) for one in passages):
        return []
    for style in _STYLES:
        named = list(people_in(passages, style))
        turns = Counter(label.name for label in named)
        by_task = [label for label in named if _ASKS.fullmatch(label.name)]
        kept = [label for label in named if turns[label.name] > 1 or label in by_task]
        asking = {label.name for label in by_task} or _askers(kept)
        if (
            asking
            and len({label.name for label in kept}) > 1
            and _changes(kept) >= _LEAST_TURNS - 1
        ):
            return kept
    return []


def talk_labels(mine: Sequence[Label], passages: Sequence[Passage]) -> list[Label]:
    """The others' labels of a talk that the person wrote down under `Me:` and «Мама:».

    Only those who can be somebody by their place in a life count: a person also talks with their fear.
    """
    styles = {label.style for label in mine}
    if len(styles) != 1 or len(mine) < 2:
        return []
    others = [label for label in people_in(passages, styles.pop()) if label.name.lower() in PERSONS]
    return others if _changes([*mine, *others]) >= _LEAST_TURNS - 1 else []


def _changes(labels: Sequence[Label]) -> int:
    ordered = sorted(labels, key=lambda label: (label.passage, label.line))
    return sum(one.name.lower() != other.name.lower() for one, other in pairwise(ordered))


def _askers(labels: Sequence[Label]) -> set[str]:
    """The names among two or three most of whose turns are questions."""
    turns = Counter(label.name for label in labels)
    asked = Counter(label.name for label in labels if label.rest.rstrip("*_ ").endswith("?"))
    if not 1 < len(turns) < 4:
        return set()
    return {name for name in turns if 2 * asked[name] > turns[name]}
