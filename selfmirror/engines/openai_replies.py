"""What an endpoint sends back, read piece by piece: streams, whole bodies, refusals and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from selfmirror.models.ports import ModelFailure, Usage

_LONGEST = 200_000
_CUT = {
    "content_filter": "the model's endpoint filtered the reply",
    "length": "the model's reply was cut at its length limit",
}


class _Words(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    delta: _Words | None = None
    message: _Words | None = None
    finish_reason: str | None = None


class _Chunk(BaseModel):
    choices: list[_Choice] | None = None
    usage: Any = None
    error: Any = None


def read_stream(lines: Iterable[str]) -> Iterator[str | Usage]:
    """The pieces of a streamed reply, from the lines of its server-sent events.

    Raises:
        ModelFailure: it was refused, cut, empty, malformed, or broke off.
    """
    return _read(_events(lines))


def read_whole(body: str) -> Iterator[str | Usage]:
    """The one piece of a reply that an endpoint sent whole although a stream was asked for.

    Raises:
        ModelFailure: as for a stream.
    """
    return _read([body])


def _events(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("data:"):
            continue
        event = line.removeprefix("data:").strip()
        if event == "[DONE]":
            return
        yield event


def _read(events: Iterable[str]) -> Iterator[str | Usage]:
    length = 0
    finished: str | None = None
    usage: Usage | None = None
    for event in events:
        chunk = _chunk(event)
        usage = _usage(chunk.usage) or usage
        for choice in (chunk.choices or [])[:1]:
            finished = choice.finish_reason or finished
            piece = _text(choice)
            length += len(piece)
            if length > _LONGEST:
                raise ModelFailure("the model's reply does not end")
            if piece:
                yield piece
    _check_ending(finished, length)
    if usage is not None:
        yield usage


def _chunk(event: str) -> _Chunk:
    try:
        chunk = _Chunk.model_validate_json(event)
    except ValidationError:
        raise ModelFailure("the model's endpoint sent something that is not a reply") from None
    if chunk.error:
        raise ModelFailure("the model's endpoint reported an error in its reply")
    return chunk


def _text(choice: _Choice) -> str:
    words = choice.delta or choice.message or _Words()
    if words.refusal:
        raise ModelFailure("the model refused")
    return words.content or ""


def _check_ending(finished: str | None, length: int) -> None:
    if finished is None:
        raise ModelFailure("the model's reply broke off")
    if finished in _CUT:
        raise ModelFailure(_CUT[finished])
    if not length:
        raise ModelFailure("the model's reply was empty")


def _usage(given: object) -> Usage | None:
    """The count, where it has the protocol's form; a strange one is as good as none."""
    match given:
        case {"prompt_tokens": int(into), "completion_tokens": int(out)}:
            return Usage(into, out)
        case _:
            return None
