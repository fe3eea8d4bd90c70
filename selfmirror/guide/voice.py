"""Saying a thing once: wordings filled with verbatim words, none of whose sentences was said before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.guide.quoting import inside
from selfmirror.guide.terms import terms
from selfmirror.words.language import Language
from selfmirror.words.spoken import spoken_day, spoken_within
from selfmirror.words.when import Precision

if TYPE_CHECKING:
    from selfmirror.guide.method import Wordings
    from selfmirror.words.quote import Quote
    from selfmirror.words.when import When

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_ANSWERED = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, and every sentence that this session already holds."""

    language: Language
    said: frozenset[str]

    def one_of(self, wordings: Wordings, turn: int, **slots: str) -> str:
        """A wording that repeats no sentence, starting from a place that moves with the turn; empty if none is left."""
        ways = wordings.in_(self.language)
        slots = {
            name: words if name.startswith("dated") else inside(words, self.language)
            for name, words in slots.items()
        }
        for offset in range(len(ways)):
            text = ways[(turn + offset) % len(ways)].format(**slots)
            if not said_in([text]) & self.said:
                return text
        return ""

    def fresh_ask(self, asks: tuple[str, ...], heard: frozenset[str] = frozenset()) -> str:
        """The first of a step's wordings that was not said yet; empty if none is left.

        One that shares two terms with what was heard is asked last: it was answered in part.
        """
        left = [ask for ask in asks if not said_in([ask]) & self.said]
        open_ones = (ask for ask in left if len(terms(ask) & heard) < _ANSWERED)
        return next(open_ones, left[0] if left else "")

    def quoted(self, text: str) -> str:
        """Verbatim words between the quotation marks of the language."""
        held = inside(text, self.language)
        return f"«{held}»" if self.language is Language.RU else f"“{held}”"

    def dated(self, quote: Quote) -> str:
        """“On 3 March 2026 you wrote: …”, as exact as the date is known."""
        return f"{written_on(quote.said, self.language)}: {self.quoted(quote.text.strip(' .'))}"


def said_in(texts: Iterable[str]) -> frozenset[str]:
    """The sentences of texts, folded for comparison; what stands between quotation marks does not split them."""
    found: set[str] = set()
    for text in texts:
        held = _QUOTED.sub(lambda match: re.sub(r"[.!?…\n]", "\u0000", match.group()), text)
        pieces = (re.sub(r"[\W_]+", " ", piece).strip() for piece in re.split(r"[.!?…\n]+", held))
        found.update(piece.casefold() for piece in pieces if piece)
    return frozenset(found)


def written_on(said: When, language: Language) -> str:
    """“On 3 March 2026 you wrote”, “in March 2026 …”, “in 2026 …”, in the language."""
    day, russian = said.day, language is Language.RU
    if day is None:
        return "Без даты вы написали" if russian else "At an unknown time you wrote"
    match said.precision:
        case Precision.YEAR:
            return f"В {day.year} году вы написали" if russian else f"In {day.year} you wrote"
        case Precision.MONTH:
            month = spoken_within(day, language)
            return f"В {month} вы написали" if russian else f"In {month} you wrote"
        case _:
            then = spoken_day(day, language)
            return f"{then} вы написали" if russian else f"On {then} you wrote"
