"""Prompts of Google AI Studio, as its folder on Drive holds them: one chat a file, in chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
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
from selfmirror.ingest.formats.turns import joined, speaker_of, thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_ROLES = {"user": Speaker.ME, "model": Speaker.ASSISTANT}
_TOOLS = (("executableCode", "code"), ("codeExecutionResult", "output"))
_FILES = ("drive", "inline", "youtube")


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.prefix_of("chunkedPrompt") is not None


def _read(reading: Reading) -> Iterator[Document]:
    name = PurePath(reading.probe.name)
    title = name.stem if name.suffix.lower() == ".json" else name.name
    return conversations(reading, "chunkedPrompt", lambda raw: _conversation(raw, title))


def _conversation(raw: Mapping[str, Any], name: str) -> Document:
    prompt = mapping_of(raw.get("chunkedPrompt"))
    heading = Heading(text_of(raw.get("id")), text_of(raw.get("title")).strip() or name)
    drafts = [{**mapping_of(one), "draft": True} for one in list_of(prompt.get("pendingInputs"))]
    received = [*list_of(prompt.get("chunks")), *(one for one in drafts if _text(one).strip())]
    system = raw.get("systemInstruction")
    given = system if isinstance(system, str) else _text(mapping_of(system))
    return thread(heading, received, ("id", "parentId"), _message, given)


def _message(key: str, parent: str | None, chunk: Mapping[str, Any]) -> Message:
    if chunk.get("draft") is True:
        return Message(key, parent, (), "not sent")
    speaker, warnings = speaker_of(text_of(chunk.get("role")).lower(), _ROLES)
    if _thought(chunk):
        return Message(key, parent, (), "thinking", warnings)
    tools = joined(mapping_of(chunk.get(name)).get(field) for name, field in _TOOLS)
    texts = [(speaker, _text(chunk)), (Speaker.TOOL, tools)]
    silent = "files only" if any(name.startswith(_FILES) for name in chunk) else "no text"
    said = time_of(chunk.get("createTime"))
    return turn(Message(key, parent, (), warnings=warnings), said, texts, silent)


def _thought(chunk: Mapping[str, Any]) -> bool:
    parts = [mapping_of(part) for part in list_of(chunk.get("parts"))]
    return (
        chunk.get("isThought") is True
        or chunk.get("thought") is True
        or (bool(parts) and all(part.get("thought") is True for part in parts))
    )


def _text(holder: Mapping[str, Any]) -> str:
    """What is said; where there are parts, those that think are left out of it."""
    parts = [mapping_of(part) for part in list_of(holder.get("parts"))]
    said = [text_of(part.get("text")) for part in parts if part.get("thought") is not True]
    return "".join(said) if any(said) else "" if parts else text_of(holder.get("text"))


AI_STUDIO = Format("gemini-ai-studio", _recognises, _read)
