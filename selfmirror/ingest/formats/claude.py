"""Claude's export: conversations with `chat_messages`, whose `content` blocks are authoritative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.claude_artifacts import without_artifacts
from selfmirror.ingest.formats.claude_blocks import blocks_of, spoken_and_tools
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    conversations,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.turns import joined, thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_SENDERS = {"human": Speaker.ME, "user": Speaker.ME, "assistant": Speaker.ASSISTANT}
_PLACEHOLDER = re.compile(
    r"(?:```\s*)?This block is not supported on your current device yet\.\s*(?:```)?"
)


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.prefix_of("chat_messages") is not None


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "chat_messages", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    title = text_of(raw.get("name")).strip() or text_of(raw.get("snapshot_name")).strip()
    project = text_of(mapping_of(raw.get("project")).get("name")).strip() or None
    key = text_of(raw.get("uuid")) or text_of(raw.get("conversation_uuid"))
    received = list_of(raw.get("chat_messages"))
    return thread(Heading(key, title, project), received, ("uuid", "parent_message_uuid"), _message)


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    sender = text_of(message.get("sender")).lower()
    speaker = _SENDERS.get(sender, Speaker.OTHER)
    warnings = () if sender in _SENDERS else ("a message without a known sender",)
    spoken, tools, odd = _blocks(message)
    made = ""
    if speaker is Speaker.ASSISTANT:
        spoken, made = without_artifacts(spoken)
    texts = [(speaker, spoken), (Speaker.TOOL, joined([made, tools]))]
    texts += [(Speaker.OTHER, text) for text in _attached(message)]
    silent, said = _why_silent(message), time_of(message.get("created_at"))
    return turn(Message(key, parent, (), warnings=(*warnings, *odd)), said, texts, silent)


def _why_silent(message: Mapping[str, Any]) -> str:
    kinds = {text_of(mapping_of(block).get("type")) for block in list_of(message.get("content"))}
    if "thinking" in kinds:
        return "thinking"
    return "files only" if message.get("files") or message.get("attachments") else "no text"


def _blocks(message: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """What was said, what tools were asked and answered, and what was odd."""
    blocks = blocks_of(message.get("content"))
    if not any(blocks):
        return _PLACEHOLDER.sub("", text_of(message.get("text"))), "", ()
    return spoken_and_tools(blocks)


def _attached(message: Mapping[str, Any]) -> list[str]:
    return [
        text_of(mapping_of(attachment).get("extracted_content"))
        for attachment in list_of(message.get("attachments"))
    ]


CLAUDE = Format("claude", _recognises, _read)
