"""The time that a question asks about: “in March”, «весной 2024», “last year”, «3 недели назад»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from selfmirror.words.dates import SEASONS, Season, Span, parse_span, season_span, week_start
from selfmirror.words.when import Precision

_MONTHS = (
    "январ|january", "феврал|february", "март|march", "апрел|april", "ма[ей]|may", "июн|june",
    "июл|july", "август|august", "сентябр|september", "октябр|october", "ноябр|november",
    "декабр|december",
)  # fmt: skip
_MONTH = re.compile(
    rf"(?i)\b(?:во?|in|last|during)\s+(?P<month>{'|'.join(_MONTHS)})(?:е|я|ь)?\b"
    r"(?:\s+(?:of\s+)?(?P<year>\d{4})(?:\s+года)?|\s+(?P<before>прошлого года|(?:of\s+)?last year))?"
)
_ANY = "|".join(SEASONS.values())
_SEASON = re.compile(
    rf"(?i)\b(?:(?P<last>прошл(?:ой|ым|ую|ое)|last)\s+(?:{_ANY})|(?:in|during|this|over)\s+(?:the\s+)?(?:{_ANY})"
    rf"|(?:эт(?:ой|им|у|о)\s+)?(?:зимой|весной|летом|осенью)|(?:{_ANY})(?=\s+(?:of\s+)?\d{{4}}))\b"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d{2})\b(?:\s*[-–/]\s*(?:20)?\d{2}\b)?(?:\s+года)?"
    r"|\s+(?P<before>прошлого года|(?:of\s+)?last year))?"
)
_YEAR = re.compile(r"(?i)\b(?:в|in|during)\s+(?P<year>(?:19|20)\d{2})\b(?:\s+году)?")
_AGO = re.compile(r"(?i)\b(?:\d+|a|an)\s+\w+\s+ago\b|\b(?:\d+\s+)?\w+\s+назад\b")
_LAST = {
    "year": re.compile(r"(?i)\b(?:в прошлом году|last year)\b"),
    "month": re.compile(r"(?i)\b(?:в прошлом месяце|last month)\b"),
    "week": re.compile(r"(?i)\b(?:на прошлой неделе|last week)\b"),
    "day": re.compile(r"(?i)\b(?:вчера|yesterday)\b"),
}
_PAST = re.compile(
    r"(?i)\b(?:хоте|дума|реши|реша|писа|говори|сказа|боя|чувствова|бы|планирова|собира|счита|дела|мечта|жи|работа|люби"
    r"|нрави|занима|случи|выбира|выбра|броси|нача|волнова)л(?:а|и|о)?(?:сь|ся)?\b"
    r"|\b(?:did|was|were|had|used|wanted|thought|felt|wrote|decided|said|happened)\b"
)


def asked_time(question: str, today: date) -> tuple[str, Span | None]:
    """The question without the time it names, and the days meant, none after `today`.

    A bare month or season is the latest that has begun, and counts only in a question about the past: “Do I
    want to go in May?” asks about now.
    """
    for found, span in _named(question, today):
        if span.first <= today:
            rest = f"{question[: found.start()]} {question[found.end() :]}"
            return rest, Span(span.first, min(span.last, today), span.precision)
    return question, None


def _named(question: str, today: date) -> list[tuple[re.Match[str], Span]]:
    named = list[tuple[re.Match[str], Span]]()
    if (season := _SEASON.search(question)) and (
        season["last"] or season["year"] or season["before"] or _PAST.search(question)
    ):
        named.append((season, _season(season, today)))
    if (month := _MONTH.search(question)) and (month["year"] or _PAST.search(question)):
        named.append((month, _month(month, today)))
    if year := _YEAR.search(question):
        named.append((year, parse_span(year["year"], today)))
    for unit, pattern in _LAST.items():
        if last := pattern.search(question):
            named.append((last, _last(unit, today)))
    if ago := _AGO.search(question):
        named.append((ago, parse_span(ago.group(), today)))
    return named


def _month(found: re.Match[str], today: date) -> Span:
    number = next(
        place
        for place, stems in enumerate(_MONTHS, 1)
        if re.fullmatch(stems, found["month"], re.IGNORECASE)
    )
    year = int(found["year"] or today.year)
    if not found["year"] and (found["before"] or number > today.month):
        year -= 1
    return parse_span(f"{year}-{number:02}", today)


def _season(found: re.Match[str], today: date) -> Span:
    season = next(
        one for one, stems in SEASONS.items() if re.search(rf"\b(?:{stems})\b", found[0].lower())
    )
    if found["year"]:
        return season_span(season, int(found["year"]))
    if found["before"]:
        return season_span(season, today.year - 1)
    latest = (season_span(season, today.year - back) for back in range(3))
    return next(span for span in latest if (span.last if found["last"] else span.first) <= today)


def _last(unit: str, today: date) -> Span:
    match unit:
        case "year":
            return parse_span(str(today.year - 1), today)
        case "month":
            before = today.replace(day=1) - timedelta(days=1)
            return parse_span(f"{before:%Y-%m}", today)
        case "week":
            first = week_start(today) - timedelta(days=7)
            return Span(first, first + timedelta(days=6), Precision.DAY)
        case _:
            day = today - timedelta(days=1)
            return Span(day, day, Precision.DAY)
