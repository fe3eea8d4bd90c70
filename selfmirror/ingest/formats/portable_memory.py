"""Conversations in the interchange format of Portable AI Memory, version 1.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.threads import (
    ROLES,
    Heading,
    Message,
    conversations,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.turns import joined, speaker_of, thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_HEAD = ("schema", "schema_version", "provider", "temporal", "messages")


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and any(
        seen.sketch.has(*(prefix + field for field in _HEAD)) for prefix in ("", "[].")
    )


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "temporal", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    heading = Heading(text_of(raw.get("id")), text_of(raw.get("title")).strip())
    received, prompt = list_of(raw.get("messages")), raw.get("system_instruction")
    return thread(heading, received, ("id", "parent_id"), _message, prompt)


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    role = text_of(message.get("role")).lower()
    if role == "system" or message.get("is_thought") is True:
        return Message(key, parent, (), "system" if role == "system" else "thinking")
    speaker, warnings = speaker_of(role, ROLES)
    content = mapping_of(message.get("content"))
    parts = [mapping_of(part) for part in list_of(content.get("parts"))]
    text = joined([content.get("text"), *(part.get("text") for part in parts)])
    calls = [mapping_of(call) for call in list_of(message.get("tool_calls"))]
    tools = joined(call.get(name) for call in calls for name in ("name", "input", "output"))
    texts = [(speaker, text), (Speaker.TOOL, tools)]
    silent = "files only" if parts or message.get("attachments") else "no text"
    said = time_of(message.get("created_at"))
    return turn(Message(key, parent, (), warnings=warnings), said, texts, silent)


PORTABLE_MEMORY = Format("portable-ai-memory", _recognises, _read)
