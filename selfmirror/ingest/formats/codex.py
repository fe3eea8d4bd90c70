"""Codex's session logs: a line for everything that went on, in the present envelope or without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.claude_blocks import call_text
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import lines
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
from selfmirror.words.when import UNKNOWN_TIME

_REASONS = {
    "session_meta": "records of the program",
    "turn_context": "records of the program",
    "event_msg": "records of the program",
    "state": "records of the program",
    "compacted": "summary",
    "reasoning": "thinking",
}


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    enveloped = sketch.has("type", "payload.type") or sketch.has(
        "type", "payload.cwd", "payload.id"
    )
    bare = sketch.has("id", "timestamp", "type", "role", "content[].type", "content[].text")
    timed = sketch.has("timestamp") or sketch.has("payload.timestamp")
    return (enveloped and timed) or (bare and not sketch.has("sessionId"))


def _read(reading: Reading) -> Iterator[Document]:
    records = [mapping_of(record) for record in lines(reading.file, reading.most_text)]
    about = mapping_of(records[0].get("payload")) or records[0]
    # Both faces of a prompt are logged: what the person typed, and what the model was given.
    typed = any(_is_typed(record) for record in records)
    by_model = "subagent" in mapping_of(about.get("source"))
    keys = message_keys((None, record) for record in records)
    links, _ = links_of(keys, [None] * len(keys))
    messages = [
        _message(key, links[key], record, typed=typed, by_model=by_model)
        for key, record in zip(keys, records, strict=True)
    ]
    folder = text_of(about.get("cwd")).replace("\\", "/")
    heading = Heading(key_of(about.get("id")) or keys[0], "", PurePath(folder).name or None)
    yield conversation(heading, messages, links)


def _is_typed(record: Mapping[str, Any]) -> bool:
    payload = mapping_of(record.get("payload"))
    return record.get("type") == "event_msg" and payload.get("type") == "user_message"


def _message(
    key: str, parent: str | None, record: Mapping[str, Any], *, typed: bool, by_model: bool
) -> Message:
    if not record:
        return Message(key, parent, (), "unreadable")
    payload = mapping_of(record.get("payload"))
    # Without the envelope only the session has a time, and a session may last.
    said = time_of(record.get("timestamp") or payload.get("timestamp")) if payload else UNKNOWN_TIME
    if _is_typed(record):
        words, reason = typed_by_hand(text_of(mapping_of(record.get("payload")).get("message")))
        speaker = Speaker.ASSISTANT if by_model else Speaker.ME
    elif record.get("type") == "response_item" or "payload" not in record:
        item = mapping_of(record.get("payload")) or record
        words, speaker, reason = _item(item, typed=typed, by_model=by_model)
    else:
        kind = text_of(record.get("type"))
        words, speaker, reason = "", Speaker.OTHER, _REASONS.get(kind, "records of the program")
    if not words.strip():
        return Message(key, parent, (), reason or "no text")
    return Message(key, parent, (Piece(words.strip("\n"), speaker, said),))


def _item(item: Mapping[str, Any], *, typed: bool, by_model: bool) -> tuple[str, Speaker, str]:
    """The words of what went to the model or came from it, whose they are, or why there are none."""
    kind, role = text_of(item.get("type")), text_of(item.get("role"))
    if kind == "message" and role == "assistant":
        return _text(item), Speaker.ASSISTANT, ""
    if kind == "message" and role == "user":
        words, reason = _prompt(item)
        if typed and words:
            return "", Speaker.OTHER, "repeated"
        return words, Speaker.ASSISTANT if by_model else Speaker.ME, reason
    if kind.endswith(("_call", "_call_output")):
        return _tool(kind, item), Speaker.TOOL, ""
    if kind == "message":
        return "", Speaker.OTHER, "system"
    return "", Speaker.OTHER, _REASONS.get(kind, "records of the program")


def _prompt(item: Mapping[str, Any]) -> tuple[str, str]:
    found = [typed_by_hand(text) for text in _texts(item)]
    words = joined([text for text, _ in found])
    return words, next((reason for text, reason in found if not text), "files only")


def _text(item: Mapping[str, Any]) -> str:
    return joined(_texts(item))


def _texts(item: Mapping[str, Any]) -> list[str]:
    content = item.get("content")
    if isinstance(content, str):
        return [content]
    return [text for part in list_of(content) if (text := text_of(mapping_of(part).get("text")))]


def _tool(kind: str, item: Mapping[str, Any]) -> str:
    """What a tool was asked or answered."""
    if kind.endswith("_output"):
        output = item.get("output")
        return (
            text_of(output)
            or text_of(mapping_of(output).get("content"))
            or _text({"content": output})
        )
    given: Any = next(
        (item[name] for name in ("arguments", "input", "action") if item.get(name)), {}
    )
    return call_text(item.get("name") or kind.removesuffix("_call"), given)


CODEX = Format("codex", _recognises, _read)
