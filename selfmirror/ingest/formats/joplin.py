"""Joplin's RAW export: Markdown with the note's fields below it; notebooks and tags are files too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.entries import Entries, Entry
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.threads import time_of
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe, read_within

_FIELDS = re.compile(
    r"(?:\A|\n)id: [0-9a-f]{32}\n(?:[a-z_]+:[^\n]*\n){2,60}type_: (?P<type>\d+)\s*\Z"
)
_FIELD = re.compile(r"(?m)^([a-z_]+): ?(.*)$")
_NOTE, _HTML = "1", "2"


def _recognises(seen: Probe) -> bool:
    return seen.text is not None and _FIELDS.search(seen.text) is not None


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    match = _FIELDS.search(decoded.text) if decoded else None
    if decoded is None or match is None:
        raise ValueError("a note of Joplin's without its fields")
    fields = dict(_FIELD.findall(match.group()))
    if match["type"] != _NOTE:
        raise LeftAlone("Joplin's record of a notebook, a tag or a file, no words")
    if fields.get("encryption_applied") == "1":
        raise LeftAlone("an encrypted note: decrypt it in Joplin first")
    title, _, text = decoded.text[: match.start()].partition("\n")
    if fields.get("markup_language") == _HTML:
        text = html_to_text(text)
    if fields.get("is_todo") == "1":
        done = fields.get("todo_completed", "0") not in {"", "0"}
        text = f"- [{'x' if done else ' '}] {title}\n\n{text}"
    said = time_of(fields.get("user_created_time") or fields.get("created_time"))
    entry = Entry(
        text,
        said,
        title,
        fields["id"],
        warnings=(decoded.warning,) if decoded.warning else (),
        clues=Clues(clipping="://" in fields.get("source_url", "")),
    )
    yield Entries().document(entry)


JOPLIN = Format("joplin", _recognises, _read)
