"""What else Claude's export holds: projects with their documents, and what Claude noted in memory.

Neither is the person's own words: documents are somebody's, memories are the assistant's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.threads import list_of, mapping_of, text_of, time_of
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and _prefix(seen) is not None


def _prefix(seen: Probe) -> str | None:
    for prefix in ("[].", ""):
        if seen.sketch and (
            seen.sketch.has(prefix + "conversations_memory")
            or seen.sketch.has(prefix + "project_memories", prefix + "account_uuid")
            or seen.sketch.has(prefix + "docs", prefix + "is_private", prefix + "uuid")
            or seen.sketch.has(prefix + "prompt_template", prefix + "is_private")
        ):
            return prefix
    return None


def _read(reading: Reading) -> Iterator[Document]:
    for item in map(
        mapping_of, stream(reading.file, _prefix(reading.probe) or "", reading.most_text)
    ):
        yield _project(item) if "is_private" in item else _memory(item)


def _memory(raw: Mapping[str, Any]) -> Document:
    texts = [raw.get("conversations_memory"), *mapping_of(raw.get("project_memories")).values()]
    entries = [(text_of(text), Speaker.ASSISTANT, UNKNOWN_TIME) for text in texts]
    return _document("memory:" + text_of(raw.get("account_uuid")), "Claude's memory", entries)


def _project(raw: Mapping[str, Any]) -> Document:
    created = time_of(raw.get("created_at"))
    own = [raw.get("description"), raw.get("prompt_template")]
    entries = [(text_of(text), Speaker.OTHER, created) for text in own if text_of(text).strip()]
    entries.extend(
        (text_of(doc.get("content")), Speaker.OTHER, time_of(doc.get("created_at")))
        for doc in map(mapping_of, list_of(raw.get("docs")))
    )
    name = text_of(raw.get("name")).strip()
    return _document("project:" + text_of(raw.get("uuid")), name, entries, name or None)


def _document(
    key: str, title: str, entries: list[tuple[str, Speaker, When]], project: str | None = None
) -> Document:
    kept = [entry for entry in entries if entry[0].strip()]
    pieces = tuple(
        Piece(text.strip("\n"), speaker, said, position=place)
        for place, (text, speaker, said) in enumerate(kept)
    )
    empty = len(entries) - len(kept)
    return Document(
        "note",
        title,
        pieces,
        key,
        project,
        messages=len(entries),
        spoken=len(kept),
        left_out={"no text": empty} if empty else {},
    )


CLAUDE_ACCOUNT = Format("claude-account", _recognises, _read)
