"""Times as programs show them to people: in a language's own form, with the name of a zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from selfmirror.ingest.text_dates import find_date, parse_moment
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, at_instant, on_day

_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?![\d.:])"
    r"\s*(?:(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?"
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\Z")
# Hours east of Greenwich; names that stand for several zones, such as CST, are left out.
_ZONES = {
    zone: hours
    for hours, zones in {
        -8: "PST",
        -7: "PDT MST",
        -6: "MDT",
        -5: "CDT EST",
        -4: "EDT",
        -3: "BRT",
        0: "UTC GMT Z UT WET",
        1: "CET MEZ WEST",
        2: "CEST MESZ EET",
        3: "EEST MSK МСК",
        9: "JST KST",
    }.items()
    for zone in zones.split()
}
_LONGEST = 60


def is_local_time(line: str) -> bool:
    """Whether a line is a date with a time and nothing else."""
    if len(line) > _LONGEST:
        return False
    moment = bool(re.match(r"\d{4}-\d\d-\d\d[T ]", line)) and parse_moment(line) is not None
    clock = _CLOCK.search(line)
    return moment or (
        clock is not None and bool(re.search(r"\b(?:19|20)\d\d", line[: clock.start()]))
    )


def local_time(line: str) -> When:
    """The instant if the zone is one that is sure, otherwise the day; unknown where there is none."""
    moment = parse_moment(line)
    if moment is not None:
        return at_instant(moment)
    clock = _CLOCK.search(line)
    day = _day(line[: clock.start()] if clock else line)
    if day is None:
        return UNKNOWN_TIME
    zone = _zone(line[clock.end() :].strip(" ()")) if clock else None
    if clock is None or zone is None:
        return on_day(day, DateSource.MESSAGE)
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in "Pp" else 0)
    try:
        clocked = time(hour, int(clock["minute"]), int(clock["second"] or 0), tzinfo=zone)
    except ValueError:
        return on_day(day, DateSource.MESSAGE)
    return at_instant(datetime.combine(day, clocked))


def _zone(name: str) -> timezone | None:
    if name.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.upper()]))
    offset = _OFFSET.match(name)
    if offset is None or int(offset["hours"]) > 14:
        return None
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    eastern = _CJK.search(text)
    if eastern:
        try:
            return date(*map(int, eastern.groups()))
        except ValueError:
            return None
    found = find_date(text).found
    if found:
        return found.day if found.precision is Precision.DAY else None
    return _in_another_language(text)


def _in_another_language(text: str) -> date | None:
    """A date whose month is a word of a language that this program does not know itself."""
    if not re.search(r"[^\W\d_]{3}", text):
        return None
    import dateparser

    parsed = dateparser.parse(
        text.strip(" ,"), settings={"REQUIRE_PARTS": ["day", "month", "year"]}
    )
    return parsed.date() if parsed else None
