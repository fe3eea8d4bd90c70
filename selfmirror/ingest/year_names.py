"""Names that are a year and little else: `2003`, `Дневник 2003`, `Diary of 1999 (2)`, `2021-Q1`."""

from __future__ import annotations

import re
from datetime import date

from selfmirror.ingest.date_readers import Found
from selfmirror.words.when import Precision

_DIARY = re.compile(
    r"\b(?:дневник\w{0,3}|ежедневник\w{0,2}|запис(?:и|ки|ей|ная)|заметк[аи]|тетрад[ьи]|блокнот\w?|жж|письм[ао]|diar(?:y|ies)"
    r"|journals?|notes?|notebooks?|letters?|entries|daily|livejournal|dnevnik|zapisi|zametki)\b"
)
_BESIDE = re.compile(
    r"\b(?:мо[йяеи]|личн(?:ый|ые|ая)|за|от|из|в|года?|г|году|my|personal|private|old|стар(?:ый|ые|ая)|of|from|for|in|the|all|все"
    r"|copy|копия|part|часть|ч|том|vol(?:ume)?|book|книга|week|неделя|q|квартал|кв)\b"
)
_PLACE = re.compile(
    r"\b(?:q[1-4]|[1-4](?:-?й)? ?кв(?:артал)?|(?:часть|ч|том|тетрадь|книга|part|vol(?:ume)?|book|notebook|week|неделя)\.? ?№? ?\d{1,2})\b"
    r"|№ ?\d{1,2}\b|\(\d{1,2}\)"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_YEARS = re.compile(r"(?<!\d)((?:1[5-9]|2[01])\d\d) ?[-–—] ?((?:1[5-9]|2[01])\d\d)(?!\d)")
_TOLD = re.compile(r"\bгод[ау]?\b|\d ?г(?:\.|\b)|\bq[1-4]\b|\bкв(?:артал)?\b|\bweek\b|\bнеделя\b")
_OLDEST_ALONE = 1990
"""A number alone below it is as often the title of a book; notes were seldom files then."""


def year_named(name: str, *, of_diary: bool = False) -> Found | None:
    """The year of a name that says little else; a number alone is one of the years of files, or of a diary's.

    Args:
        name: of a file, without its ending, or of a folder.
        of_diary: whether it stands below a folder that is called a diary.
    """
    lowered = re.sub(r"[_\s]+", " ", name[:400].lower().replace("ё", "е"))
    years = _YEAR.findall(lowered)
    if len(years) != 1:
        return None
    rest = _YEAR.sub(" ", _PLACE.sub(" ", lowered))
    if re.search(r"\w", _BESIDE.sub("", _DIARY.sub("", rest))):
        return None
    year = int(years[0])
    sure = of_diary or is_diary(lowered) or bool(_TOLD.search(lowered))
    if not sure and (
        year < _OLDEST_ALONE or not re.fullmatch(r"\W*\d{4}\W*(?:\(\d{1,2}\))?", lowered)
    ):
        return None
    return Found(date(year, 1, 1), Precision.YEAR)


def is_diary(name: str) -> bool:
    """Whether a folder's name says that it holds somebody's diary or notes."""
    return bool(_DIARY.search(re.sub(r"[_\s]+", " ", name.lower().replace("ё", "е"))))


def years_in(path: str) -> frozenset[int]:
    """The years that stand in a path, and those between two of them: `Дневники 1998-2001`."""
    found = {int(year) for year in _YEAR.findall(path)}
    for first, last in _YEARS.findall(path):
        found |= set(range(int(first), int(last)))
    return frozenset(found)
