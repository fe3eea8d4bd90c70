"""The time that a question names becomes a filter: “what did I want last spring”, «чего я хотел прошлой весной».

Only a time that says when something was said or happened, and no other reading: where unsure, none. What was said,
wanted or felt is looked for in those days alone. What happened is told of in them or later: for as long again as they
are, and a month at least.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from selfmirror.search.asked_then import Asked, asked_then
from selfmirror.search.time_points import POINT, read_point
from selfmirror.words.asking import in_small_letters

if TYPE_CHECKING:
    from selfmirror.search.finder import Query

_MAYBE = re.compile(
    r"\d{4}|\b(?:ago|last|past|this|yesterday|today|since|before|after|until|till|up|between|from|in|on|during|over|the|of)\b"
    r"|\b(?:назад|вчера|позавчера|сегодня|весной|летом|осенью|зимой|в|во|на|за|с|со|до|после|между|из|от)\b|\d мая|\d [а-я]+я\b"
)
_QUOTED = re.compile(r"\"[^\"]*\"?|“[^”]*”?|«[^»]*»?|(?<!\w)['‘][^'’]*['’](?!\w)|(?<!\S)-\S+")
_BEFORE = re.compile(
    r"(?<![\w'’-])(?P<way>between|from|since|before|after|until|till|up\s+to|(?:back\s+)?in|on|during|over|throughout|within|of"
    r"|между|(?:начиная\s+)?со?|до|после|во?|на|за|от|из|в\s+течение)\s+(?:(?P<day>\d{1,2})\s+(?:and|to|till|until|through|по|до|и)\s+)?\Z"
)
_TO = re.compile(r"\s+(?:and|to|till|until|through|по|до|и)\s+")
_DASH = re.compile(r"\s*[-–—]\s*")
_LONGEST_WAY = 40
_LONGEST = 500
"""A text of more characters tells a story, and names its times in passing."""
_ANOTHER = re.compile(r"\s*(?:,|and|or|и|или|&|/)\s*")
_NOTES = re.compile(
    r"\b(?:notes?|entries|entry|thoughts?|journal|diary|запис\w+|мысл\w+|заметк\w+|дневник\w*)\s+\Z"
)
_ALONE = re.compile(
    r"(?:last|this)\s+(?!few|couple|several|two|three|four|five|six)[a-z]+(?<!s)(?:\s+\w+)?|the\s+\w+\s+before\s+(?:last|yesterday)"
    r"|(?:yesterday|today|вчера|позавчера|сегодня)\b.*|.*\b(?:ago|назад)|.*\b(?:весной|летом|осенью|зимой)\b.*|\d{1,2}(?:-?го|-?е)?\s[а-я]+[ая]\b.*"
    r"|(?!the\s+\d)[^а-я]*[a-z]{3}[^а-я]*\d{4}|(?:[а-я]+[ьй]|март|август|весна|лето|осень|зима)\s+\d{4}\D*"
)
_A_DAY = re.compile(r"\b(?:\d{1,2}(?!\d)|\w+day\b|weekend)|\d{4}-\d\d-\d\d")
_DAY, _MONTH_AT_LEAST = timedelta(days=1), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The days that a question asks about, both inside, None where open; its words for them; the question without."""

    since: date | None
    until: date | None
    phrase: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A time at its place in the question; without its first or last day it is open.

    One `within` stands after an “in” or an “on”, and may belong to the noun before it.
    """

    place: tuple[int, int]
    first: date | None
    last: date | None
    bare: bool = False
    within: bool = True


def dated(query: Query, today: date) -> Query:
    """The query limited to the days that its text names, where it has no days yet."""
    if query.since or query.until:
        return query
    asked = asked_time(query.text, today)
    if asked is None:
        return query
    limited = replace(
        query, text=asked.rest, since=asked.since, until=asked.until, asked_when=asked.phrase
    )
    return limited if limited.wording.asked else query


def asked_time(question: str, today: date) -> AskedTime | None:
    """The one time that a question asks about, none after `today`; None where there is none or several."""
    text = in_small_letters(question).replace("ё", "е")
    if len(text) > _LONGEST or not _MAYBE.search(text):
        return None
    text = _QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text)
    found = _times(text, today)
    if len(found) != 1:
        return None
    one, (start, end) = found[0], found[0].place
    rest = " ".join(f"{question[:start]} {question[end:]}".split())
    if not any(letter.isalnum() for letter in rest):
        return None
    asked = asked_then(
        (text[:start], text[start:end], text[end:]), bare=one.bare, within=one.within
    )
    if asked is Asked.UNSURE:
        return None
    until = _told_until(one) if asked is Asked.HAPPENED else one.last
    return AskedTime(one.first, until and min(until, today), question[start:end], rest)


@cache
def _point() -> re.Pattern[str]:
    # Compiling it takes as long as a search, and few questions name a time.
    return re.compile(rf"(?<![\w'’])(?<![^\W\d]-)(?:{POINT})(?![\w’'])")


def _times(text: str, today: date) -> list[_Found]:
    """The times in a text that tell when; two that bound one span are one."""
    found = list[_Found]()
    points = list(_point().finditer(text))
    while points:
        here = points.pop(0)
        lead = _BEFORE.search(text, max(0, here.start() - _LONGEST_WAY), here.start())
        way, start = (lead["way"], lead.start()) if lead else ("", here.start())
        between = text[here.end() : points[0].start()] if points else ""
        if points and _bounds(way, between):
            end = points.pop(0)
            one = _between((start, end.end()), here[0], end[0], today)
        elif lead and lead["day"]:
            # “С 3 по 15 мая”: the first day is of the month of the last.
            first = f"{lead['day']} {here[0].partition(' ')[2]}"
            one = _between((start, here.end()), first, here[0], today)
        elif points and _ANOTHER.fullmatch(between):
            return []
        else:
            one = _single((start, here.end()), way, here[0], text, today)
        found += [one] if one else []
    return found


def _bounds(way: str, between: str) -> bool:
    """Whether what stands before one time and between it and the next makes them the ends of a span."""
    if way in {"between", "from", "с", "со", "между"}:
        return _TO.fullmatch(between) is not None
    return way in {"in", "during", "over", "в", "за"} and _DASH.fullmatch(between) is not None


def _between(place: tuple[int, int], first: str, last: str, today: date) -> _Found | None:
    end = read_point(last, today)
    begin = read_point(first, today, end.last) if end else None
    if end is None or begin is None or end.first > today or begin.first > end.last:
        return None
    return _Found(place, begin.first, end.last)


def _single(place: tuple[int, int], way: str, phrase: str, text: str, today: date) -> _Found | None:
    """The days of one time; None for what does not tell when, or is still to come."""
    point = read_point(phrase, today)
    if point is None or point.first > today:
        return None
    match way.split()[-1:]:
        case ["since" | "с" | "со"]:
            return _Found(place, point.first, None, point.bare)
        case ["after" | "после"]:
            return _Found(place, point.last + _DAY, None, point.bare)
        case ["before" | "до"]:
            return _Found(place, None, point.first - _DAY, point.bare)
        case ["until" | "till" | "to"]:
            return _Found(place, None, point.last, point.bare)
        case _:
            pass
    if not _fits(way, phrase, text[: place[0]]):
        return None
    if phrase.endswith("ago"):
        # “Took part in two weeks ago”: the “in” is not the time's.
        place = (place[1] - len(phrase), place[1])
    return _Found(place, point.first, point.last, point.bare, within=bool(way))


def _fits(way: str, phrase: str, before: str) -> bool:
    """Whether a time stands so that it tells when: “in 2019” and “last spring”, not “2019” and “of last spring”."""
    match way:
        case "":
            return _ALONE.fullmatch(phrase) is not None
        case "from" | "of" | "от" | "из":
            return _NOTES.search(before) is not None
        case "on":
            return _A_DAY.search(phrase) is not None
        case "на":
            return phrase.rpartition(" ")[2].startswith(("недел", "выходн"))
        case "between" | "между":
            return False
        case _:
            return True


def _told_until(one: _Found) -> date | None:
    """Until when one tells of what happened then."""
    if one.last is None:
        return None
    long = one.last - one.first if one.first else _MONTH_AT_LEAST
    return date.fromordinal(min((one.last + max(long, _MONTH_AT_LEAST)).toordinal(), 3_652_059))
