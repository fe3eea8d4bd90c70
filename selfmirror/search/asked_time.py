"""The time that a question names becomes a filter: “what did I want last spring”, «чего я хотел прошлой весной».

Only a time that says when something was said or happened, and no other reading: where unsure, none. What was said,
wanted or felt is looked for in those days alone. What happened is told of in them or later: for as long again as they
are, and a month at least.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
_TIME = re.compile(
    r"(?<![\w'’-])(?:"
    rf"(?:between|from|со?|между)\s+(?P<first>\d{{1,2}}|{POINT})\s+(?:and|to|till|until|through|по|до|и)\s+(?P<last>{POINT})"
    rf"|(?:in|during|over|в|за)\s+(?P<begin>{POINT})\s*[-–—]\s*(?P<end>{POINT})"
    rf"|(?P<side>since|before|after|until|till|up\s+to|(?:начиная\s+)?со?|до|после)\s+(?P<open>{POINT})"
    rf"|(?:(?P<way>(?:back\s+)?in|on|during|over|throughout|within|from|of|во?|на|за|от|из|в\s+течение)\s+)?(?P<point>{POINT})"
    r")(?![\w’'])"
)
_ANOTHER = re.compile(rf"\s*(?:,|and|or|и|или|&|/)\s*(?:{POINT})(?![\w’'])")
_NOTES = re.compile(
    r"\b(?:notes?|entries|entry|thoughts?|journal|diary|запис\w+|мысл\w+|заметк\w+|дневник\w*)\s+\Z"
)
_ALONE = re.compile(
    r"(?:last|this)\s+(?!few|couple|several|two|three|four|five|six)[a-z]+(?<!s)(?:\s+\w+)?|the\s+\w+\s+before\s+(?:last|yesterday)"
    r"|(?:yesterday|today|вчера|позавчера|сегодня)\b.*|.*\b(?:ago|назад)|.*\b(?:весной|летом|осенью|зимой)\b.*|\d{1,2}(?:-?го|-?е)?\s[а-я]+[ая]\b.*"
    r"|(?!the\s+\d)[^а-я]*[a-z]{3}[^а-я]*\d{4}|(?:[а-я]+[ьй]|март|август|весна|лето|осень|зима)\s+\d{4}\D*"
)
_A_DAY = re.compile(r"\b(?:\d{1,2}(?!\d)|\w+day\b|weekend)|\d{4}-\d\d-\d\d")
_MONTH_AT_LEAST = timedelta(days=31)


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
    return replace(
        query, text=asked.rest, since=asked.since, until=asked.until, asked_when=asked.phrase
    )


def asked_time(question: str, today: date) -> AskedTime | None:
    """The one time that a question asks about, none after `today`; None where there is none or several."""
    text = in_small_letters(question).replace("ё", "е")
    if not _MAYBE.search(text):
        return None
    text = _QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text)
    found = [one for named in _TIME.finditer(text) if (one := _read(named, text, today))]
    if len(found) != 1:
        return None
    one, (start, end) = found[0], found[0].place
    rest = " ".join(f"{question[:start]} {question[end:]}".split())
    if _ANOTHER.match(text, end) or not any(letter.isalnum() for letter in rest):
        return None
    asked = asked_then(
        (text[:start], text[start:end], text[end:]), bare=one.bare, within=one.within
    )
    if asked is Asked.UNSURE:
        return None
    until = _told_until(one) if asked is Asked.HAPPENED else one.last
    return AskedTime(one.first, until and min(until, today), question[start:end], rest)


def _read(named: re.Match[str], text: str, today: date) -> _Found | None:
    """The days of a time in the text; None for what is none, or is still to come."""
    if (last := named["last"] or named["end"]) is not None:
        return _between(named, named["first"] or named["begin"], last, today)
    if side := named["side"]:
        return _open(named, side.removeprefix("начиная").strip(), today)
    phrase, way = named["point"], named["way"] or ""
    if not _fits(way, phrase, text[: named.start()]):
        return None
    point = read_point(phrase, today)
    if point is None or point.first > today:
        return None
    # “Took part in two weeks ago”: the “in” is not the time's.
    own = named.span("point") if phrase.endswith("ago") else named.span()
    return _Found(own, point.first, point.last, point.bare, within=bool(way))


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
        case _:
            return True


def _between(named: re.Match[str], first: str, last: str, today: date) -> _Found | None:
    end = read_point(last, today)
    if end is None or end.first > today:
        return None
    if first.isdigit() and len(first) < 3:
        # “С 3 по 15 мая”: the first day is of the month of the last.
        begin = read_point(f"{first} {last.partition(' ')[2]}", today, end.last)
    else:
        begin = read_point(first, today, end.last)
    if begin is None or begin.first > end.last:
        return None
    return _Found(named.span(), begin.first, end.last)


def _open(named: re.Match[str], side: str, today: date) -> _Found | None:
    point = read_point(named["open"], today)
    if point is None or point.first > today:
        return None
    first: date | None = None
    last: date | None = None
    match side:
        case "since" | "с" | "со":
            first = point.first
        case "after" | "после":
            first = point.last + timedelta(days=1)
        case "before" | "до":
            last = point.first - timedelta(days=1)
        case _:
            last = point.last
    return _Found(named.span(), first, last, point.bare)


def _told_until(one: _Found) -> date | None:
    """Until when one tells of what happened then."""
    if one.last is None:
        return None
    long = one.last - one.first if one.first else _MONTH_AT_LEAST
    return date.fromordinal(min((one.last + max(long, _MONTH_AT_LEAST)).toordinal(), 3_652_059))
