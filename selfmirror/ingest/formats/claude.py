"""Claude's export: conversations with `chat_messages`, whose `content` blocks are authoritative."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.claude_artifacts import without_artifacts
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.keys import conversation_key, links_of, message_keys
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    conversation,
    conversations,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_SENDERS = {"human": Speaker.ME, "user": Speaker.ME, "assistant": Speaker.ASSISTANT}
_SILENT = frozenset({"thinking", "redacted_thinking", "token_budget", "flag", "image", "document"})
_PLACEHOLDER = re.compile(
    r"(?:```\s*)?This block is not supported on your current device yet\.\s*(?:```)?"
)


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.prefix_of("chat_messages") is not None


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "chat_messages", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    title = text_of(raw.get("name")).strip() or text_of(raw.get("snapshot_name")).strip()
    received = list_of(raw.get("chat_messages"))
    warnings = [] if received else [f"a conversation without messages: {title[:60]}"]
    keys = message_keys((mapping_of(one).get("uuid"), one) for one in received)
    links, lost = links_of(keys, [mapping_of(one).get("parent_message_uuid") for one in received])
    messages = [_message(key, links[key], raw) for key, raw in zip(keys, received, strict=True)]
    project = text_of(mapping_of(raw.get("project")).get("name")).strip() or None
    own = text_of(raw.get("uuid")) or text_of(raw.get("conversation_uuid"))
    key = conversation_key(own, received)
    return conversation(Heading(key, title, project), messages, links, [*warnings, *lost])


def _message(key: str, parent: str | None, raw: Any) -> Message:
    message = mapping_of(raw)
    if not message:
        return Message(key, parent, (), "unreadable")
    sender = text_of(message.get("sender")).lower()
    speaker = _SENDERS.get(sender, Speaker.OTHER)
    warnings = () if sender in _SENDERS else ("a message without a known sender",)
    said = time_of(message.get("created_at"))
    spoken, tools, odd = _blocks(message)
    texts = [(spoken, speaker), (tools, Speaker.TOOL)]
    if speaker is Speaker.ASSISTANT:
        said_aloud, made = without_artifacts(spoken)
        texts = [(said_aloud, speaker), (_joined([made, tools]), Speaker.TOOL)]
    texts += [(text, Speaker.OTHER) for text in _attached(message)]
    pieces = tuple(Piece(text.strip("\n"), who, said) for text, who in texts if text.strip())
    if pieces:
        return Message(key, parent, pieces, warnings=(*warnings, *odd))
    return Message(key, parent, (), _why_silent(message), (*warnings, *odd))


def _why_silent(message: Mapping[str, Any]) -> str:
    kinds = {text_of(mapping_of(block).get("type")) for block in list_of(message.get("content"))}
    if "thinking" in kinds:
        return "thinking"
    return "files only" if message.get("files") or message.get("attachments") else "no text"


def _blocks(message: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """What was said, what tools were asked and answered, and what was odd."""
    content = message.get("content")
    blocks = [content] if isinstance(content, str) else list_of(content)
    if not any(blocks):
        return _PLACEHOLDER.sub("", text_of(message.get("text"))), "", ()
    spoken: list[str] = []
    tools: list[str] = []
    odd: list[str] = []
    for block in map(_block, blocks):
        match text_of(block.get("type")):
            case "text":
                spoken.append(text_of(block.get("text")))
            case "voice_note":
                spoken.append(text_of(block.get("transcript")) or text_of(block.get("text")))
            case "tool_use":
                tools.append(_tool_call(block))
            case "tool_result":
                tools.append(_tool_result(block))
            case kind if kind in _SILENT:
                pass
            case kind:
                odd.append(f"a content block of an unknown type: {kind[:40] or 'none'}")
    return _joined(spoken), _joined(tools), tuple(odd)


def _block(block: Any) -> Mapping[str, Any]:
    return {"type": "text", "text": block} if isinstance(block, str) else mapping_of(block)


def _joined(texts: list[str]) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _tool_call(block: Mapping[str, Any]) -> str:
    given = block.get("input")
    shown = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str)
    return f"{text_of(block.get('name')) or 'tool'}: {shown}"


def _tool_result(block: Mapping[str, Any]) -> str:
    content = block.get("content")
    parts = map(_block, content if isinstance(content, list) else [content])
    texts = [text_of(part.get("text")) or text_of(part.get("title")) for part in parts]
    return _joined(texts) or text_of(block.get("message"))


def _attached(message: Mapping[str, Any]) -> list[str]:
    return [
        text_of(mapping_of(attachment).get("extracted_content"))
        for attachment in list_of(message.get("attachments"))
    ]


CLAUDE = Format("claude", _recognises, _read)
