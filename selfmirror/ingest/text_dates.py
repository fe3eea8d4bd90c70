"""Dates as they stand in file names, headings and front matter, in figures and in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from selfmirror.ingest import date_forms as forms
from selfmirror.ingest.date_ranges import widened
from selfmirror.ingest.date_readers import READERS_OF_DAYS, READERS_OF_MONTHS, Found, Search

__all__ = ["Found", "Search", "find_date", "from_epoch", "parse_moment"]


def find_date(text: str) -> Search:
    """The first date in a text, the most exact form first.

    `2024-01-05`, `20240105`, `05.01.2024`, `5 января 2024`, `Jan 5, 2024`; a month (`2024-01`,
    `январь 2024`) has month precision, a season the year's. What spans several days (`2024-W03`,
    `5-7 мая 2024`) is known to the month or year that they share, and keeps its first day; across
    the turn of a year it is no date. Week N of a month begins on the day 7·(N−1)+1.
    """
    lowered = text[:400].lower().replace("ё", "е")
    if not forms.ANY_YEAR.search(lowered):
        return Search()
    lowered = forms.CODE.sub(lambda code: "·" * len(code.group()), lowered)
    warning, span = "", (0, 0)
    for readers in (READERS_OF_DAYS, READERS_OF_MONTHS):
        for pattern, read in readers:
            for match in pattern.finditer(lowered):
                search = read(match)
                whole = widened(match, search.found) if search.found else search
                if whole.found:
                    heard = search.warning or warning or _style(lowered, match)
                    return Search(whole.found, heard, whole.span)
                if search.found:
                    return Search(warning=whole.warning, span=whole.span)
                if whole.warning and not warning:
                    warning, span = whole.warning, match.span()
        if warning:
            break  # a day that does not exist says nothing sure about its month either
    return Search(warning=warning, span=span)


def _style(text: str, match: re.Match[str]) -> str:
    """The warning that a date is told in the calendar of old."""
    told = forms.OLD_STYLE.search(text)
    return f"{match.group()} is in the Old Style: kept as it stands" if told else ""


_ZONE = re.compile(r"\s*(?:UTC|GMT)\Z")


def parse_moment(text: str) -> datetime | None:
    """An aware instant written as ISO 8601 with its offset or as a Unix time; None otherwise.

    Unix times may be in seconds or milliseconds; zero and what is out of range are no time at all.
    """
    given = text.strip()
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", given):
        return from_epoch(float(given))
    if not re.match(r"\d{4}-\d\d-\d\d[T ]", given):
        return None
    try:
        moment = datetime.fromisoformat(
            re.sub(r"\s+(?=[+-]\d\d:?\d\d\Z|Z\Z)", "", _ZONE.sub("Z", given))
        )
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def from_epoch(seconds: float) -> datetime | None:
    """The instant of a Unix time in seconds or milliseconds; None for zero and for nonsense."""
    if seconds > 1e11:
        seconds /= 1000
    if not 0 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, UTC)
