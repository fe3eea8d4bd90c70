"""Grok's export: conversations and responses, each wrapped once; whoever is not human is Grok."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document, Piece
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

_HUMAN = frozenset({"human", "user"})
_FILES = ("file_attachments", "generated_image_urls", "card_attachments_json")
# Places where the site shows a card or a citation; they hold no words.
_SHOWN = re.compile(
    r"<(?P<name>grok:render|xai:tool_usage_card)\b.*?(?:</(?P=name)>|\Z)", re.DOTALL
)


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has(
        "conversations[].responses", "conversations[].conversation"
    )


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "responses", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    about = mapping_of(raw.get("conversation"))
    title = text_of(about.get("title")).strip()
    received = [_unwrapped(one) for one in list_of(raw.get("responses"))]
    keys = message_keys((one.get("_id"), one) for one in received)
    links, lost = links_of(keys, [one.get("parent_response_id") for one in received])
    messages = [_message(key, links[key], one) for key, one in zip(keys, received, strict=True)]
    warnings = lost if received else [f"a conversation without messages: {title[:60]}"]
    key = conversation_key(about.get("id"), received)
    return conversation(Heading(key, title), messages, links, warnings)


def _unwrapped(item: Any) -> Mapping[str, Any]:
    wrapped = mapping_of(item)
    return mapping_of(wrapped.get("response")) if "response" in wrapped else wrapped


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    if not message:
        return Message(key, parent, (), "unreadable")
    sender = text_of(message.get("sender")).lower()
    speaker = Speaker.ME if sender in _HUMAN else Speaker.ASSISTANT if sender else Speaker.OTHER
    warnings = () if sender else ("a message without a sender",)
    text = text_of(message.get("message"))
    if speaker is not Speaker.ME:
        text = _SHOWN.sub("", text)
    if text.strip():
        piece = Piece(text.strip("\n"), speaker, time_of(message.get("create_time")))
        return Message(key, parent, (piece,), warnings=warnings)
    reason = "files only" if any(message.get(name) for name in _FILES) else "no text"
    return Message(key, parent, (), reason, warnings)


GROK = Format("grok", _recognises, _read)
