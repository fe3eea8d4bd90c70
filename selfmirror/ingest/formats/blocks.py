"""The blocks of a text as pieces: parted into speakers where it is a chat, dated by the headings above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.formats.dated_lines import heading_days, heading_text
from selfmirror.ingest.formats.set_apart import articles_apart, quotations_apart
from selfmirror.ingest.formats.transcript import (
    Passage,
    Said,
    attribute_turns,
    names_a_speaker,
    said_in,
)
from selfmirror.ingest.text_dates import Found
from selfmirror.words.when import UNKNOWN_TIME, When

_EMBED = re.compile(r"<!--.*?(?:-->|\Z)|!\[[^\[\]]{0,2000}\]\([^()]{0,2000}\)", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_BOX = re.compile(r"[ \t]*>[ \t]?\[!")
_MARK = re.compile(r"(?m)^[ \t]*>[ \t]?")
_LONGEST_PATH = 300


@dataclass(frozen=True, slots=True)
class Parts:
    """What the blocks came to; `heading` is the one above all words, `title` too if it is of the first rank.

    `empty` blocks hold no words, `headings` are those that neither date nor name anything.
    """

    pieces: tuple[Piece, ...]
    empty: int
    headings: int
    heading: str
    title: str
    warnings: tuple[str, ...] = ()

    def document(
        self,
        title: str,
        clues: Clues = Clues(),  # noqa: B008 - a frozen value
        left_out: Mapping[str, int] | None = None,
        warnings: Sequence[str] = (),
    ) -> Document:
        """These pieces as one note, with what was left out before there were blocks."""
        without = Counter(left_out or {})
        without["no words"] += self.empty
        without["headings"] += self.headings
        return Document(
            "note",
            title,
            self.pieces,
            clues=replace(clues, heading=self.heading),
            messages=len(self.pieces) + without.total(),
            spoken=len(self.pieces),
            left_out=dict(+without),
            warnings=tuple(text for text in (*warnings, *self.warnings) if text),
        )


def in_parts(
    blocks: Sequence[Passage], tidy: Callable[[str], str] = str, within: Found | None = None
) -> Parts:
    """The pieces of a text whose speaker is the person wherever nothing says otherwise.

    Args:
        blocks: paragraphs, lists and headings in order.
        tidy: takes away what a program put around the words; asked for every piece.
        within: the year or month of the whole, for headings that name a day without its year.
    """
    days = heading_days(blocks, within)
    turns = attribute_turns(blocks, frozenset(days.at))
    raw = _leading_heading(blocks)
    heading = heading_text(raw)
    if turns and names_a_speaker(Passage(heading, heading=True)):
        raw = heading = ""
    if turns:
        turns = [_unboxed(turn, block) for turn, block in zip(turns, blocks, strict=True)]
    own = [] if turns else _own(blocks)
    said = turns or articles_apart(blocks, own, frozenset(days.at))
    taken = sum(one != other for one, other in zip(own, said, strict=False))
    pasted = f"{taken} paragraphs of a pasted article: not taken for your words" if taken else ""
    above = [] if turns else list(_headings_above(blocks, {*days.at, *_titled(blocks, raw)}))
    pieces, empty = _pieces(said, days.at, above, tidy)
    silent = [
        block.text
        for place, block in enumerate(blocks)
        if block.heading and not said[place] and place not in days.at
    ]
    headings = 0 if turns else sum(has_words(text) for text in silent) - (raw in silent)
    title = "" if raw.lstrip().startswith("##") else heading
    return Parts(pieces, empty, headings, heading, title, (*days.warnings, pasted))


def has_words(text: str) -> bool:
    """Whether there is a letter or a figure in the text besides pictures and comments."""
    if "<!--" in text or "![" in text:
        text = "" if _COMMENT.fullmatch(text) else _EMBED.sub("", text)
    return any(map(str.isalnum, text))


def _leading_heading(blocks: Sequence[Passage]) -> str:
    """The heading above all words as it stands; one further down belongs to its section."""
    first = next((block for block in blocks if block.heading or has_words(block.text)), None)
    return first.text if first and first.heading else ""


def _titled(blocks: Sequence[Passage], raw: str) -> set[int]:
    """Where the heading above all words stands."""
    return {place for place, block in enumerate(blocks) if raw and block.text is raw}


def _headings_above(blocks: Sequence[Passage], silent: set[int]) -> Iterator[str]:
    """The headings that each block stands below, outermost first; those that date or name the whole are left out."""
    path: list[tuple[int, str]] = []
    for place, block in enumerate(blocks):
        if block.heading:
            level = len(block.text.lstrip()) - len(block.text.lstrip().lstrip("#")) or 1
            path = [one for one in path if one[0] < level]
            path.append((level, "" if place in silent else heading_text(block.text)))
        yield " › ".join(text for _, text in path if text)[:_LONGEST_PATH]


def _own(blocks: Sequence[Passage]) -> list[list[Said]]:
    """The person's blocks of a note that is no chat.

    A note of headings alone keeps them as its words: otherwise they are titles.
    """
    headless = any(not block.heading for block in blocks)
    return [[] if headless and block.heading else said_in(block) for block in blocks]


def _unboxed(turn: list[Said], block: Passage) -> list[Said]:
    """What was said in a callout that names its speaker: its marks are a box, not a quotation's."""
    if not _BOX.match(block.text):
        return turn
    return [replace(said, text=_MARK.sub("", said.text)) for said in turn]


def _pieces(
    turns: Sequence[Sequence[Said]],
    days: Mapping[int, When],
    above: Sequence[str],
    tidy: Callable[[str], str],
) -> tuple[tuple[Piece, ...], int]:
    """What was said in the blocks, dated by the dated headings above, and how much holds no words."""
    pieces: list[Piece] = []
    empty = 0
    day = UNKNOWN_TIME
    for place, turn in enumerate(turns):
        day = days.get(place, day)
        heading = above[place] if above else ""
        for said in turn:
            text = tidy(said.text)
            parts = quotations_apart(replace(said, text=text) if text != said.text else said)
            spoken = [part for part in parts if has_words(part.text)]
            empty += not spoken
            when = said.when if said.when.known else day
            pieces += [
                Piece(part.text, part.speaker, when, "", None, place, part.author, heading)
                for place, part in enumerate(spoken, len(pieces))
            ]
    return tuple(pieces), empty
