"""A model's structured answer, shown sentence by sentence as it comes, and only what may be shown."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from selfmirror.errors import MirrorError
from selfmirror.guide.gate import Breach, Fault, Grounds, find_fault
from selfmirror.guide.prompting import prompt
from selfmirror.guide.sentences import whole_sentences
from selfmirror.guide.tone import is_refusal
from selfmirror.models.ports import ChatRequest, Message, ModelFailure, Usage

if TYPE_CHECKING:
    from selfmirror.models.ports import ChatModel
    from selfmirror.words.quote import Quote


class Structured(BaseModel):
    """What a model answers; `reasoning` stands first because verdicts are better after it."""

    reasoning: str = ""
    strategy: str
    reason: str
    reply: str
    evidence_ids: list[str] = []


def schema_of(strategies: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of an answer that may use these strategies."""
    text = {"type": "string"}
    properties = {
        "reasoning": text,
        "strategy": {"type": "string", "enum": list(strategies)},
        "reason": text,
        "reply": text,
        "evidence_ids": {"type": "array", "items": text},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Asking:
    """One question to a model: what for, in which words, with which strategies, on which grounds."""

    feature: str
    messages: tuple[Message, ...]
    strategies: tuple[str, ...]
    grounds: Grounds
    max_tokens: int = 1500


@dataclass(slots=True)
class _Spoken:
    """What was shown so far, over both attempts, and what was heard in the present one."""

    shown: list[str] = field(default_factory=list)
    cut: list[Fault] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.shown).strip()


class _MustAskAgain(Exception):
    def __init__(self, fault: Fault, heard: str) -> None:
        super().__init__(fault.what)
        self.fault = fault
        self.heard = heard


def ask_structured(chat: ChatModel, asking: Asking) -> Generator[str, None, tuple[Structured, str]]:
    """Yield the sentences of a reply that may be shown; return the answer and the text that was shown.

    A sentence with a false quotation is cut. One that breaks the tone, or is in another language,
    is asked for once more, and cut if it comes again; so is a reply of which nothing is left.

    Raises:
        ModelFailure: it refused, is malformed, or left nothing to show; or the cap is reached.
    """
    spoken, began = _Spoken(), time.monotonic()
    messages = asking.messages
    for last in (False, True):
        try:
            answer = yield from _attempt(chat, asking, messages, began, spoken, last=last)
        except _MustAskAgain as again:
            messages = (*asking.messages, *_once_more(again, spoken))
        else:
            return answer, spoken.text
    raise AssertionError("the last attempt answers or fails")


def _once_more(again: _MustAskAgain, spoken: _Spoken) -> list[Message]:
    name = "onward" if spoken.text else "again"
    wish = prompt(name, fault=again.fault.what, shown=json.dumps(spoken.text, ensure_ascii=False))
    return [Message("assistant", again.heard), Message("user", wish)]


def _attempt(
    chat: ChatModel,
    asking: Asking,
    messages: tuple[Message, ...],
    began: float,
    spoken: _Spoken,
    *,
    last: bool,
) -> Generator[str, None, Structured]:
    request = ChatRequest(
        asking.feature, messages, schema_of(asking.strategies), asking.max_tokens, began
    )
    heard, at = "", 0
    try:
        for piece in chat.stream(request):
            if isinstance(piece, Usage):
                continue
            heard += piece
            reply = _reply_so_far(heard, asking.strategies)
            for sentence in whole_sentences(reply, at):
                at += len(sentence)
                yield from _let_through(sentence, asking.grounds, spoken, heard, last=last)
    except MirrorError as error:
        raise ModelFailure(str(error)) from error
    answer = _whole(heard, asking.strategies)
    for sentence in whole_sentences(answer.reply, at, ended=True):
        yield from _let_through(sentence, asking.grounds, spoken, heard, last=last)
    if not spoken.text:
        fault = spoken.cut[0] if spoken.cut else Fault(Breach.TONE, "no words")
        if last:
            raise ModelFailure(f"the model's reply could not be shown: {fault.what}")
        raise _MustAskAgain(fault, heard)
    return answer


def _let_through(
    sentence: str, grounds: Grounds, spoken: _Spoken, heard: str, *, last: bool
) -> Generator[str, None, None]:
    if not spoken.shown and is_refusal(sentence):
        raise ModelFailure("the model refused")
    fault = find_fault(sentence, grounds)
    if fault is None:
        piece = sentence if spoken.shown else sentence.lstrip()
        if spoken.shown and not piece[:1].isspace():
            piece = f" {piece}"
        spoken.shown.append(piece)
        yield piece
    elif fault.breach is Breach.QUOTE or last:
        spoken.cut.append(fault)
    else:
        raise _MustAskAgain(fault, heard)


def _reply_so_far(heard: str, strategies: Sequence[str]) -> str:
    """The reply as far as it has come; nothing until it is known by which strategy it speaks."""
    start = heard.find("{")
    if start < 0:
        return ""
    try:
        partial = from_json(heard[start:], allow_partial="trailing-strings")
    except ValueError:
        return ""
    match partial:
        case {"strategy": str(strategy), "reply": str(reply)} if strategy in strategies:
            return reply
        case _:
            return ""


def _whole(heard: str, strategies: Sequence[str]) -> Structured:
    try:
        document, _ = json.JSONDecoder().raw_decode(heard, heard.index("{"))
        answer = Structured.model_validate(document)
    except (ValueError, RecursionError, ValidationError):
        raise ModelFailure("the model's reply is not the JSON that was asked for") from None
    if answer.strategy not in strategies:
        raise ModelFailure("the model chose a strategy that there is not")
    return answer


def rested_on(answer: Structured, text: str, grounds: Grounds) -> tuple[Quote, ...]:
    """The quotes that a reply names by a known id or cites, in the order they were given."""
    named = set(answer.evidence_ids)
    cited = grounds.cited(text)
    return tuple(
        quote
        for number, quote in enumerate(grounds.recalled, start=1)
        if f"e{number}" in named or quote in cited
    )
