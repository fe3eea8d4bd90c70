"""Slides: the words of each slide as one piece, and what the speaker noted for it as another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.papers import paper, signed
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import unpackable


def _recognises(seen: Probe) -> bool:
    return "ppt/presentation.xml" in seen.members


def _read(reading: Reading) -> Iterator[Document]:
    from pptx import Presentation

    show = Presentation(unpackable(reading.file, reading.most_text))
    about = show.core_properties
    texts: list[str] = []
    for slide in show.slides:
        texts.append("\n".join(_lines(slide.shapes)))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            texts.append(slide.notes_slide.notes_text_frame.text)
    yield paper(
        [Passage(text.strip("\n")) for text in texts if text.strip()],
        [about.title.replace("PowerPoint Presentation", ""), reading.probe.name],
        signed([about.author or about.last_modified_by], about.created),
        {"no words": sum(not text.strip() for text in texts)},
    )


def _lines(shapes: Iterable[Any]) -> Iterator[str]:
    """The words of shapes in their order, those of a group in its place."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _lines(shape.shapes)
        elif shape.has_text_frame:
            yield from (line.text for line in shape.text_frame.paragraphs if line.text.strip())
        elif shape.has_table:
            for row in shape.table.rows:
                yield " | ".join(cell.text for cell in row.cells)


PPTX = Format("pptx", _recognises, _read, of_notes=True)
