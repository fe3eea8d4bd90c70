"""Word documents: paragraphs, lists and tables in order, headings by their styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import paper, signed
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable

if TYPE_CHECKING:
    from docx.document import Document as Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?i)(?:heading|title|заголовок|название)\b")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def _recognises(seen: Probe) -> bool:
    return "[Content_Types].xml" in seen.members and any(
        name.startswith("word/") for name in seen.members
    )


def _read(reading: Reading) -> Iterator[Document]:
    import docx

    word = docx.Document(unpackable(reading.file, reading.most_text))
    about = word.core_properties
    headings = frozenset(_heading_styles(word))
    passages = list(_joined_lists(_passages(word.element.body, headings)))
    clues = signed([about.author or about.last_modified_by], about.created)
    yield paper(passages, [about.title, reading.probe.name], clues)


def _heading_styles(word: Word) -> Iterator[str]:
    for style in word.styles:
        outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        if _HEADING.match(style.name or "") or (outline is not None and _level(outline) < 9):
            yield style.style_id


def _level(outline: Any) -> int:
    value = outline.get(f"{_W}val") or "9"
    return int(value) if value.isdecimal() else 9


def _passages(parent: Any, headings: frozenset[str]) -> Iterator[tuple[Passage, bool]]:
    """The blocks below an element, and whether each is an item of a list."""
    for child in parent:
        match child.tag:
            case tag if tag == f"{_W}p":
                text = _text(child).strip("\n").rstrip()
                if text:
                    yield _paragraph(child, text, headings)
            case tag if tag == f"{_W}tbl":
                rows = [_row(row) for row in child.iterchildren(f"{_W}tr")]
                yield Passage("\n".join(row for row in rows if row)), False
            case tag if tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                yield from _passages(child, headings)
            case _:
                pass


def _paragraph(element: Any, text: str, headings: frozenset[str]) -> tuple[Passage, bool]:
    about = element.find(f"{_W}pPr")
    style = about.find(f"{_W}pStyle") if about is not None else None
    outline = about.find(f"{_W}outlineLvl") if about is not None else None
    name = style.get(f"{_W}val") if style is not None else ""
    heading = name in headings or (outline is not None and _level(outline) < 9)
    listed = about is not None and about.find(f"{_W}numPr") is not None
    return Passage(text, heading), not heading and (listed or (name or "").startswith("List"))


def _row(row: Any) -> str:
    cells = [
        " ".join(filter(None, (_text(p).strip() for p in cell.iter(f"{_W}p"))))
        for cell in row.iterchildren(f"{_W}tc")
    ]
    return " | ".join(cells) if any(cells) else ""


def _text(element: Any) -> str:
    """The text of a paragraph as it reads now: what was struck out is not in it, what was added is."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in {f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK}:
            parts.append(_text(child))
    return "".join(parts)


def _joined_lists(blocks: Iterator[tuple[Passage, bool]]) -> Iterator[Passage]:
    """The blocks with the items of one list as one block."""
    items: list[str] = []
    for passage, listed in blocks:
        if listed:
            items.append(f"- {passage.text}")
            continue
        if items:
            yield Passage("\n".join(items))
            items = []
        yield passage
    if items:
        yield Passage("\n".join(items))


DOCX = Format("docx", _recognises, _read, of_notes=True)
