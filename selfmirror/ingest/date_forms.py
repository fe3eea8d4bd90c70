"""The forms in which dates stand in texts, in figures and in words; all are for small letters without «ё»."""

import re

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
MONTH = (
    r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"|(?:янв|фев|мар|апр|ма[йея]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6})\.?"
)
YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
YMD = re.compile(rf"(?<!\d){YEAR}[-_./ ](?P<m>\d{{1,2}})[-_./ ](?P<d>\d{{1,2}})(?!\d)")
PACKED = re.compile(rf"(?<!\d){YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{{4}}(?:\d\d)?)?(?!\d)")
DMY = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?P<sep>[-_./])(?P<m>\d{{1,2}})(?P=sep){YEAR}(?!\d)")
ISO_WEEK = re.compile(rf"(?<!\d){YEAR}-?W(?P<week>\d\d)(?!\d)", re.IGNORECASE)
MONTH_WEEK = re.compile(
    rf"(?<!\d){YEAR}[-_./ ](?P<m>\d\d)[-_./ ]*(?:week|неделя|w)[-_ ]?(?P<week>[1-5])(?!\d)",
    re.IGNORECASE,
)
YM = re.compile(rf"(?<![\d-]){YEAR}[-_.](?P<m>\d\d)(?![\d])")
DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|-?го)?[ _-]+(?:of )?{MONTH},?[ _-]+{YEAR}(?!\d)"
)
MONTH_DAY = re.compile(rf"(?<!\w){MONTH}[ _-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ _-]+{YEAR}(?!\d)")
TWO_DAYS = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}}) ?(?:\(\d{{1,2}}\)|/ ?\d{{1,2}}) {MONTH},?[ _-]+{YEAR}(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}}) {MONTH.replace('<month>', '<month2>')} \(\d{{1,2}} \w{{3,10}}\),? "
    rf"{YEAR.replace('<year>', '<year2>')}(?!\d)"
)
BARE_DAY = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|-?го)?[ _-]+(?:of )?{MONTH}(?!\w)"
    rf"|(?<!\w){MONTH.replace('<month>', '<month2>')}[ _-]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)"
)
WEEKDAY = re.compile(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:nesday)?|(thu)(?:rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?|(sun)(?:day)?"
    r"|(пн|понедельник)|(вт|вторник)|(ср|сред[аы])|(чт|четверг)|(пт|пятниц[аы])|(сб|суббот[аы])|(вс|воскресенье))\b"
)
OLD_STYLE = re.compile(
    r"\bст\. ?ст(?:ил[юья])?\b|\bстар(?:ого|ому) стил|\bo\. ?s\.|\(os\)|\bold style\b|\bjulian\b|\bюлиан"
)
MONTH_YEAR = re.compile(rf"(?<!\w){MONTH},?[ _-]+{YEAR}(?!\d)")
