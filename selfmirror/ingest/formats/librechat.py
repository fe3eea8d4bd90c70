"""LibreChat's conversations: messages in a list, or each holding its answers."""

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
from selfmirror.ingest.formats.trees import unfolded
from selfmirror.ingest.formats.turns import joined, thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_THOUGHT = re.compile(r":::thinking\b.*?(?:\n:::|\Z)", re.DOTALL)
_FILES = ("files", "attachments", "image_urls")


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and any(
        seen.sketch.has(f"{prefix}{field}[].isCreatedByUser")
        for prefix in ("", "[].", "conversations[].")
        for field in ("messagesTree", "messages")
    )


def _read(reading: Reading) -> Iterator[Document]:
    assert reading.probe.sketch is not None  # noqa: S101 - recognised by it
    nested = reading.probe.sketch.prefix_of("messagesTree") is not None
    return conversations(reading, "messagesTree" if nested else "messages", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    heading = Heading(text_of(raw.get("conversationId")), text_of(raw.get("title")).strip())
    prompt = mapping_of(raw.get("options")).get("promptPrefix")
    roots = list_of(raw.get("messagesTree")) or list_of(raw.get("messages"))
    received = list(unfolded(roots, "messageId"))
    return thread(heading, received, ("messageId", "parentMessageId"), _message, prompt)


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    if message.get("error") is True:
        return Message(key, parent, (), "error")
    own = message.get("isCreatedByUser")
    speaker = Speaker.ME if own is True else Speaker.ASSISTANT if own is False else Speaker.OTHER
    warnings = () if isinstance(own, bool) else ("a message without a known sender",)
    text, tools, thought = _content(message)
    texts = [(speaker, text), (Speaker.TOOL, tools)]
    files = any(message.get(name) for name in _FILES)
    silent = "thinking" if thought else "files only" if files else "no text"
    said = time_of(message.get("createdAt"))
    return turn(Message(key, parent, (), warnings=warnings), said, texts, silent)


def _content(message: Mapping[str, Any]) -> tuple[str, str, bool]:
    """What was said, what tools were asked and gave, and whether there were thoughts."""
    written = text_of(message.get("text"))
    plain = _THOUGHT.sub("", written)
    spoken: list[object] = [plain]
    tools: list[object] = []
    thought = len(plain) < len(written)
    for part in map(mapping_of, list_of(message.get("content"))):
        match text_of(part.get("type")):
            case "text" if not plain.strip():
                text = part.get("text")
                spoken.append(text_of(text) or mapping_of(text).get("value"))
            case "think":
                thought = True
            case "tool_call":
                call = mapping_of(part.get("tool_call"))
                tools += [call.get(name) for name in ("name", "args", "output")]
            case _:
                pass
    return joined(spoken), joined(tools), thought


LIBRECHAT = Format("librechat", _recognises, _read)
