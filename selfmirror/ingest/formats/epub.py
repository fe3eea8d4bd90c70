"""Books: the chapters in the order in which they are read."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import paper, paragraphs, signed
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable

_CONTAINER = "META-INF/container.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"


def _recognises(seen: Probe) -> bool:
    return _CONTAINER in seen.members


def _read(reading: Reading) -> Iterator[Document]:
    with zipfile.ZipFile(unpackable(reading.file, reading.most_text)) as book:
        if "META-INF/rights.xml" in book.namelist() or "META-INF/sinf.xml" in book.namelist():
            raise ValueError("protected against copying (DRM)")
        place = _package_of(book)
        package = _xml(book, place)
        texts = [html_to_text(_chapter(book, name)) for name in _chapters(package, place)]
    about = {tag: [one.text for one in package.iter(_DC + tag)] for tag in ("title", "date")}
    authors = [one.text for one in package.iter(_DC + "creator")]
    yield paper(
        [passage for text in texts for passage in paragraphs(text)],
        [*about["title"][:1], reading.probe.name],
        signed(authors, next(iter(about["date"]), None)),
        {"no words": sum(not text.strip() for text in texts)},
    )


def _xml(book: zipfile.ZipFile, name: str) -> Any:
    from defusedxml.ElementTree import fromstring

    return fromstring(book.read(name))


def _package_of(book: zipfile.ZipFile) -> str:
    root = next(_local(_xml(book, _CONTAINER), "rootfile"), None)
    place = root.get("full-path") if root is not None else None
    if not place:
        raise ValueError("a book that does not name its contents")
    return str(place)


def _chapters(package: Any, place: str) -> Iterator[str]:
    folder = posixpath.dirname(place)
    files = {item.get("id"): item.get("href") or "" for item in _local(package, "item")}
    for entry in _local(package, "itemref"):
        href = files.get(entry.get("idref"))
        if href:
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _local(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if str(one.tag).rpartition("}")[2] == name)


def _chapter(book: zipfile.ZipFile, name: str) -> str:
    """The markup of a chapter; one that is named and not there is empty."""
    if name not in book.NameToInfo:
        return ""
    decoded = decode(book.read(name))
    return decoded.text if decoded else ""


EPUB = Format("epub", _recognises, _read, of_notes=True)
