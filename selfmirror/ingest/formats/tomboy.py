"""Tomboy and Gnote: a file of XML for each note, its first line the title again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.entries import Entries, Entry
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.ingest.text_dates import parse_moment
from selfmirror.words.when import UNKNOWN_TIME, at_instant

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACE = "{http://beatniksoftware.com/tomboy}"
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")


def _recognises(seen: Probe) -> bool:
    return _SPACE[1:-1].encode() in seen.head[:1024]


def _read(reading: Reading) -> Iterator[Document]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        note = fromstring(read_within(reading.file, reading.most_text))
    except (ParseError, LookupError) as error:
        raise ValueError(f"broken XML: {error}") from error
    except DefusedXmlException as error:
        raise ValueError("XML that declares entities is not read") from error
    title = (note.findtext(f"{_SPACE}title") or "").strip()
    content = note.find(f"{_SPACE}text/{_SPACE}note-content")
    text = _words(content) if content is not None else ""
    created = note.findtext(f"{_SPACE}create-date") or ""
    moment = parse_moment(_LONG_FRACTION.sub(r"\1", created))
    said = at_instant(moment) if moment else UNKNOWN_TIME
    yield Entries().document(Entry(text.removeprefix(title).strip(), said, title))


def _words(content: Element) -> str:
    """The words in order; the items of lists are lines."""
    for item in content.iter(f"{_SPACE}list-item"):
        item.text = f"\n- {item.text or ''}"
    return "".join(content.itertext()).strip()


TOMBOY = Format("tomboy", _recognises, _read)
