"""OpenDocument texts: paragraphs, lists and tables in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import paper, signed
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable

_KIND = b"application/vnd.oasis.opendocument.text"
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}
_NOT_WORDS = frozenset({"annotation", "tracked-changes", "note", "sequence-decls"})


def _recognises(seen: Probe) -> bool:
    return "content.xml" in seen.members and _KIND in seen.head[:200]


def _read(reading: Reading) -> Iterator[Document]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(unpackable(reading.file, reading.most_text)) as opened:
        content = fromstring(opened.read("content.xml"))
        about = fromstring(opened.read("meta.xml")) if "meta.xml" in opened.NameToInfo else None
    facts = {_local(one): one.text for one in about.iter()} if about is not None else {}
    body = next((one for one in content.iter() if _local(one) == "body"), content)
    authors = [facts.get("initial-creator") or facts.get("creator")]
    clues = signed(authors, facts.get("creation-date"))
    yield paper(list(_passages(body)), [facts.get("title"), reading.probe.name], clues)


def _passages(parent: Any) -> Iterator[Passage]:
    for child in parent:
        match _local(child):
            case "h" | "p" as kind:
                text = _text(child).strip()
                if text:
                    yield Passage(text, heading=kind == "h")
            case "list":
                yield Passage("\n".join(_items(child)))
            case "table-row":
                yield Passage(" | ".join(_text(cell).strip() for cell in child))
            case name if name not in _NOT_WORDS:
                yield from _passages(child)
            case _:
                pass


def _items(listed: Any) -> Iterator[str]:
    for one in listed.iter():
        if _local(one) in {"p", "h"} and _text(one).strip():
            yield f"- {_text(one).strip()}"


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        name = _local(child)
        if name not in _NOT_WORDS:
            parts.append(_SPACES.get(name) or _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


ODT = Format("odt", _recognises, _read, of_notes=True)
