"""Lines and headings that are a day: what stands below one was said then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from selfmirror.ingest.bare_days import find_day_of_year
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.text_dates import Found, find_date
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

_LONGEST = 60
_MARKED = re.compile(r"\A\s*#{1,6}\s*|\s*#*\s*\Z")
_BESIDE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thurs|fri|sat|sun|года?|г"
    r"|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|ст|стил[ья]|старого|старому|по|o|s|n|old|new|style|\d{1,2}:\d\d(?::\d\d)?)\b",
    re.IGNORECASE,
)
_FENCED = re.compile(r"\s*(?:```|~~~|<|\|)")


@dataclass(frozen=True, slots=True)
class Days:
    """The times of blocks from which on they hold, by place, and what is wrong with some of them."""

    at: Mapping[int, When]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _DayLine:
    """A line that is a day and nothing else, one that exists or cannot exist; `worded` if words stand below."""

    day: date | None
    worded: bool = False


# The lines that are days, by the place of their passage and their own.
_DayLines = dict[tuple[int, int], _DayLine]


def with_dated_lines(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, parted at every line that is a day and nothing else: that line is a heading.

    It is one at the very beginning; elsewhere where the text is a diary: two such days at least, in
    order, most of them with words below. A list of dates is none.
    """
    days = _day_lines(passages)
    if not _is_a_diary(list(days.values())):
        days = {where: one for where, one in days.items() if where == (0, 0) and one.day}
    parting = {place for place, _ in days if not passages[place].heading}
    parted: list[Passage] = []
    for place, whole in enumerate(passages):
        parted += _parted(whole, place, days) if place in parting else [whole]
    return [passage for passage in parted if passage.text.strip()]


def _parted(whole: Passage, place: int, days: _DayLines) -> Iterator[Passage]:
    kept: list[str] = []
    for number, text in enumerate(whole.text.split("\n")):
        if (place, number) in days:
            yield Passage("\n".join(kept))
            yield Passage(text.strip(), heading=True)
            kept = []
        else:
            kept.append(text)
    yield Passage("\n".join(kept).strip("\n"))


def _day_lines(passages: Sequence[Passage]) -> _DayLines:
    found: _DayLines = {}
    last: date | None = None
    above: tuple[int, int] | None = None
    for place, passage in enumerate(passages):
        fenced = _FENCED.match(passage.text)
        for number, text in enumerate(passage.text.split("\n")):
            named = None if fenced else _day_alone(text) or _day_after(text, last)
            if named:
                last = named.day or last
                above = (place, number)
                found[above] = _DayLine(named.day)
            elif above and text.strip():
                found[above] = _DayLine(found[above].day, worded=True)
                above = None
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """A day that is named; none where it cannot be, and then the warning says so."""

    day: date | None
    warning: str


def _day_alone(line: str) -> _Named | None:
    """The day that a line names if it says nothing else."""
    if len(line) > _LONGEST or not any(letter.isdigit() for letter in line):
        return None
    search = find_date(line)
    exact = search.found and search.found.precision is Precision.DAY
    if not exact and (search.found or not search.warning):
        return None
    rest = line[: search.span[0]] + line[search.span[1] :]
    if re.search(r"\w", _BESIDE.sub("", rest)):
        return None
    return _Named(search.found.day if search.found else None, search.warning)


def _is_a_diary(lines: Sequence[_DayLine]) -> bool:
    days = [line.day for line in lines if line.day]
    if len(set(days)) < 2:
        return False
    steps = [later >= earlier for earlier, later in pairwise(days)]
    ordered = min(steps.count(True), steps.count(False)) * 10 <= len(steps)
    worded = sum(line.worded for line in lines)
    return ordered and worded >= 2 and worded * 2 >= len(days)


def heading_days(blocks: Sequence[Passage], within: Found | None = None) -> Days:
    """The days of headings that are little but a date, where a note has at least two.

    Below one that cannot be the time is unknown. One without a year has that of the headings above it
    or of what the note as a whole is `within`, where its weekday agrees.
    """
    at, warnings = dict[int, When](), list[str]()
    year, last = within.day.year if within else None, None
    for place, block in enumerate(blocks):
        if not block.heading:
            continue
        heading = _MARKED.sub("", block.text.split("\n", maxsplit=1)[0])
        named = _day_after(heading, last) or _named(heading, year)
        if isinstance(named, int):
            year, last = named, None
        elif named:
            at[place] = on_day(named.day, DateSource.HEADING) if named.day else UNKNOWN_TIME
            year, last = (named.day.year, named.day) if named.day else (year, last)
            if named.warning:
                warnings.append(named.warning)
    several = len({when.day for when in at.values() if when.known}) > 1
    return Days(at, tuple(warnings)) if several else Days({})


def _named(heading: str, year: int | None) -> _Named | int | None:
    """The day that a heading is, or the year or month that those below it belong to."""
    search = find_date(heading)
    found = search.found
    if found and found.precision is not Precision.DAY:
        return found.day.year
    if found is None and not search.warning:
        bare = re.fullmatch(r"\W*(1[5-9]\d\d|2[01]\d\d)\W*(?:год)?", heading)
        return int(bare[1]) if bare else _without_year(heading, year)
    first, last = search.span
    mostly = last - first >= len(_BESIDE.sub("", heading[:first] + heading[last:]))
    return _Named(found.day if found else None, search.warning) if mostly else None


def _day_after(text: str, last: date | None) -> _Named | None:
    """A day without a year below another day: between December and January the year turns."""
    if last is None or len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    if find_date(text).found:
        return None
    if last.month in {1, 12}:
        turned = _without_year(text, last.year + (1 if last.month == 12 else -1))
        if turned and turned.day and abs(turned.day.month - last.month) == 11:
            return turned
    return _without_year(text, last.year)


def _without_year(heading: str, year: int | None) -> _Named | None:
    if year is None or len(heading) > _LONGEST:
        return None
    search = find_day_of_year(heading, year)
    rest = heading[: search.span[0]] + heading[search.span[1] :]
    if search.span == (0, 0) or re.search(r"\w", _BESIDE.sub("", rest)):
        return None
    return _Named(search.found.day if search.found else None, search.warning)
