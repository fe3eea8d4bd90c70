"""Obsidian's canvas: cards on a board, of which only those with a text hold words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.blocks import in_parts
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.markdown import markdown_blocks
from selfmirror.ingest.formats.marks import tidy
from selfmirror.ingest.formats.threads import list_of, mapping_of, text_of
from selfmirror.ingest.formats.vault import housekeeping
from selfmirror.ingest.probe import Probe

_SILENT = {"file": "files", "link": "links", "group": "groups"}


def _recognises(seen: Probe) -> bool:
    return seen.sketch is not None and seen.sketch.has(
        "nodes[].type", "nodes[].x", "nodes[].y", "nodes[].width"
    )


def _read(reading: Reading) -> Iterator[Document]:
    name = reading.probe.name
    left_out: Counter[str] = Counter()
    texts: list[str] = []
    for board in stream(reading.file, "", reading.most_text):
        for card in map(mapping_of, list_of(mapping_of(board).get("nodes"))):
            if text_of(card.get("type")) == "text":
                body = housekeeping(text_of(card.get("text")), "")
                left_out.update(body.left_out)
                texts.append(body.text)
            else:
                left_out[_SILENT.get(text_of(card.get("type")), "unreadable")] += 1
    blocks = [block for text in texts for block in markdown_blocks(text)]
    parts = in_parts(blocks, tidy)
    yield parts.document(name.rsplit(".", 1)[0], left_out=left_out)


CANVAS = Format("canvas", _recognises, _read, of_notes=True)
