"""Dates as they are said in a sentence, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.words.language import Language
from selfmirror.words.when import Precision

if TYPE_CHECKING:
    from datetime import date

    from selfmirror.words.when import When

_OF = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_IN = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
]
_RU = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def days_ago(days: int, language: Language) -> str:
    """`today`, `yesterday`, `5 days ago`; «сегодня», «вчера», «5 дней назад»."""
    russian = language is Language.RU
    if days < 1:
        return "сегодня" if russian else "today"
    if days == 1:
        return "вчера" if russian else "yesterday"
    if not russian:
        return f"{days} days ago"
    if days % 10 == 1 and days % 100 != 11:
        return f"{days} день назад"
    few = days % 10 in {2, 3, 4} and days % 100 not in {12, 13, 14}
    return f"{days} {'дня' if few else 'дней'} назад"


def spoken_day(day: date, language: Language) -> str:
    """`3 марта 2024` or `3 March 2024`."""
    months = _OF if language is Language.RU else _EN
    return f"{day.day} {months[day.month - 1]} {day.year}"


def spoken_within(month: date, language: Language) -> str:
    """A month as it stands after “in”: `марте 2024`, `March 2024`."""
    months = _IN if language is Language.RU else _EN
    return f"{months[month.month - 1]} {month.year}"


def _of_file(day: date, language: Language) -> str:
    named = spoken_day(day, language)
    return f"файл от {named}" if language is Language.RU else f"the file is of {named}"


def spoken_date(when: When, language: Language) -> str:
    """A time said as exactly as it is known: a day, `март 2024`, `2024`, or that it has no date."""
    if when.day is None:
        undated = "без даты" if language is Language.RU else "undated"
        return f"{undated} ({_of_file(when.file_day, language)})" if when.file_day else undated
    match when.precision:
        case Precision.YEAR:
            return str(when.day.year)
        case Precision.MONTH:
            months = _RU if language is Language.RU else _EN
            return f"{months[when.day.month - 1]} {when.day.year}"
        case _:
            return spoken_day(when.day, language)
