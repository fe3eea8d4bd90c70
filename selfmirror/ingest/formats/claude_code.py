"""Claude Code's session logs: one record a line, or the same records in one JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.claude_blocks import blocks_of, spoken_and_tools
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import lines, stream
from selfmirror.ingest.formats.keys import links_of, message_keys
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    conversation,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.turns import joined
from selfmirror.ingest.formats.typed import typed_by_hand
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_TITLES = ("customTitle", "aiTitle", "summary")
_CONTINUED = re.compile(r"This session is being continued from a previous conversation")


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    if sketch.has("loglines[].message") or sketch.has("leafUuid", "summary", "type"):
        return True
    return sketch.has("type", "sessionId", "message.role", "message.content") or sketch.has(
        "type", "sessionId", "messageId", "snapshot"
    )


def _read(reading: Reading) -> Iterator[Document]:
    assert reading.probe.sketch is not None  # noqa: S101 - recognised by it
    wrapped = reading.probe.sketch.has("loglines")
    records = (
        stream(reading.file, "loglines[].", reading.most_text)
        if wrapped
        else lines(reading.file, reading.most_text)
    )
    for key, session in _sessions(records).items():
        yield _session(key, session)


def _sessions(records: Iterable[Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The records by session: one taken up again begins with a copy of what went before."""
    sessions: dict[str, list[Mapping[str, Any]]] = {}
    early: list[Mapping[str, Any]] = []
    current = ""
    for record in map(mapping_of, records):
        current = _session_key(record) or current
        if current:
            sessions.setdefault(current, []).append(record)
        else:
            early.append(record)
    first = next(iter(sessions), "")
    if early:
        sessions[first] = early + sessions.get(first, [])
    return sessions


def _session_key(record: Mapping[str, Any]) -> str:
    session, agent = text_of(record.get("sessionId")), text_of(record.get("agentId"))
    return f"{session}/{agent}" if session and agent and record.get("isSidechain") else session


def _session(key: str, records: list[Mapping[str, Any]]) -> Document:
    keys = message_keys((record.get("uuid"), record) for record in records)
    links, lost = links_of(keys, [record.get("parentUuid") for record in records])
    messages = [
        _message(own, links[own], record) for own, record in zip(keys, records, strict=True)
    ]
    folder = next((text_of(one.get("cwd")) for one in records if one.get("cwd")), "")
    heading = Heading(key or keys[0], _title(records), _last_name(folder))
    return conversation(heading, messages, links, lost)


def _title(records: list[Mapping[str, Any]]) -> str:
    for name in _TITLES:
        found = [text_of(record.get(name)).strip() for record in records]
        if any(found):
            return next(title for title in reversed(found) if title)
    return ""


def _last_name(folder: str) -> str | None:
    """The name of the folder that the session worked in, whatever system wrote its path."""
    return PurePath(folder.replace("\\", "/")).name or None


def _message(key: str, parent: str | None, record: Mapping[str, Any]) -> Message:
    kind = text_of(record.get("type"))
    reason = _unspoken(kind, record)
    if reason:
        return Message(key, parent, (), reason)
    blocks = blocks_of(mapping_of(record.get("message")).get("content"))
    text, tools, odd = spoken_and_tools(blocks)
    said = time_of(record.get("timestamp"))
    speaker, left_out = Speaker.ASSISTANT, ""
    if kind == "user" and not record.get("isSidechain"):
        speaker = Speaker.ME
        typed = [typed_by_hand(text_of(one.get("text"))) for one in blocks if one.get("text")]
        text = joined([words for words, _ in typed])
        left_out = next((reason for words, reason in typed if not words), "")
    texts = [(text, speaker), (tools, Speaker.TOOL)]
    pieces = tuple(Piece(words.strip("\n"), who, said) for words, who in texts if words.strip())
    return Message(key, parent, pieces, "" if pieces else left_out or _why_silent(blocks), odd)


def _unspoken(kind: str, record: Mapping[str, Any]) -> str:
    """Why a record is nobody's message, or an empty string."""
    if not record:
        return "unreadable"
    if kind == "summary" or record.get("isCompactSummary"):
        return "summary"
    if kind not in {"user", "assistant"}:
        return "system" if kind == "system" else "records of the program"
    origin = text_of(mapping_of(record.get("origin")).get("kind"))
    by_program = mapping_of(record.get("message")).get("model") == "<synthetic>"
    if record.get("isMeta") or by_program or origin not in {"", "human"}:
        return "system"
    blocks = blocks_of(mapping_of(record.get("message")).get("content"))
    first = text_of(blocks[0].get("text")) if blocks else ""
    return "summary" if kind == "user" and _CONTINUED.match(first) else ""


def _why_silent(blocks: list[Mapping[str, Any]]) -> str:
    kinds = {text_of(block.get("type")) for block in blocks}
    if "thinking" in kinds or "redacted_thinking" in kinds:
        return "thinking"
    return "files only" if kinds & {"image", "document"} else "no text"


CLAUDE_CODE = Format("claude-code", _recognises, _read)
