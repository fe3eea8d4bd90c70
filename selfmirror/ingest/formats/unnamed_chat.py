"""JSON and JSONL of no known program that hold a chat: objects that name a speaker and a text.

Prompts, settings and translations are shaped alike, so the structure only lets a file in: it is a
chat when two sides talk in it, or one side that is known at known times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.json_stream import lines, stream
from selfmirror.ingest.formats.keys import key_of
from selfmirror.ingest.formats.threads import Heading, list_of, mapping_of, text_of
from selfmirror.ingest.formats.unnamed_turns import TEXTS, TIMES, WHO, chat_of, first_of
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.sketch import Sketch

_HOLDERS = ("messages", "conversation", "turns", "history", "chat", "dialogue")
_IDS = ("id", "uuid", "conversation_id", "conversationId", "chat_id", "session_id", "sessionId")
_SESSIONS = (*_IDS[2:], "chatId", "thread_id", "threadId")
_TITLES = ("title", "name", "subject", "topic")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the messages stand: `outer` holds objects, their field `holder` the messages."""

    outer: str
    holder: str = ""


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and _shape(seen) is not None


def _shape(seen: Probe) -> _Shape | None:
    assert seen.sketch is not None  # noqa: S101 - the caller asked
    for outer in ("", "[].", "conversations[].", "chats[]."):
        for holder in _HOLDERS:
            alone = not outer and not _in_lines(seen)
            if _messages_at(seen.sketch, f"{outer}{holder}[].") and (
                alone or _named_at(seen.sketch, outer) or _timed_at(seen.sketch, outer, holder)
            ):
                return _Shape(outer, holder)
    if _messages_at(seen.sketch, "[]."):
        return _Shape("[].")
    return _Shape("") if _in_lines(seen) and _messages_at(seen.sketch, "") else None


def _messages_at(sketch: Sketch, prefix: str) -> bool:
    return any(prefix + who in sketch.paths for who in WHO) and any(
        prefix + text in sketch.paths for text in TEXTS
    )


def _named_at(sketch: Sketch, prefix: str) -> bool:
    """Whether conversations in a list have ids, titles or times; those of training data have none."""
    return any(prefix + field in sketch.paths for field in (*_IDS, *_TITLES, *TIMES))


def _timed_at(sketch: Sketch, outer: str, holder: str) -> bool:
    return any(f"{outer}{holder}[].{field}" in sketch.paths for field in TIMES)


def _in_lines(seen: Probe) -> bool:
    begun = [line.strip() for line in seen.head.split(b"\n", 2)[:2]]
    return len(begun) == 2 and begun[0].endswith(b"}") and begun[1].startswith(b"{")


def _read(reading: Reading) -> Iterator[Document]:
    shape = _shape(reading.probe)
    assert shape is not None  # noqa: S101 - recognised by it
    found = False
    for heading, messages in _conversations(reading, shape):
        document = chat_of(heading, messages)
        found = found or bool(document.pieces)
        yield document
    if not found:
        raise LeftAlone("messages without two sides that talk: not taken for a conversation")


def _conversations(reading: Reading, shape: _Shape) -> Iterator[tuple[Heading, list[Any]]]:
    in_lines = not shape.outer and _in_lines(reading.probe)
    values = (
        lines(reading.file, reading.most_text)
        if in_lines
        else stream(reading.file, shape.outer, reading.most_text)
    )
    if shape.holder:
        for value in map(mapping_of, values):
            yield _heading(value), list_of(value.get(shape.holder))
        return
    if reading.probe.size > 2 * reading.most_text:
        raise ValueError(f"one chat larger than {reading.most_text >> 19} MB")
    sessions: dict[str, list[Any]] = {}
    for value in values:
        session = first_of(mapping_of(value), _SESSIONS, key_of)
        sessions.setdefault(session, []).append(value)
    for session, messages in sessions.items():
        yield Heading(session, ""), messages


def _heading(value: Mapping[str, Any]) -> Heading:
    return Heading(first_of(value, _IDS, key_of), first_of(value, _TITLES, text_of).strip())


UNNAMED_CHAT = Format("chat-json", _recognises, _read)
