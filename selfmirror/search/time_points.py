"""Times as questions name them, in both languages: “last spring”, «в мае 2023», “two weeks ago”, «за последний месяц».

A name is as wide as what it says: a month its days, a season its three months, a year its days, a week from Monday to
Sunday. What is counted back from today is no day of the calendar and is widened: days by a third of their number,
weeks by two days and one for each, months by a week and four days for each (a month ago: 11 days either way), years to
the whole of that calendar year and to half a year around the day. A few are two to six.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from selfmirror.errors import UsageError
from selfmirror.words.dates import SEASONS, parse_span, season_span, week_start

_MONTH_NAMES = (
    "jan янв", "feb фев", "mar мар", "apr апр", "may май мая мае маю", "jun июн", "jul июл", "aug авг", "sep сен",
    "oct окт", "nov ноя", "dec дек",
)  # fmt: skip
_WEEKDAYS = (
    "mon пон", "tue вто", "wed сре", "thu чет", "fri пят", "sat суб", "sun вос",
)  # fmt: skip
_LONG_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[ьяюе]|ем)|(?:март|август)(?:[аеу]|ом)?|ма(?:[йяюе]|ем)"
)
_MONTH = rf"(?P<month>{_LONG_MONTH})(?!\w)"
_ANY_MONTH = rf"(?P<month>{_LONG_MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?!\w)\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d:]|[.,]\d)(?:-(?:го|й|м|ом))?(?:\s+год[ау]?\b|\s*г\.)?"
_SEASON = rf"(?P<season>{'|'.join(SEASONS.values())})(?!\w)"
_OF_YEAR = r"(?P<of>(?:of\s+)?(?:last|this)\s+year|(?:(?:поза)?прошлого|этого)\s+года)(?!\w)"
_PART = (
    r"(?:(?:the\s+)?(?:early|mid|late|(?:beginning|start|middle|end)\s+of)[\s-]+|(?:начал[а-я]|середин[а-я]|кон(?:ец|ц[а-я]))\s+)?"
    r"(?:the\s+(?:month\s+of\s+)?)?"
)
_WHICH = r"(?P<which>last|this|(?:поза)?прошл[а-я]{2,3}|эт(?:от|ой|ого|ом|им|[уои]|их))"
_WHOLE = (
    r"(?P<whole>weekend|week|month|year|недел[а-я]|выходн[а-я]{2,3}|месяц[а-я]?|год[а-я]?)(?!\w)"
)
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|понедельник[а-я]?|вторник[а-я]?|сред[а-я]|четверг[а-я]?|пятниц[а-я]|суббот[а-я]|воскресень[а-я])(?!\w)"
)
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|день|дн[яей]{1,2}|недел[юиь]|месяц(?:а|ев)?|года?|лет)(?!\w)"
_SINGLE = r"(?P<single>день|неделю|месяц|год|полгода)"
_TH = r"(?:st|nd|rd|th|-?го|-?е)?"
_OF_DAY = r"(?:\s+(?:morning|evening|afternoon|night|утром|днем|вечером|ночью)\b)?"
_COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "a an one один одну", "two couple пару два две", "three три", "four четыре", "five пять", "six шесть",
            "seven семь", "eight восемь", "nine девять", "ten десять", "eleven", "twelve",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_COUNT = (
    r"(?P<count>\d{1,3}|(?:a\s+)?(?:couple(?:\s+of)?|few)|half\s+an?|several|несколько|полтора|"
    rf"{'|'.join(_COUNTS)})"
)
_DAYS = {"d": 1.0, "д": 1.0, "w": 7.0, "н": 7.0, "m": 30.44, "м": 30.44, "y": 365.25, "г": 365.25, "л": 365.25}  # fmt: skip
_FEW = re.compile(r"few|several|несколько")


@dataclass(frozen=True, slots=True)
class Point:
    """The days that a time named in a question covers, both ends inside.

    A `bare` one does not say of which year it is, or is not over: it may also be one that is to come.
    """

    first: date
    last: date
    bare: bool = False


Found = dict[str, str]


def _calendar(found: Found, today: date, by: date) -> Point | None:
    """A year, month, season or day; without its year the latest that begins by a day."""
    if figures := found.get("iso"):
        return _figures(figures)
    if given := found.get("year"):
        return _in_year(found, int(given))
    if of := found.get("of"):
        return _in_year(found, today.year - _years_back(of))
    begun = (_in_year(found, by.year - back) for back in range(2))
    latest = next((point for point in begun if point and point.first <= by), None)
    return latest and replace(latest, bare=True)


def _years_back(said: str) -> int:
    return 2 if "поза" in said else 1 if re.search("last|прошл", said) else 0


def _in_year(found: Found, year: int) -> Point | None:
    if word := found.get("season"):
        which = next(one for one, words in SEASONS.items() if re.fullmatch(words, word))
        span = season_span(which, year)
        return Point(span.first, span.last)
    if word := found.get("month"):
        month = next(place for place, names in enumerate(_MONTH_NAMES, 1) if word[:3] in names)
        day = f"-{int(found['day']):02}" if found.get("day") else ""
        return _figures(f"{year}-{month:02}{day}")
    return _figures(
        f"{year}-{found['figure']}-{found['day']}" if found.get("figure") else f"{year}"
    )


def _figures(text: str) -> Point | None:
    try:
        span = parse_span(text, date.min)
    except UsageError:
        return None
    return Point(span.first, span.last)


def _named(found: Found, today: date, by: date) -> Point | None:
    """The last or this month, season, week, weekend, year or weekday."""
    back = _years_back(found["which"])
    if found.get("season") or found.get("month"):
        years = [point for one in range(4) if (point := _in_year(found, today.year - one))]
        latest = [point for point in years if (point.last if back else point.first) <= today]
        return latest[max(back - 1, 0)]
    if found.get("weekday"):
        number = next(at for at, names in enumerate(_WEEKDAYS) if found["weekday"][:3] in names)
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        return Point(day, day) if back else None
    return _whole(found["whole"], today, back)


def _whole(unit: str, today: date, back: int) -> Point | None:
    monday = week_start(today) - timedelta(days=7 * back)
    month = today.year * 12 + today.month - 1 - back
    match unit[:3]:
        case "wee" | "нед" | "вых":
            # The last weekend is the one that is over.
            free = unit.startswith(("weekend", "вых"))
            first = monday + timedelta(days=5 if free else 0)
            point = None if free and not back else Point(first, monday + timedelta(days=6))
        case "mon" | "мес":
            point = _figures(f"{month // 12}-{month % 12 + 1:02}")
        case _:
            point = _figures(f"{today.year - back}")
    return point and replace(point, bare=not back)


def _before_last(found: Found, today: date, by: date) -> Point | None:
    return _whole(found["whole"], today, 2)


def _near(found: Found, today: date, by: date) -> Point | None:
    word = found["near"]
    back = 2 if re.search("before|поза", word) else 0 if re.search("today|сегодня", word) else 1
    day = today - timedelta(days=back)
    return Point(day, day, bare=not back)


def _ago(found: Found, today: date, by: date) -> Point | None:
    """So long ago, widened."""
    unit = found.get("unit") or found.get("single") or ""
    least, most = _counted(found.get("count") or "a")
    if found.get("more"):
        least = most = least + 0.5
    if unit == "полгода" or least < 1:
        unit, least, most = "month", 6, 6
    match unit[0]:
        case "d" | "д":
            give = 0 if most == 1 else max(1, round(least) // 3)
        case "w" | "н":
            give = 2 + round(least)
        case "m" | "м":
            give = 7 + 4 * round(least)
        case _:
            give = 183
    first, last = _back(today, unit, most, give), _back(today, unit, least, -give)
    if give == 183:
        first = min(first, date(_back(today, unit, most).year, 1, 1))
        last = max(last, date(_back(today, unit, least).year, 12, 31))
    return Point(first, last)


def _lately(found: Found, today: date, by: date) -> Point | None:
    """The last so many days, weeks, months or years, until today."""
    return Point(_back(today, found["unit"], _counted(found.get("count") or "a")[1]), today)


def _counted(word: str) -> tuple[float, float]:
    """The least and the most that a number in words or figures means."""
    if _FEW.search(word):
        return 2, 6
    if word.startswith("half"):
        return 0.5, 0.5
    if word == "полтора":
        return 1.5, 1.5
    number = int(word) if word.isdigit() else max(_COUNTS.get(one, 0) for one in word.split())
    return number, number


def _back(today: date, unit: str, count: float, give: int = 0) -> date:
    """So many units before today, and some days more; the first years of the calendar bound it."""
    days = round(count * _DAYS[unit[0]]) + give
    return date.fromordinal(max(today.toordinal() - days, 366))


_FORMS: tuple[tuple[str, Callable[[Found, date, date], Point | None]], ...] = (
    (r"(?P<iso>(?:1[5-9]|20)\d\d-\d\d(?:-\d\d)?)(?![-\d])", _calendar),
    (r"(?P<day>\d{1,2})\.(?P<figure>\d{1,2})\.(?P<year>\d{4})(?!\d)", _calendar),
    (
        rf"(?:the\s+)?(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?{_ANY_MONTH}(?:,?\s*{_YEAR}|\s+{_OF_YEAR})?",
        _calendar,
    ),
    (
        rf"{_ANY_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:])(?:,?\s*{_YEAR})?",
        _calendar,
    ),
    (rf"{_PART}{_ANY_MONTH},?\s+(?:of\s+)?(?:{_YEAR}|{_OF_YEAR})", _calendar),
    (
        rf"{_PART}{_SEASON}\s+(?:of\s+)?(?:{_YEAR}(?:\s*[-–/]\s*\d\d(?:\d\d)?\b)?|{_OF_YEAR})",
        _calendar,
    ),
    (rf"(?:the\s+)?{_WHICH}\s+(?:{_SEASON}|{_MONTH}|{_WEEKDAY})", _named),
    (rf"{_WHICH}\s+{_WHOLE}", _named),
    (r"the\s+(?P<whole>weekend|week|month|year)\s+before\s+last\b", _before_last),
    (
        rf"(?P<near>the\s+day\s+before\s+yesterday|yesterday|today|last\s+night|позавчера|вчера|сегодня)\b{_OF_DAY}",
        _near,
    ),
    (
        rf"(?:{_COUNT}\s+{_UNIT}(?P<more>\s+and\s+a\s+half)?|{_SINGLE})\s+(?:ago|назад)\b",
        _ago,
    ),
    (rf"(?:the\s+)?(?:last|past|последн[а-я]{{2}})\s+(?:{_COUNT}\s+)?{_UNIT}", _lately),
    (rf"{_PART}{_MONTH}", _calendar),
    (rf"{_PART}{_SEASON}", _calendar),
    (rf"{_PART}{_YEAR}", _calendar),
)
POINT = "|".join(re.sub(r"\?P<\w+>", "?:", f"(?:{form})") for form, _ in _FORMS)
"""Any time that can be read, as a pattern without names, for small letters with «е» for «ё»."""


def read_point(text: str, today: date, by: date | None = None) -> Point | None:
    """The days that a text matching `POINT` means; what lacks its year is the latest that begins by a day."""
    for form, read in _FORMS:
        if found := re.fullmatch(form, text):
            return read({k: v for k, v in found.groupdict().items() if v}, today, by or today)
    return None
