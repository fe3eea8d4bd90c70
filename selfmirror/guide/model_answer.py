"""A model's answer to a question about the person, from their dated quotes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from selfmirror.guide.gate import Grounds
from selfmirror.guide.prompting import language_name, numbered, prompt
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.structured import Asking, ask_structured, rested_on
from selfmirror.models.fencing import fenced
from selfmirror.models.ports import Message
from selfmirror.words.printable import printable

if TYPE_CHECKING:
    from selfmirror.guide.recollect import Recollection
    from selfmirror.models.ports import ChatModel
    from selfmirror.words.language import Language
    from selfmirror.words.quote import Quote

_STRATEGIES = (Strategy.DIRECT.value, Strategy.CONTRAST.value, Strategy.SOCRATIC.value)


def model_answer(
    chat: ChatModel, question: str, found: Recollection, language: Language, day: date
) -> tuple[str, Strategy, tuple[Quote, ...]]:
    """The model's answer, of which every quotation was really said; its strategy and its quotes.

    Raises:
        ModelFailure: it failed, refused, or left nothing that can be shown.
    """
    quotes = tuple(dict.fromkeys([*found.quotes, *(found.changed or ())]))
    grounds = Grounds(language, quotes, [question], day.isoformat())
    system = prompt("answer", language=language_name(language), as_of=day.isoformat())
    data = fenced({"quotes": numbered(quotes), "question": question})
    messages = (Message("system", system), Message("user", data))
    speaking = ask_structured(chat, Asking("ask", messages, _STRATEGIES, grounds))
    while True:
        try:
            next(speaking)
        except StopIteration as end:
            answer, text = end.value
            evidence = rested_on(answer, text, grounds)
            return printable(text), Strategy(answer.strategy), evidence
