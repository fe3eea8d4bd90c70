"""Day One: the JSON of a journal, and the property list that the classic app kept for each entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.entries import Entries, Entry, left_out, zone_named
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.threads import list_of, mapping_of, text_of
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.ingest.text_dates import parse_moment
from selfmirror.words.when import UNKNOWN_TIME, DateSource, When, at_instant, on_day

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"!\[[^\]]*\]\(dayone-moment:[^)]*\)")
_FENCED = re.compile(r"(?ms)(^```.*?(?:^```[ \t]*$|\Z))")
_CLASSIC = (b"<key>Entry Text</key>", b"<key>Creation Date</key>")


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has("entries[].creationDate")


def _read(reading: Reading) -> Iterator[Document]:
    entries = Entries()
    for raw in stream(reading.file, "entries[].", reading.most_text):
        if not isinstance(raw, dict):
            yield left_out("unreadable")
            continue
        said = _said(text_of(raw.get("creationDate")), text_of(raw.get("timeZone")))
        if raw.get("isAllDay") is True and said.day:
            said = on_day(said.day, DateSource.MESSAGE)
        text = _plain(text_of(raw.get("text"))) or _from_rich(text_of(raw.get("richText")))
        yield entries.document(Entry(text, said, key=text_of(raw.get("uuid"))))


def _said(created: str, zone: str) -> When:
    """The instant on the clock of the zone that the entry names."""
    moment = parse_moment(created)
    return _in_zone(moment, zone) if moment else UNKNOWN_TIME


def _in_zone(moment: datetime, zone: str) -> When:
    named = zone_named(zone)
    return at_instant(moment.astimezone(named) if named else moment)


def _plain(text: str) -> str:
    """The text without pictures, and without the backslashes that Day One puts before punctuation."""
    parts = _FENCED.split(_PICTURE.sub("", text))
    return "".join(
        part if place % 2 else _ESCAPED.sub(r"\1", part) for place, part in enumerate(parts)
    ).strip()


def _from_rich(rich: str) -> str:
    try:
        contents = list_of(mapping_of(json.loads(rich or "{}")).get("contents"))
    except (ValueError, RecursionError):
        return ""
    return "".join(text_of(mapping_of(part).get("text")) for part in contents).strip()


def _recognises_classic(seen: Probe) -> bool:
    return all(key in seen.head for key in _CLASSIC)


def _read_classic(reading: Reading) -> Iterator[Document]:
    entry = _property_list(read_within(reading.file, reading.most_text))
    created = entry.get("Creation Date")
    said = UNKNOWN_TIME
    if isinstance(created, datetime):
        said = _in_zone(created.replace(tzinfo=UTC), text_of(entry.get("Time Zone")))
    text = _PICTURE.sub("", text_of(entry.get("Entry Text"))).strip()
    yield Entries().document(Entry(text, said, key=text_of(entry.get("UUID"))))


def _property_list(content: bytes) -> Mapping[str, Any]:
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        return mapping_of(plistlib.loads(content, fmt=plistlib.FMT_XML))
    except (ExpatError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"a broken property list: {error}") from error


DAYONE = Format("dayone", _recognises, _read)
DAYONE_CLASSIC = Format("dayone", _recognises_classic, _read_classic)
