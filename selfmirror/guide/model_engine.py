"""The guide with a model: one structured call a turn, checked before anything of it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from selfmirror.guide.events import EngineName, ReplyPiece
from selfmirror.guide.gate import Grounds, find_fault
from selfmirror.guide.prompting import language_name, numbered, prompt
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.structured import Asking, Structured, ask_structured, rested_on
from selfmirror.guide.turn import Reply, TurnContext
from selfmirror.models.fencing import fenced
from selfmirror.models.ports import Message
from selfmirror.words.own import own_words
from selfmirror.words.printable import one_line, printable

if TYPE_CHECKING:
    from selfmirror.models.ports import ChatModel
    from selfmirror.words.quote import Quote

_EARLIER = 8
_WORDS = 6000


class ModelEngine:
    """Speaks in a session through a chat model."""

    name: EngineName = "model"

    def __init__(self, chat: ChatModel) -> None:
        self._chat = chat

    def reply(self, context: TurnContext) -> Iterator[ReplyPiece | Reply]:
        """Yield the sentences that may be shown as they come, then the whole reply.

        Raises:
            ModelFailure: the model failed, refused, or left nothing to show; the cap is reached.
        """
        asking = asking_of(context)
        speaking = ask_structured(self._chat, asking)
        while True:
            try:
                yield ReplyPiece(printable(next(speaking)))
            except StopIteration as end:
                answer, text = end.value
                yield _reply(answer, printable(text), context, asking.grounds)
                return


def asking_of(context: TurnContext) -> Asking:
    """The question to a model for one turn."""
    strategies = _strategies(context)
    spoken = context.language
    system = prompt(
        "reply",
        language=language_name(spoken),
        strategies=", ".join(f"`{name}`" for name in strategies),
        proposed=context.suggestion.strategy,
        proposed_reason=one_line(context.suggestion.reason),
        mode=context.mode,
        method=context.method.title.in_(spoken),
        step=context.step.id,
        aim=context.step.aim.in_(spoken),
        asks=json.dumps(context.step.asks.in_(spoken), ensure_ascii=False),
        next_asks=json.dumps(_next_asks(context), ensure_ascii=False),
        time=context.time.now.strftime("%Y-%m-%d %H:%M, %A"),
    )
    messages = (Message("system", system), Message("user", fenced(_data(context))))
    return Asking("session", messages, strategies, _grounds(context))


def _strategies(context: TurnContext) -> tuple[str, ...]:
    open_to_it = context.allowed | {context.suggestion.strategy}
    return tuple(strategy.value for strategy in Strategy if strategy in open_to_it)


def _next_asks(context: TurnContext) -> tuple[str, ...]:
    return context.next_step.asks.in_(context.language) if context.next_step else ()


def _grounds(context: TurnContext) -> Grounds:
    words = [own_words(context.words), *(own_words(turn.words) for turn in context.earlier)]
    now = context.time.now.date().isoformat()
    return Grounds(context.language, _quotes(context), words, now)


def _quotes(context: TurnContext) -> tuple[Quote, ...]:
    """What was recalled and what memory holds of it, each once."""
    return tuple(dict.fromkeys([*context.recalled, *context.beliefs]))


def _data(context: TurnContext) -> dict[str, Any]:
    earlier = [
        {"person": turn.words[:_WORDS], "guide": turn.reply, "strategy": turn.strategy}
        for turn in context.earlier[-_EARLIER:]
    ]
    data: dict[str, Any] = {
        "quotes": numbered(_quotes(context)),
        "earlier_in_this_session": earlier,
        "person_now": context.words[:_WORDS],
    }
    if context.reading is not None and context.reading.labels:
        data["affect_read_from_it"] = list(context.reading.labels)
    if context.time.days_since_last is not None:
        data["days_since_their_last_words"] = context.time.days_since_last
    return data


def _reply(answer: Structured, text: str, context: TurnContext, grounds: Grounds) -> Reply:
    reason = one_line(answer.reason, 200)
    if not reason or find_fault(reason, grounds) is not None:
        reason = context.suggestion.reason
    evidence = (*rested_on(answer, text, grounds), *_cited_of_today(text, context))
    return Reply(Strategy(answer.strategy), reason, text, tuple(dict.fromkeys(evidence)))


def _cited_of_today(text: str, context: TurnContext) -> list[Quote]:
    said = [*(turn.said for turn in context.earlier), context.said]
    today = tuple(quote for quote in said if quote is not None)
    return Grounds(context.language, today, ()).cited(text)
