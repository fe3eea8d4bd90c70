"""Apple Journal: a page for each entry, with its day above; what the app asked or added is not the person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.entries import Entries, Entry
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.ingest.text_dates import find_date
from selfmirror.words.when import UNKNOWN_TIME, DateSource, When, on_day

_DAY = re.compile(r"<div class=['\"]pageHeader['\"]>(.{0,200}?)</div>", re.DOTALL)
_TITLE = re.compile(r"<div class=['\"]title['\"]>(.{0,2000}?)</div>", re.DOTALL)
# The text's own element is closed in the middle of a paragraph, so all that follows is taken.
_BODY = re.compile(r"<div class=['\"]bodyText['\"]>(.*)", re.DOTALL)


def _recognises(seen: Probe) -> bool:
    text = seen.text
    return text is not None and "pageContainer" in text and _DAY.search(text) is not None


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though it begins as text")
    page = decoded.text
    said, warning = _said(_part(_DAY, page))
    warnings = tuple(text for text in (decoded.warning, warning) if text)
    entry = Entry(_part(_BODY, page), said, _part(_TITLE, page), warnings=warnings)
    # Without a key an entry whose day is in no language known here is dated by its file's name.
    yield replace(Entries().document(entry), key="")


def _said(header: str) -> tuple[When, str]:
    search = find_date(header)
    if search.found is None:
        return UNKNOWN_TIME, search.warning
    return on_day(search.found.day, DateSource.MESSAGE, search.found.precision), search.warning


def _part(pattern: re.Pattern[str], page: str) -> str:
    match = pattern.search(page)
    return html_to_text(match[1]).strip() if match else ""


APPLE_JOURNAL = Format("apple_journal", _recognises, _read)
