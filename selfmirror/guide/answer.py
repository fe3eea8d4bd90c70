"""One answer over memory, with dated quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from selfmirror.guide.quoting import inside
from selfmirror.guide.strategy import Strategy
from selfmirror.models.ports import ModelFailure
from selfmirror.words.language import Language, detect_language
from selfmirror.words.printable import one_line
from selfmirror.words.spoken import spoken_date, spoken_day

if TYPE_CHECKING:
    from selfmirror.guide.events import EngineName
    from selfmirror.guide.guide import Capabilities
    from selfmirror.guide.recollect import Recollection
    from selfmirror.words.quote import Quote


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, by which engine and strategy, on which quotes, as of which day.

    `remark` says why the model that was configured did not answer, `unordered` why it did not order
    what was found; empty otherwise.
    """

    text: str
    engine: EngineName
    strategy: Strategy
    evidence: tuple[Quote, ...]
    as_of: date
    remark: str = ""
    unordered: str = ""

    def as_json(self) -> dict[str, Any]:
        """The contract's keys."""
        return {
            "answer": self.text,
            "engine": self.engine,
            "strategy": self.strategy.value,
            "evidence": [quote.as_json() for quote in self.evidence],
            "as_of": self.as_of.isoformat(),
        }


class Answerer:
    """Answers questions about the person from their own words."""

    def __init__(self, capabilities: Capabilities) -> None:
        self._on = capabilities

    def answer(self, question: str, as_of: date | None = None) -> Answer:
        """Answer in the question's language, with what was said until the end of a day.

        A question that names a time (“in March”) is answered as of its end.

        Without a model, or when it fails, the quotes answer by themselves. Where nothing was said
        of it the answer says so, and no model is asked.

        Raises:
            StoreBusy: another process held the store for too long.
        """
        # Imported when asked: wiring names this class at every start.
        from selfmirror.guide.recollect import recollect
        from selfmirror.search.asked_time import asked_time

        today = as_of or self._on.clock.now().date()
        language = _language(question)
        asked = asked_time(question, today)
        about, since, until = (
            (asked.rest, asked.since, asked.until or as_of) if asked else (question, None, as_of)
        )
        day = until or today
        looking = self._on.looking()
        found = recollect(looking, self._on.memory, about, until, since)
        answer = self._told(question, found, language, day)
        return replace(answer, unordered=looking.remark)

    def _told(self, question: str, found: Recollection, language: Language, day: date) -> Answer:
        from selfmirror.guide.model_answer import model_answer

        if self._on.chat is None or not found.quotes:
            return embedded_answer(found, language, day)
        try:
            text, strategy, quotes = model_answer(self._on.chat, question, found, language, day)
        except ModelFailure as failure:
            return embedded_answer(found, language, day, remark=str(failure))
        return Answer(text, "model", strategy, quotes, day)


def _language(question: str) -> Language:
    detected = detect_language(question)
    return Language.EN if detected is Language.UNKNOWN else detected


def embedded_answer(found: Recollection, language: Language, day: date, remark: str = "") -> Answer:
    """The quotes themselves, newest first; where something changed, both sides before the rest."""
    russian = language is Language.RU
    as_of = spoken_day(day, language)
    if not found.quotes:
        none = (
            f"На {as_of}: своих слов об этом нет."
            if russian
            else (f"As of {as_of}: there are no words of yours about this.")
        )
        return Answer(none, "embedded", Strategy.DIRECT, (), day, remark)
    shown = tuple(dict.fromkeys([*reversed(found.changed or ()), *found.quotes]))
    lines = [_opening(as_of, russian=russian, near=found.near)]
    if found.changed is not None:
        before, after = found.changed
        was, now = ("Было", "Стало") if russian else ("Before", "Since then")
        lines += [f"{was}, {_said(before, language)}", f"{now}, {_said(after, language)}"]
        rest = [quote for quote in shown if quote not in found.changed]
        lines += _listed(rest, language, "Ещё" if russian else "Also", first="")
    else:
        lines += _listed(
            shown,
            language,
            "Раньше" if russian else "Earlier",
            first="Последнее" if russian else "The latest",
        )
    strategy = Strategy.DIRECT if found.changed is None else Strategy.CONTRAST
    return Answer("\n".join(lines), "embedded", strategy, shown, day, remark)


def _opening(as_of: str, *, russian: bool, near: bool) -> str:
    if near:
        return (
            f"На {as_of}: прямо об этом своих слов нет, ближайшие такие:"
            if russian
            else f"As of {as_of}: no words of yours answer this directly; the nearest are:"
        )
    return f"На {as_of}:" if russian else f"As of {as_of}:"


def _listed(quotes: Iterable[Quote], language: Language, word: str, first: str) -> list[str]:
    return [
        f"{first if first and not place else word}, {_said(quote, language)}"
        for place, quote in enumerate(quotes)
    ]


def _said(quote: Quote, language: Language) -> str:
    """A date and a quotation, in marks of the quote's own language."""
    spoken = detect_language(quote.text)
    opened, closed = "«»" if spoken is Language.RU else "“”"
    words = inside(one_line(quote.text), spoken)
    return f"{spoken_date(quote.said, language)}: {opened}{words}{closed}"
