"""Markdown notes: front matter, headings as titles, and one utterance a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.blocks import in_parts
from selfmirror.ingest.formats.crowded import Crowded, at_most, check_lines, read_roughly
from selfmirror.ingest.formats.dated_lines import with_dated_lines
from selfmirror.ingest.formats.foreign_shapes import with_shape
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.markdown_blocks import Kind, blocks_of
from selfmirror.ingest.formats.marks import tidy
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.formats.vault import housekeeping, is_template, page_title
from selfmirror.ingest.front_matter import FrontMatter, clues_of, is_own_file, split, title_of
from selfmirror.ingest.path_dates import date_in_name
from selfmirror.ingest.probe import Probe, read_within

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_FRONT = re.compile(
    r"---[ \t]*\n(?:[^\n]*\n){0,200}?[\w -]+:[^\n]*\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\n|\Z)"
)


def _recognises(seen: Probe) -> bool:
    if seen.text is None:
        return False
    return seen.suffix in _SUFFIXES or (
        seen.suffix in {".txt", ".text", ""} and bool(_FRONT.match(seen.text))
    )


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though named as text")
    front = split(decoded.text)
    if is_own_file(front):
        raise LeftAlone("an entry or a transcript of selfmirror's own")
    above = _FRONT.match(decoded.text)
    if is_template(above.group() if above else "", front.body):
        raise LeftAlone("a template: no words of anybody's yet")
    name, warnings = reading.probe.name, (decoded.warning, front.warning)
    try:
        yield _in_blocks(front, name, warnings)
    except Crowded:
        clues = with_shape(clues_of(front.keys), front.body)
        yield read_roughly(front.body, title_of(front.keys) or page_title(name), clues, warnings)


def _in_blocks(front: FrontMatter, name: str, warnings: Sequence[str]) -> Document:
    check_lines(front.body)
    body = housekeeping(front.body, name)
    within = date_in_name(name).found
    blocks = with_dated_lines(list(markdown_blocks(body.text)), within)
    parts = in_parts(at_most(blocks, body.text), tidy, within)
    at_most(parts.pieces, body.text)
    keys: Mapping[str, object] = {**body.fields, **front.keys}
    title = title_of(keys) or tidy(parts.title) or page_title(name)
    return parts.document(title, with_shape(clues_of(keys), body.text), body.left_out, warnings)


def markdown_blocks(body: str) -> Iterator[Passage]:
    """The blocks of a Markdown text; of an outline, which is lists alone, each item of the top level.

    Raises:
        Crowded: there are more than in any note of its length.
    """
    lines = body.split("\n")
    found = (block for block in blocks_of(lines) if block.kind is not Kind.RULE)
    blocks = at_most(found, body)
    outline = all(block.kind is Kind.LIST for block in blocks)
    for block in blocks:
        starts = block.items if outline else [block.first]
        for first, end in pairwise((*starts, block.end)):
            text = "\n".join(lines[first:end]).strip("\n").rstrip()
            yield Passage(text, block.kind is Kind.HEADING)


MARKDOWN = Format("markdown", _recognises, _read, of_notes=True)
