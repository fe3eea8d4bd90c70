"""Lines and headings that are a day: what stands below one was said then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from selfmirror.ingest.bare_days import BareDay, find_bare_day, find_short_date
from selfmirror.ingest.day_order import Named, ShortDay, Told, in_order
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.text_dates import Found, find_date
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

_LONGEST = 60
_BESIDE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thurs|fri|sat|sun|года?|г"
    r"|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|ст|стил[ья]|старого|старому|по|o|s|n|old|new|style|\d{1,2}:\d\d(?::\d\d)?)\b",
    re.IGNORECASE,
)
_FENCED = re.compile(r"\s*(?:```|~~~|<|\|)")
_YEAR_ALONE = re.compile(r"\W*(1[5-9]\d\d|2[01]\d\d)\W*(?:год)?")
# `10.30` may be a time or a price, and then so may `10.05`.
_FIGURES = re.compile(r"\W*\d{1,2}\.\d\d\W*")
_SEVERAL = re.compile(
    r"(?i)\W*(?:с\s+)?\d{1,2}(?:\s+[^\W\d]{3,9})?\s*(?:[-–—,]|(?:и|на|по|and|to)\b)\s*"
)
_FULL_FIGURES = re.compile(r"\d\D\d\d?\D\d")


def heading_text(raw: str) -> str:
    """The words of a heading, without the marks of Markdown."""
    line = raw.split("\n", maxsplit=1)[0].strip()
    depth = len(line) - len(line.lstrip("#"))
    return line[min(depth, 6) :].strip().rstrip("#").rstrip()


@dataclass(frozen=True, slots=True)
class Days:
    """The times of blocks from which on they hold, by place, and what is wrong with some of them."""

    at: Mapping[int, When]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a passage (its place) with the day that it is, if it is one that exists or cannot exist."""

    place: int
    first: bool
    text: str
    is_day: bool
    day: date | None


def with_dated_lines(passages: Sequence[Passage], within: Found | None = None) -> list[Passage]:
    """The passages, parted at every line that is a day or month and nothing else: that line is a heading.

    It is one at the very beginning; elsewhere where the text is a diary: two such days at least, in
    order, most of them with words below. A list of dates is none. The first days without a year have
    that of what the note as a whole is `within`.
    """
    lines = list(_lines(passages, within))
    diary = _is_a_diary(lines)
    parted: list[Passage] = []
    for place, group in groupby(lines, key=attrgetter("place")):
        whole, kept = passages[place], list[str]()
        for line in group:
            opens = line.day and place == 0 and line.first
            if line.is_day and not whole.heading and (diary or opens):
                parted += [Passage("\n".join(kept)), Passage(line.text.strip(), heading=True)]
                kept = []
            else:
                kept.append(line.text)
        parted.append(Passage("\n".join(kept).strip("\n"), whole.heading))
    return [passage for passage in parted if passage.text.strip()]


def _lines(passages: Sequence[Passage], within: Found | None) -> Iterator[_Line]:
    texts, told = list[tuple[int, bool, str]](), list[Told]()
    for place, passage in enumerate(passages):
        fenced = _FENCED.match(passage.text)
        for number, text in enumerate(passage.text.split("\n")):
            texts.append((place, number == 0, text))
            told.append(None if fenced else _alone(text))
    shown = [text for _, _, text in texts]
    for (place, first, text), named in zip(
        texts, in_order(_trusted(told, shown), within), strict=True
    ):
        day = named.found.day if named and named.found else None
        yield _Line(place, first, text, named is not None, day)


def _alone(line: str) -> Told:
    """The time that a line names if it says nothing else."""
    if len(line) > _LONGEST or not any(letter.isdigit() for letter in line):
        return None
    search = find_date(line)
    if search.found or search.warning:
        return _sure(search.found, search.warning) if _is_all(line, search.span) else None
    short = find_short_date(line, ())
    if short.warning and _is_all(line, short.span):
        return ShortDay(line)
    bare = find_bare_day(line)
    if bare is None or _is_all(line, bare.span):
        return bare
    several = _SEVERAL.match(line)
    if several and several.end() == bare.span[0] and _is_all(line, (0, bare.span[1])):
        return Named(None, f"{line.strip()} names several days and no year")
    return None


def _sure(found: Found | None, warning: str) -> Named:
    """A day that could be two is of a known year and yet dates no line: the next may be of another."""
    doubtful = found and found.precision is Precision.YEAR and warning
    return Named(None if doubtful else found, warning)


def _is_all(text: str, span: tuple[int, int]) -> bool:
    return not re.search(r"\w", _BESIDE.sub("", text[: span[0]] + text[span[1] :]))


def _trusted(told: Sequence[Told], texts: Sequence[str]) -> list[Told]:
    """What is told, without figures that may as well count something else than days and months."""
    dated = [text for one, text in zip(told, texts, strict=True) if isinstance(one, Named)]
    signs = {
        sign for sign in "-/" if any(sign in text and _FULL_FIGURES.search(text) for text in dated)
    }
    counted = any(
        one is None and _FIGURES.fullmatch(text) for one, text in zip(told, texts, strict=True)
    )
    signs |= set() if counted else {"."}
    return [
        None if isinstance(one, BareDay) and one.sign and one.sign not in signs else one
        for one in told
    ]


def _is_a_diary(lines: Sequence[_Line]) -> bool:
    days = [line.day for line in lines if line.day]
    if len(set(days)) < 2:
        return False
    steps = [later >= earlier for earlier, later in pairwise(days)]
    ordered = min(steps.count(True), steps.count(False)) * 10 <= len(steps)
    worded = 0
    for line, below in pairwise(line for line in lines if line.text.strip()):
        worded += line.is_day and not below.is_day
    return ordered and worded >= 2 and worded * 2 >= len(days)


def heading_days(blocks: Sequence[Passage], within: Found | None = None) -> Days:
    """The times of headings that are little but a date, where a note has at least two.

    Below one that cannot be, the time is unknown. One without a year has that of the headings above it
    or of what the note as a whole is `within`, where its weekday agrees.
    """
    places = [place for place, block in enumerate(blocks) if block.heading]
    texts = [heading_text(blocks[place].text) for place in places]
    told = _trusted([_headed(text) for text in texts], texts)
    at, warnings = dict[int, When](), list[str]()
    for place, named in zip(places, in_order(told, within), strict=True):
        if named:
            found = named.found
            at[place] = (
                on_day(found.day, DateSource.HEADING, found.precision) if found else UNKNOWN_TIME
            )
            warnings += [named.warning] if named.warning else []
    # A history has years for headings too: they date nothing by themselves.
    close = any(when.precision in {Precision.DAY, Precision.MONTH} for when in at.values())
    several = len({when.day for when in at.values() if when.known}) > 1
    return Days(at, tuple(warnings)) if several and close else Days({})


def _headed(heading: str) -> Told:
    """The time that a heading is, or the year that those below it belong to."""
    search = find_date(heading)
    if search.found or search.warning:
        first, last = search.span
        mostly = last - first >= len(_BESIDE.sub("", heading[:first] + heading[last:]))
        return _sure(search.found, search.warning) if mostly else None
    bare = _YEAR_ALONE.fullmatch(heading)
    if bare:
        return Named(Found(date(int(bare[1]), 1, 1), Precision.YEAR))
    return _alone(heading)
