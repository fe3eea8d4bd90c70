"""Markdown notes: front matter, headings as titles, and one utterance a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.transcript import Passage, Said, attribute_turns, names_a_speaker
from selfmirror.ingest.front_matter import FrontMatter, clues_of, is_own_file, split, title_of
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.ingest.text_dates import find_date
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BLOCKS = frozenset(
    {"paragraph_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "heading_open"}
    | {"table_open", "fence", "html_block"}
)
_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_FRONT = re.compile(
    r"---[ \t]*\n(?:[^\n]*\n){0,200}?[\w -]+:[^\n]*\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\n|\Z)"
)
_EMBED = re.compile(r"!\[\[[^\]]*\]\]|<!--.*?-->|!\[[^\]]*\]\([^)]*\)", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)


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
    blocks = list(_blocks(front.body))
    days = _heading_days(blocks)
    turns = attribute_turns(blocks, frozenset(days))
    pieces, left_out = _pieces(blocks, turns or _own(blocks), days)
    heading = _leading_heading(blocks)
    if turns and names_a_speaker(Passage(heading, heading=True)):
        heading = ""
    yield Document(
        "note",
        _title(front, heading, reading.probe.name),
        pieces,
        clues=clues_of(front, heading),
        messages=len(pieces) + left_out,
        spoken=len(pieces),
        left_out={"no words": left_out} if left_out else {},
        warnings=tuple(text for text in (decoded.warning, front.warning) if text),
    )


def _title(front: FrontMatter, heading: str, name: str) -> str:
    given = title_of(front)
    return given or heading or name.rsplit(".", 1)[0]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Only blocks matter here; an indented paragraph in a diary is a paragraph, not code, and
    # `[evening]: tired` is no link's address.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "code", "reference"])


def _blocks(body: str) -> Iterator[Passage]:
    lines = body.split("\n")
    for token in _parser().parse(body):
        if token.type in _BLOCKS and token.level == 0 and token.map:
            first, last = token.map
            text = "\n".join(lines[first:last]).strip("\n").rstrip()
            yield Passage(text, token.type == "heading_open")


def _leading_heading(blocks: list[Passage]) -> str:
    """The heading above all words: the note's title; one further down belongs to its section."""
    first = next((block for block in blocks if block.heading or _has_words(block.text)), None)
    return _heading_text(first.text) if first and first.heading else ""


def _heading_text(raw: str) -> str:
    first = raw.split("\n", maxsplit=1)[0]
    return re.sub(r"\A\s*#{1,6}\s*|\s*#*\s*\Z", "", first).strip()


def _own(blocks: list[Passage]) -> list[list[Said]]:
    """The person's blocks of a note that is no chat.

    A note of headings alone keeps them as its words: otherwise they are titles.
    """
    kept = [block for block in blocks if not block.heading] or blocks
    wanted = {id(block) for block in kept}
    return [
        [Said(block.text, Speaker.ME, UNKNOWN_TIME)] if id(block) in wanted else []
        for block in blocks
    ]


def _pieces(
    blocks: list[Passage], turns: list[list[Said]], days: dict[int, When]
) -> tuple[tuple[Piece, ...], int]:
    """What was said in the blocks, dated by the dated headings above, and how much holds no words."""
    pieces: list[Piece] = []
    empty = 0
    day = UNKNOWN_TIME
    for place in range(len(blocks)):
        day = days.get(place, day)
        for said in turns[place]:
            if _has_words(said.text):
                when = said.when if said.when.known else day
                pieces.append(Piece(said.text, said.speaker, when, position=len(pieces)))
            else:
                empty += 1
    return tuple(pieces), empty


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in _EMBED.sub("", text)) and not _COMMENT.fullmatch(text)


def _heading_days(blocks: list[Passage]) -> dict[int, When]:
    """The days of headings that are little but a date, by place, where a note has at least two."""
    days: dict[int, When] = {}
    for place, block in enumerate(blocks):
        if not block.heading:
            continue
        heading = _heading_text(block.text)
        search = find_date(heading)
        if (
            search.found
            and search.found.precision is Precision.DAY
            and _is_mostly(heading, search.span)
        ):
            days[place] = on_day(search.found.day, DateSource.HEADING)
    return days if len({when.day for when in days.values()}) > 1 else {}


def _is_mostly(heading: str, span: tuple[int, int]) -> bool:
    return (span[1] - span[0]) * 2 >= len(heading)


MARKDOWN = Format("markdown", _recognises, _read, of_notes=True)
