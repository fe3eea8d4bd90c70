"""Open WebUI's chats: a history of messages under their ids, all branches kept."""

from __future__ import annotations

import re
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

# What the interface folds away inside an answer: thoughts, and what tools gave.
_FOLDED = re.compile(
    r"<details\b(?P<named>[^<>]{0,9000})>(?P<inside>.*?)(?:</details>|\Z)", re.DOTALL
)
_KIND = re.compile(r'\btype="(\w+)"')
_THOUGHT = re.compile(r"<(?P<name>think|thinking|reasoning)>.*?(?:</(?P=name)>|\Z)", re.DOTALL)


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and any(
        seen.sketch.has(prefix + "chat.history") or seen.sketch.has(prefix + "chat.messages[].role")
        for prefix in ("[].", "")
    )


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "chat", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    chat = mapping_of(raw.get("chat"))
    title = text_of(raw.get("title")) or text_of(chat.get("title"))
    heading = Heading(text_of(raw.get("id")) or text_of(chat.get("id")), title.strip())
    history = mapping_of(mapping_of(chat.get("history")).get("messages"))
    named = [{**one, "id": key} if isinstance(one, dict) else one for key, one in history.items()]
    received = named or list_of(chat.get("messages"))
    prompt = chat.get("system") or mapping_of(chat.get("params")).get("system")
    return thread(heading, received, ("id", "parentId"), _message, prompt)


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    role = text_of(message.get("role")).lower()
    if role == "system":
        return Message(key, parent, (), "system")
    speaker, warnings = speaker_of(role, ROLES)
    content = message.get("content")
    parts = content if isinstance(content, list) else [{"text": content}]
    text, tools = joined(mapping_of(part).get("text") for part in parts), ""
    silent = "files only" if message.get("files") else "no text"
    if speaker is Speaker.ASSISTANT and text:
        text, tools = _unfolded(text)
        silent = "thinking"
    texts = [(speaker, text), (Speaker.TOOL, tools)]
    said = time_of(message.get("timestamp"))
    return turn(Message(key, parent, (), warnings=warnings), said, texts, silent)


def _unfolded(text: str) -> tuple[str, str]:
    """An answer without what is folded away in it, and what tools gave."""
    tools: list[str] = []

    def fold(match: re.Match[str]) -> str:
        kind = _KIND.search(match["named"])
        if kind is None:
            return match.group()
        if kind[1] != "reasoning":
            tools.append(match["inside"].strip())
        return ""

    return _THOUGHT.sub("", _FOLDED.sub(fold, text)), joined(tools)


OPEN_WEBUI = Format("open-webui", _recognises, _read)
