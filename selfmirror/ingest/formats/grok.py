"""Grok's export: conversations and responses, each wrapped once; whoever is not human is Grok."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document
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
from selfmirror.ingest.formats.turns import thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_HUMAN = frozenset({"human", "user"})
_FILES = ("file_attachments", "generated_image_urls", "card_attachments_json")
# Places where the site shows a card or a citation; they hold no words.
_SHOWN = re.compile(
    r"<(?P<name>grok:render|xai:tool_usage_card)\b.*?(?:</(?P=name)>|/>|\Z)", re.DOTALL
)


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has(
        "conversations[].responses", "conversations[].conversation"
    )


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "responses", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    about = mapping_of(raw.get("conversation"))
    heading = Heading(text_of(about.get("id")), text_of(about.get("title")).strip())
    received = [_unwrapped(one) for one in list_of(raw.get("responses"))]
    return thread(heading, received, ("_id", "parent_response_id"), _message)


def _unwrapped(item: Any) -> Any:
    return item.get("response") if isinstance(item, dict) and "response" in item else item


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    sender = text_of(message.get("sender")).lower()
    speaker = Speaker.ME if sender in _HUMAN else Speaker.ASSISTANT if sender else Speaker.OTHER
    text = text_of(message.get("message"))
    if speaker is not Speaker.ME:
        text = _SHOWN.sub("", text)
    silent = "files only" if any(message.get(name) for name in _FILES) else "no text"
    warnings = () if sender else ("a message without a sender",)
    said = time_of(message.get("create_time"))
    return turn(Message(key, parent, (), warnings=warnings), said, [(speaker, text)], silent)


GROK = Format("grok", _recognises, _read)
