"""Markdown notes: front matter, headings as titles, and one utterance a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.blocks import in_parts
from selfmirror.ingest.formats.dated_lines import with_dated_lines
from selfmirror.ingest.formats.foreign_shapes import with_shape
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.marks import tidy
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.formats.vault import housekeeping, is_template, page_title
from selfmirror.ingest.front_matter import clues_of, is_own_file, split, title_of
from selfmirror.ingest.path_dates import date_in_name
from selfmirror.ingest.probe import Probe, read_within

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_BLOCKS = _LISTS | {
    "paragraph_open",
    "blockquote_open",
    "heading_open",
    "table_open",
    "fence",
    "html_block",
}
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
    name = reading.probe.name
    body = housekeeping(front.body, name)
    passages = with_dated_lines(list(markdown_blocks(body.text)))
    parts = in_parts(passages, tidy, date_in_name(name).found)
    keys: Mapping[str, object] = {**body.fields, **front.keys}
    title = title_of(keys) or tidy(parts.title) or page_title(name)
    warnings = (decoded.warning, front.warning)
    yield parts.document(title, with_shape(clues_of(keys), body.text), body.left_out, warnings)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Only blocks matter here; an indented paragraph in a diary is a paragraph, not code, and
    # `[evening]: tired` is no link's address.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "code", "reference"])


def markdown_blocks(body: str) -> Iterator[Passage]:
    """The blocks of a Markdown text; of an outline, which is one list, each item of the top level."""
    lines = body.split("\n")
    tokens = _parser().parse(body)
    kinds = {token.type for token in tokens if _is_block(token)}
    outline = bool(kinds) and kinds <= _LISTS
    for token in tokens:
        if token.map and (
            token.type == "list_item_open" and token.level == 1 if outline else _is_block(token)
        ):
            first, last = token.map
            text = "\n".join(lines[first:last]).strip("\n").rstrip()
            yield Passage(text, token.type == "heading_open")


def _is_block(token: Token) -> bool:
    return token.type in _BLOCKS and token.level == 0


MARKDOWN = Format("markdown", _recognises, _read, of_notes=True)
