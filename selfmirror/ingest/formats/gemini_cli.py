"""Gemini CLI's sessions: one JSON, or a line for every message and change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.claude_blocks import call_text
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import lines, stream
from selfmirror.ingest.formats.keys import key_of, links_of, message_keys
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    conversation,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.turns import joined
from selfmirror.ingest.formats.typed import typed_by_hand
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import When

_ROLES = {"user": Speaker.ME, "gemini": Speaker.ASSISTANT}


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has("sessionId", "projectHash", "startTime")


def _read(reading: Reading) -> Iterator[Document]:
    assert reading.probe.sketch is not None  # noqa: S101 - recognised by it
    whole = reading.probe.sketch.has("messages")
    records = (
        list(stream(reading.file, "", reading.most_text))
        if whole
        else list(lines(reading.file, reading.most_text))
    )
    about = mapping_of(records[0])
    received = list_of(about.get("messages")) if whole else records[1:]
    latest = {key_of(mapping_of(one).get("id")): place for place, one in enumerate(received)}
    keys = message_keys((mapping_of(one).get("id"), one) for one in reversed(received))[::-1]
    links, _ = links_of(keys, [None] * len(keys))
    messages = [
        _message(key, links[key], mapping_of(one), again=_again(one, place, latest))
        for place, (key, one) in enumerate(zip(keys, received, strict=True))
    ]
    heading = Heading(text_of(about.get("sessionId")), text_of(about.get("summary")).strip())
    yield conversation(heading, messages, links)


def _again(raw: Any, place: int, latest: Mapping[str, int]) -> bool:
    """Whether the message is written once more, and more fully, further down."""
    own = key_of(mapping_of(raw).get("id"))
    return bool(own) and latest[own] != place


def _message(key: str, parent: str | None, raw: Mapping[str, Any], *, again: bool) -> Message:
    if not raw:
        return Message(key, parent, (), "unreadable")
    speaker = _ROLES.get(text_of(raw.get("type")))
    if speaker is None:
        return Message(key, parent, (), "records of the program")
    if again:
        return Message(key, parent, (), "repeated")
    said, words, reason = time_of(raw.get("timestamp")), _text(raw.get("content")), ""
    if speaker is Speaker.ME:
        words, reason = typed_by_hand(words)
    pieces = [Piece(words.strip("\n"), speaker, said), *_tools(raw, said)]
    spoken = tuple(piece for piece in pieces if piece.text.strip())
    silent = "thinking" if raw.get("thoughts") else "no text"
    return Message(key, parent, spoken, "" if spoken else reason or silent)


def _text(content: Any) -> str:
    parts = content if isinstance(content, list) else [content]
    return joined([text_of(part) or text_of(mapping_of(part).get("text")) for part in parts])


def _tools(raw: Mapping[str, Any], said: When) -> Iterator[Piece]:
    for call in map(mapping_of, list_of(raw.get("toolCalls"))):
        shown = text_of(call.get("resultDisplay"))
        asked = call_text(call.get("name"), call.get("args"))
        yield Piece(joined([asked, shown]), Speaker.TOOL, said)


GEMINI_CLI = Format("gemini-cli", _recognises, _read)
