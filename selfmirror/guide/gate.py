"""What of a model's reply may be shown: sentence by sentence, before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from selfmirror.guide.quoting import balanced, is_verbatim, quoted_spans, without_quotes
from selfmirror.guide.tone import in_language, tone_fault

if TYPE_CHECKING:
    from selfmirror.words.language import Language
    from selfmirror.words.quote import Quote

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_MONTHS = {
    stem: number
    for number, stems in enumerate(
        ["jan янв", "feb фев", "mar мар", "apr апр", "may мая", "jun июн", "jul июл", "aug авг",
         "sep сен", "oct окт", "nov ноя", "dec дек"],
        start=1,
    )
    for stem in stems.split()
}  # fmt: skip
_NAMED = re.compile(
    rf"(?i)\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>(?:{'|'.join(_MONTHS)})[a-zа-я]*)"
    r"(?(before)| (?P<after>\d{1,2})(?:st|nd|rd|th)?)(?!\w)"
)


class Breach(StrEnum):
    """Which rule a sentence breaks: a false quote is cut, the others are worth asking again."""

    QUOTE = "quote"
    TONE = "tone"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule, and how it is named to the model."""

    breach: Breach
    what: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply may rest on: the recalled quotes and what the person said in this session."""

    language: Language
    recalled: Sequence[Quote]
    words: Sequence[str]
    times: str = ""

    def cited(self, text: str) -> list[Quote]:
        """The recalled quotes that a text cites word for word, in their order."""
        spans = quoted_spans(text)
        return [q for q in self.recalled if any(is_verbatim(span, [q.text]) for span in spans)]


def find_fault(sentence: str, grounds: Grounds) -> Fault | None:
    """The first rule that a sentence breaks; None when it may be shown."""
    sources = [*(quote.text for quote in grounds.recalled), *grounds.words]
    spans = quoted_spans(sentence)
    if not balanced(sentence) or not all(is_verbatim(span, sources) for span in spans):
        return Fault(Breach.QUOTE, "a quotation that nobody said")
    if not _dated_truly(sentence, grounds):
        return Fault(Breach.QUOTE, "a date that no evidence has")
    tone = tone_fault(sentence)
    if tone is not None:
        return Fault(Breach.TONE, tone)
    if not in_language(sentence, grounds.language):
        return Fault(Breach.LANGUAGE, "another language than the person's")
    return None


def _dated_truly(sentence: str, grounds: Grounds) -> bool:
    """Whether the dates named beside a quotation are its own, or the person's words."""
    cited = grounds.cited(sentence)
    if not cited:
        return True
    said = without_quotes(sentence)
    known = " ".join([*(quote.said.iso() or "" for quote in cited), *grounds.words, grounds.times])
    figures = [*_YEAR.findall(said), *_DAY.findall(said)]
    return all(date in known for date in figures) and _named_truly(said, cited, known)


def _named_truly(said: str, cited: Sequence[Quote], known: str) -> bool:
    """Whether each day and month named in words is that of a cited quote, or was said so."""
    days = {(quote.said.day.month, quote.said.day.day) for quote in cited if quote.said.day}
    for found in _NAMED.finditer(said):
        month = _MONTHS[found["month"].lower()[:3]]
        day = int(found["before"] or found["after"])
        if (month, day) not in days and found.group() not in known:
            return False
    return True
