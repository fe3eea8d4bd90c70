"""Google Keep: a file of JSON for each note; the page of HTML beside it holds the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.formats.entries import Entries, Entry
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.threads import list_of, mapping_of, text_of
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.text_dates import from_epoch
from selfmirror.words.when import UNKNOWN_TIME, When, at_instant

_TIMES = ("createdTimestampUsec", "userEditedTimestampUsec")
_PAGE = re.compile(r'<div class="note[^"]*">\s*<div class="heading">')


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    return any(sketch.has(name) for name in _TIMES) and sketch.has("isTrashed", "isPinned")


def _read(reading: Reading) -> Iterator[Document]:
    for raw in stream(reading.file, "", reading.most_text):
        yield _note(mapping_of(raw))


def _note(raw: Mapping[str, Any]) -> Document:
    if raw.get("isTrashed") is True:
        raise LeftAlone("a note in the trash of Google Keep")
    text = text_of(raw.get("textContent")) or html_to_text(text_of(raw.get("textContentHtml")))
    boxes = (mapping_of(item) for item in list_of(raw.get("listContent")))
    lines = [
        f"- [{'x' if box.get('isChecked') is True else ' '}] {text_of(box['text'])}"
        for box in boxes
        if text_of(box.get("text")).strip()
    ]
    entry = Entry(
        "\n\n".join(part for part in (text, "\n".join(lines)) if part),
        _said(raw),
        text_of(raw.get("title")).strip(),
        clues=Clues(authors=_owners(raw)),
    )
    return Entries().document(entry)


def _said(raw: Mapping[str, Any]) -> When:
    """The time it was made, or else last edited, in microseconds of Unix time."""
    for name in _TIMES:
        try:
            moment = from_epoch(int(raw[name]) / 1e6)
        except (KeyError, TypeError, ValueError, OverflowError):
            continue
        if moment:
            return at_instant(moment)
    return UNKNOWN_TIME


def _owners(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose a shared note is; one that is not shared names nobody, and is the person's."""
    people = [mapping_of(one) for one in list_of(raw.get("sharees"))]
    owners = (text_of(one.get("email")) for one in people if one.get("isOwner") is True)
    return tuple(owner for owner in owners if owner)


def _recognises_page(seen: Probe) -> bool:
    return seen.text is not None and _PAGE.search(seen.text) is not None


def _leave_page(_: Reading) -> Iterator[Document]:
    raise LeftAlone("a page of Google Keep: the .json beside it holds the same note")


KEEP = Format("keep", _recognises, _read)
KEEP_PAGE = Format("keep", _recognises_page, _leave_page)
