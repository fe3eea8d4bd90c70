"""Articles pasted into a message or a note without a word about it: where they begin and end.

One sign alone says nothing, and a paragraph in which somebody speaks of themself is left to the
person wherever it does not stand between a headline's byline and the foot of a page: a diary must
never be taken from its writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfmirror.words.article_signs import LONG, Line, lines

_LEAST = 300
_LEAST_UNENDED = 500
_MOST_LINES = 300
_ABOVE = 3
_FURNITURE = frozenset({"more", "share", "rights", "join"})
_NOTE = re.compile(
    r"(?<=[\w.,;:»”\")\]])\[(\d{1,3})\](?!\()|\]\((?:https?://[\w.]{2,20}\.wikipedia\.org)?/wiki/([^()\s]{1,200})"
)
_LEAST_NOTES = 3


def articles(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text that are somebody's article; they do not overlap."""
    if len(text) < _LEAST:
        return
    found = list(lines(text)) if "\n" in text or "](" in text or "[1]" in text else []
    done = -1
    for place, line in enumerate(found):
        if place <= done or not (line.head or line.tail):
            continue
        foot = _foot(found, place)
        span = _below(found, place, done) if line.head else _above(found, place, foot, done)
        if span:
            yield found[span[0]].first, found[span[1]].last
        done = span[1] if span else foot
    yield from _annotated([line for line in found if line.long])


def _below(found: Sequence[Line], head: int, taken: int) -> tuple[int, int] | None:
    """The article that begins around a sign of a beginning, as its first and last line."""
    first, body = head, head + 1
    while head - first < _ABOVE and first - 1 > taken and _titles(found[first - 1]):
        first -= 1
    while body - head <= _ABOVE and body < len(found) and _titles(found[body]):
        body += 1
    kinds = {line.head for line in found[first:body]}
    titled = any(line.headline and not line.head for line in found[first:body])
    wired = found[head].head == "wire"
    sure = wired or {"byline", "day"} <= kinds or (titled and bool(kinds & {"byline", "day"}))
    start = head if wired else body
    last, ended = _reach(found, start, sure=sure)
    if last < 0 or not (sure or (titled and ended)):
        return None
    length = sum(len(line.text) for line in found[start : last + 1])
    return (first, last) if length >= (LONG if ended else _LEAST_UNENDED) else None


def _titles(line: Line) -> bool:
    return not line.long and bool(line.head or line.headline)


def _reach(found: Sequence[Line], start: int, *, sure: bool) -> tuple[int, bool]:
    """The last line of an article (-1 for none), and whether it ends with a sign of an end.

    Without one it ends where somebody first speaks of themself, and at a paragraph.
    """
    ended = free = -1
    aside = False
    for place in range(start, len(found)):
        line = found[place]
        if line.head and place - start > _ABOVE:
            break
        furniture = line.tail in _FURNITURE
        if (furniture and (sure or not aside)) or (
            line.tail and not aside and (sure or line.tail == "source")
        ):
            ended = place
        elif line.personal and (ended >= 0 or not sure):
            break
        elif line.personal:
            aside = True
        elif line.long and not aside:
            free = place
    return (ended, True) if ended >= 0 else (free, False)


def _foot(found: Sequence[Line], place: int) -> int:
    """The last of the signs of an end that follow on this line, or the line itself."""
    return (
        next((at - 1 for at in range(place, len(found)) if not found[at].tail), len(found) - 1)
        if found[place].tail
        else place
    )


def _above(found: Sequence[Line], tail: int, last: int, taken: int) -> tuple[int, int] | None:
    """The article that ends with these signs of an end, as its first and last line, down from its headline."""
    kinds = {line.tail for line in found[tail : last + 1]}
    if "source" not in kinds and len(kinds & _FURNITURE) < 2:
        return None
    length = 0
    for place in range(tail - 1, max(taken, tail - _MOST_LINES), -1):
        line = found[place]
        if line.personal:
            return None
        length += len(line.text) if line.long else 0
        if line.headline and length >= _LEAST and found[place + 1].long:
            return place, last
    return None


def _annotated(found: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a reference work: their footnotes' numbers stand close to the words."""
    notes = [
        set[str]()
        if "[" not in line.text or line.personal
        else {a or b for a, b in _NOTE.findall(line.text)}
        for line in found
    ]
    if len(set().union(*notes)) < _LEAST_NOTES:
        return
    places = [place for place, one in enumerate(notes) if len(one) > 1]
    for place in range(places[0], places[-1] + 1) if places else ():
        if not found[place].personal:
            yield found[place].first, found[place].last
