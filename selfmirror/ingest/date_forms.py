"""The forms in which dates stand in texts, in figures and in words; all are for small letters without «ё»."""

import re

from selfmirror.words.dates import SEASONS

MONTHS = (
    ("january", "jan", "январ"),
    ("february", "feb", "феврал"),
    ("march", "mar", "март"),
    ("april", "apr", "апрел"),
    ("may", "may", "май"),
    ("june", "jun", "июн"),
    ("july", "jul", "июл"),
    ("august", "aug", "август"),
    ("september", "sep", "сентябр"),
    ("october", "oct", "октябр"),
    ("november", "nov", "ноябр"),
    ("december", "dec", "декабр"),
)
MONTH_ENDINGS = frozenset({"", "ь", "я", "е", "ю", "ем", "а", "у", "ом"})
SHORT_MONTHS = {
    **{stem[:3]: number for number, (_, _, stem) in enumerate(MONTHS, 1)},
    "февр": 2,
    "мая": 5,
    "мае": 5,
    "маю": 5,
    "маем": 5,
    "сент": 9,
    "sept": 9,
    "нояб": 11,
}
MONTH = (
    r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"|(?:янв|фев|мар|апр|ма[йея]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6})\.?"
)
YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d")
_BEGUN = r"(?<![^\W_])"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_GAP = r"[ _.-]*"
YMD = re.compile(rf"(?<!\d){YEAR}[-_./ ](?P<m>\d{{1,2}})[-_./ ](?P<d>\d{{1,2}})(?!\d)")
PACKED = re.compile(rf"(?<!\d){YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{{4}}(?:\d\d)?)?(?!\d)")
DMY = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?P<sep>[-_./])(?P<m>\d{{1,2}})(?P=sep){YEAR}(?!\d)")
ISO_WEEK = re.compile(rf"(?<!\d){YEAR}[-_ ]?w(?P<week>\d\d?)(?!\d)")
MONTH_WEEK = re.compile(
    rf"(?<!\d){YEAR}[-_./ ](?P<m>\d\d)[-_./ ]*(?:week|неделя|w)[-_ ]?(?P<week>[1-5])(?!\d)"
)
YM = re.compile(rf"(?<![\d-]){YEAR}[-_.](?P<m>\d\d)(?!-?\d)")
MY = re.compile(rf"(?<![\d./-])(?P<m>0[1-9]|1[0-2])[-_./]{YEAR}(?![-_./]?\d)")
DAY_MONTH = re.compile(rf"(?<!\d){_DAY}{_GAP}(?:of )?{MONTH},?{_GAP}{YEAR}(?!\d)")
MONTH_DAY = re.compile(
    rf"{_BEGUN}{MONTH}[ _-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ _-]+{YEAR}(?!\d)"
)
MONTH_DAYS = re.compile(
    rf"{_BEGUN}{MONTH} (?P<d>\d{{1,2}}) ?[-–—] ?(?P<last>\d{{1,2}}),? {YEAR}(?!\d)"
)
YEAR_DAY_MONTH = re.compile(rf"(?<!\d){YEAR}(?: г(?:од|\.)?)?[ _.,-]+{_DAY}[ _.-]+{MONTH}(?!\w)")
# After spaces a number may count what follows: «2019 март 5 дней в Риме».
YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d){YEAR}(?:(?P<sep>[-_.])(?:{MONTH})(?P=sep)(?P<d>\d{{1,2}})(?![^\W_])"
    rf"|[, ] ?{MONTH.replace('<month>', '<month2>')} (?P<d2>\d{{1,2}})(?!\w| \w))"
)
TWO_DAYS = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) ?(?:\(\d{{1,2}}\)|/ ?\d{{1,2}}) {MONTH},?[ _-]+{YEAR}(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}}) {MONTH.replace('<month>', '<month2>')} \(\d{{1,2}} \w{{3,10}}\),? "
    rf"{YEAR.replace('<year>', '<year2>')}(?!\d)"
)
MONTH_YEAR = re.compile(rf"{_BEGUN}{MONTH},?{_GAP}{YEAR}(?!\d)")
# «2024 may be hard» is no month.
YEAR_MONTH = re.compile(rf"(?<!\d){YEAR}(?: г(?:од|\.)?)?[ _.,-]+{MONTH}(?!\w| [a-z])")
_SEASON = "|".join(f"(?P<{season.name}>{words})" for season, words in SEASONS.items())
_TO_YEAR = r"(?: ?[-–—/] ?(?P<to>(?:\d\d)?\d\d)(?!\d))?"
SEASON_YEAR = re.compile(rf"\b(?:{_SEASON})[ _,-]*(?:of )?{YEAR}{_TO_YEAR}(?![-–—/]?\d)")
YEAR_SEASON = re.compile(rf"(?<!\d){YEAR}{_TO_YEAR}(?: г(?:од|\.)?)?[ _,.-]+(?:{_SEASON})\b")
BARE_DAY = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|-?го|-?е)?[ _-]+(?:of )?{MONTH}(?!\w)"
    rf"|(?<!\w){MONTH.replace('<month>', '<month2>')}[ _-]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)"
)
FIGURES = re.compile(r"(?<![\d.,:/-])(\d{1,2})([./_ -])(\d\d)(?![\d:/-]|[.,]\d)")
SHORT_YEAR = re.compile(
    r"(?<!\d)(?<!\d[-_./ ])(?P<a>\d{1,2})(?P<sep>[-_./ ]?)(?P<b>\d{1,2})(?P=sep)(?P<c>\d\d)(?![-_./]?\d)"
)
WEEKDAY = re.compile(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:nesday)?|(thu)(?:rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?|(sun)(?:day)?"
    r"|(пн|понедельник)|(вт|вторник)|(ср|сред[аы])|(чт|четверг)|(пт|пятниц[аы])|(сб|суббот[аы])|(вс|воскресенье))\b"
)
OLD_STYLE = re.compile(
    r"\bст\. ?ст(?:ил[юья])?\b|\bстар(?:ого|ому) стил|\bo\. ?s\.|\(os\)|\bold style\b|\bjulian\b|\bюлиан"
)
CODE = re.compile(
    r"\bisbn\D{0,4}[\dx -]{8,17}|(?<!\d)97[89](?:[- ]?\d){10}(?!\d)|\+\d[\d ()-]{8,}\d"
)
"""Numbers of books and of telephones, in which a date may seem to stand."""
CODE_BEFORE = re.compile(r"(?:[+№$]|(?<![^\W_])v(?:er(?:sion)?)?\.? ?|\bверси\w{1,2} |\d\.)\Z")
CODE_AFTER = re.compile(r"(?!t\d\d)[a-z]+\d|\.\d(?!\d)|\.\d{3}")
COUNTED = re.compile(
    r"(?:\b(?:глав[аы]|част[ьи]|том|урок|день|недел[яи]|выпуск|серия|эпизод|тетрадь|топ"
    r"|chapter|part|vol(?:ume)?|lesson|day|week|episode|ep|issue|book|top|windows)\.? ?|№ ?|#)\Z"
)
"""What makes of the number after it a place in a row."""
SPAN_OF_YEARS = re.compile(
    r"учебн|сезон|school|academic|season|\bгг?\b|\bгод|\bfy\b|дневник|тетрад|diary"
)
"""What makes of `2010-11` two years."""
