"""What stands in a person's note as its own blocks and is not theirs: quotations with `>`, pasted articles."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise

from selfmirror.ingest.formats.speaker_labels import Passage
from selfmirror.ingest.formats.transcript import Said
from selfmirror.words.articles import articles
from selfmirror.words.speaker import Speaker

_QUOTED = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>(?![ \t]?\[!)")
_CALLOUT = re.compile(r"[ \t]*>[ \t]?\[!")
_QUOTATION = re.compile(r"(?i)[ \t]*>[ \t]?\[!(?:quote|cite|цитата)\b")
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)")


def quotations_apart(said: Said) -> list[Said]:
    """What the person said in a block, and as somebody else's what they quoted in it with `>`.

    A list with quotations in it stays whole, and so does a callout that is no quotation.
    """
    if said.speaker is not Speaker.ME or ">" not in said.text or _FENCE.search(said.text):
        return [said]
    if _CALLOUT.match(said.text):
        return [_anothers(said)] if _QUOTATION.match(said.text) else [said]
    lines = said.text.split("\n")
    quoted = [_QUOTED.match(line) is not None for line in lines]
    if all(mark or not line.strip() for mark, line in zip(quoted, lines, strict=True)):
        return [_anothers(said)]
    if not any(line.startswith(">") for line in lines):
        return [said]
    runs = groupby(lines, lambda line: line.startswith(">"))
    parts = [(mark, replace(said, text="\n".join(run).strip("\n").rstrip())) for mark, run in runs]
    return [_anothers(part) if mark else part for mark, part in parts if part.text]


def articles_apart(
    blocks: Sequence[Passage], said: Sequence[list[Said]], days: Set[int] = frozenset()
) -> list[list[Said]]:
    """What was said in the blocks of a note, with whole blocks of an article given to somebody else.

    Args:
        blocks: the blocks in order.
        said: what was said in each.
        days: dated headings, at which every article ends.
    """
    foreign: set[int] = set()
    bounds = [0, *sorted(days), len(blocks)]
    for first, last in pairwise(bounds):
        foreign |= {
            first + place for place in _in_articles([block.text for block in blocks[first:last]])
        }
    return [
        [_anothers(one) for one in turn] if place in foreign else turn
        for place, turn in enumerate(said)
    ]


def _in_articles(texts: Sequence[str]) -> set[int]:
    """Which of these paragraphs are wholly somebody's article."""
    whole = "\n\n".join(texts)
    spans = list(articles(whole))
    if not spans:
        return set()
    found, start = set[int](), 0
    for place, text in enumerate(texts):
        end = start + len(text)
        if any(first <= start and end <= last for first, last in spans):
            found.add(place)
        start = end + 2
    return found


def _anothers(said: Said) -> Said:
    return replace(said, speaker=Speaker.OTHER) if said.speaker is Speaker.ME else said
