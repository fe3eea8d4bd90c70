"""What a nudge says: neutral, in the person's language, around verbatim dated quotes."""

from __future__ import annotations

from datetime import date

from selfmirror.nudges.nudge import NudgeKind, Proposal
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.when import Precision

_LONGEST_QUOTE = 240
_RU_MONTHS = [
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
_RU_MONTH_NAMES = [
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
_EN_MONTHS = [
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
_CLOSINGS = {
    (NudgeKind.OLDER_STRONGER, Language.RU): "То, что написано сейчас, говорит об обратном.",
    (NudgeKind.OLDER_STRONGER, Language.EN): "What is written now says the opposite.",
    (NudgeKind.SWITCH, Language.RU): "Сейчас направление другое, и времени прошло немного.",
    (
        NudgeKind.SWITCH,
        Language.EN,
    ): "The direction is different now, and not much time has passed.",
    (NudgeKind.STALLED, Language.RU): "Записи о том, что это сделано, с тех пор нет.",
    (NudgeKind.STALLED, Language.EN): "There is no record since then of it being done.",
}
_LEFT = {
    Language.RU: "Тогда это осталось незаконченным.",
    Language.EN: "It was left unfinished then.",
}


def word(proposal: Proposal, language: Language) -> str:
    """The nudge in words: its quotes, oldest first, and one sentence of what they show."""
    tongue = Language.RU if language is Language.RU else Language.EN
    quotes = " ".join(
        f"{dated(quote, tongue)}: {_marked(quote.text, tongue)}." for quote in proposal.evidence
    )
    return f"{quotes} {_LEFT[tongue] if proposal.left else _CLOSINGS[proposal.kind, tongue]}"


def dated(quote: Quote, language: Language) -> str:
    """The day of a quote as a person says it, as exactly as it is known: `3 марта 2024`, `March 2024`."""
    day = quote.said.day
    if day is None:
        return ""
    match quote.said.precision:
        case Precision.YEAR:
            return f"{day.year}"
        case Precision.MONTH:
            names = _RU_MONTH_NAMES if language is Language.RU else _EN_MONTHS
            return f"{names[day.month - 1]} {day.year}"
        case _:
            return _full_day(day, language)


def _full_day(day: date, language: Language) -> str:
    months = _RU_MONTHS if language is Language.RU else _EN_MONTHS
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _marked(text: str, language: Language) -> str:
    """The quote between its language's marks; a long one is cut at a word, and shows it."""
    line = " ".join(text.split()).rstrip(".")
    if len(line) > _LONGEST_QUOTE:
        line = line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
    return f"«{line}»" if language is Language.RU else f"“{line}”"
