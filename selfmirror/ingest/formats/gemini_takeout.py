"""Google Takeout's activity log as JSON, of which Gemini's records are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.gemini_activity import (
    Activity,
    conversations_of,
    names_gemini,
    talk_in,
)
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.threads import list_of, mapping_of, text_of, time_of
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe

_SAID_IN = ("text", "prompt", "query", "content", "message", "response", "answer")


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    return sketch is not None and (
        sketch.has("[].header", "[].title", "[].time")
        or sketch.has("[].userInteractions[].userInteraction")
    )


def _read(reading: Reading) -> Iterator[Document]:
    records: list[Activity] = []
    for raw in stream(reading.file, "[].", reading.most_text):
        record = mapping_of(raw)
        turns = list_of(record.get("userInteractions"))
        records += [_interaction(turn, record) for turn in turns] or [_activity(record)]
    yield from conversations_of(records)


def _activity(record: Mapping[str, Any]) -> Activity:
    details = [mapping_of(one) for one in list_of(record.get("details"))]
    named = {text_of(one.get("name")).lower(): text_of(one.get("value")) for one in details}
    title = text_of(record.get("title")).strip()
    if "request" in named:
        title = f"Prompted {named['request']}"
    links = [text_of(one.get(key)) for one in details for key in ("url", "name")]
    labels = [text_of(record.get("header")), *map(text_of, list_of(record.get("products")))]
    return Activity(
        title,
        time_of(record.get("time")),
        _answers(record) or ((named["response"],) if named.get("response") else ()),
        talk_in(text_of(record.get("titleUrl")), *links),
        bool(record.get("imageFile") or record.get("attachedFiles") or record.get("audioFiles")),
        names_gemini(*labels),
    )


def _answers(record: Mapping[str, Any]) -> tuple[str, ...]:
    items = record.get("safeHtmlItem")
    pages = [mapping_of(one) for one in (items if isinstance(items, list) else [items])]
    found = [text_of(one.get("html")) or text_of(one.get("htmlValue")) for one in pages]
    return tuple(html_to_text(page) for page in found if page.strip())


def _interaction(raw: Any, record: Mapping[str, Any]) -> Activity:
    """A prompt with its answer as they stand in another form of the log."""
    turn = mapping_of(mapping_of(raw).get("userInteraction")) or mapping_of(raw)
    asked, answered = _said(turn.get("request")), _said(turn.get("response"))
    at = turn.get("time") or turn.get("timestamp") or turn.get("createTime") or record.get("time")
    return Activity(f"Prompted {asked}", time_of(at), (answered,) if answered else ())


def _said(value: Any) -> str:
    """The words in a request or a response, which may be JSON written into a text."""
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return str(value)
    if isinstance(value, list):
        return "\n".join(text for one in value if (text := text_of(one) or _said(mapping_of(one))))
    if isinstance(value, dict):
        return next((text for key in _SAID_IN if (text := _said(value.get(key)))), "")
    return text_of(value)


GEMINI_TAKEOUT = Format("gemini", _recognises, _read)
