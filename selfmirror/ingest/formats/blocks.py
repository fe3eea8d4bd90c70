"""The blocks of a text as pieces: parted into speakers where it is a chat, dated by the headings above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter

from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.formats.transcript import Passage, Said, attribute_turns, names_a_speaker
from selfmirror.ingest.text_dates import Search, find_date
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

_EMBED = re.compile(r"<!--.*?(?:-->|\Z)|!\[[^\[\]]{0,2000}\]\([^()]{0,2000}\)", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_LONGEST_DAY = 60
_YEAR = re.compile(r"\d{4}")
_BESIDE_A_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|года?|г"
    r"|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|\d{1,2}:\d\d(?::\d\d)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the blocks came to; `heading` is the one above all words, `title` too if it is of the first rank."""

    pieces: tuple[Piece, ...]
    empty: int
    heading: str
    title: str

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
        return Document(
            "note",
            title,
            self.pieces,
            clues=replace(clues, heading=self.heading),
            messages=len(self.pieces) + without.total(),
            spoken=len(self.pieces),
            left_out=dict(+without),
            warnings=tuple(text for text in warnings if text),
        )


def in_parts(blocks: Sequence[Passage], tidy: Callable[[str], str] = str) -> Parts:
    """The pieces of a text whose speaker is the person wherever nothing says otherwise.

    Args:
        blocks: paragraphs, lists and headings in order.
        tidy: takes away what a program put around the words; asked for every piece.
    """
    days = _heading_days(blocks)
    turns = attribute_turns(blocks, frozenset(days))
    raw = _leading_heading(blocks)
    heading = heading_text(raw)
    if turns and names_a_speaker(Passage(heading, heading=True)):
        raw = heading = ""
    pieces, empty = _pieces(turns or _own(blocks), days, tidy)
    return Parts(pieces, empty, heading, "" if raw.lstrip().startswith("##") else heading)


def with_dated_lines(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, parted at every line that is a day and nothing else: that line is a heading.

    It is one at the very beginning, or where the text has two such days at least.
    """
    lines = [
        (place, line, _is_a_day(line))
        for place, passage in enumerate(passages)
        for line in passage.text.split("\n")
    ]
    several = len({day for _, _, day in lines if day}) > 1
    parted: list[Passage] = []
    for place, group in groupby(lines, key=itemgetter(0)):
        whole, kept = passages[place], list[str]()
        for number, (_, line, day) in enumerate(group):
            if day and not whole.heading and (several or place == number == 0):
                parted += [Passage("\n".join(kept)), Passage(line.strip(), heading=True)]
                kept = []
            else:
                kept.append(line)
        parted.append(Passage("\n".join(kept).strip("\n"), whole.heading))
    return [passage for passage in parted if passage.text.strip()]


def _is_a_day(line: str) -> date | None:
    """The day that a line names if it says nothing else."""
    dated = len(line) <= _LONGEST_DAY and _YEAR.search(line)
    search = find_date(line) if dated else Search()
    if search.found is None or search.found.precision is not Precision.DAY:
        return None
    rest = line[: search.span[0]] + line[search.span[1] :]
    return None if re.search(r"\w", _BESIDE_A_DAY.sub("", rest)) else search.found.day


def heading_text(raw: str) -> str:
    """The words of a heading, without the marks of Markdown."""
    first = raw.split("\n", maxsplit=1)[0]
    return re.sub(r"\A\s*#{1,6}\s*|\s*#*\s*\Z", "", first).strip()


def has_words(text: str) -> bool:
    """Whether there is a letter or a figure in the text besides pictures and comments."""
    return any(letter.isalnum() for letter in _EMBED.sub("", text)) and not _COMMENT.fullmatch(text)


def _leading_heading(blocks: Sequence[Passage]) -> str:
    """The heading above all words as it stands; one further down belongs to its section."""
    first = next((block for block in blocks if block.heading or has_words(block.text)), None)
    return first.text if first and first.heading else ""


def _own(blocks: Sequence[Passage]) -> list[list[Said]]:
    """The person's blocks of a note that is no chat.

    A note of headings alone keeps them as its words: otherwise they are titles.
    """
    headless = any(not block.heading for block in blocks)
    return [
        [] if headless and block.heading else [Said(block.text, Speaker.ME, UNKNOWN_TIME)]
        for block in blocks
    ]


def _pieces(
    turns: Sequence[Sequence[Said]], days: Mapping[int, When], tidy: Callable[[str], str]
) -> tuple[tuple[Piece, ...], int]:
    """What was said in the blocks, dated by the dated headings above, and how much holds no words."""
    pieces: list[Piece] = []
    empty = 0
    day = UNKNOWN_TIME
    for place, turn in enumerate(turns):
        day = days.get(place, day)
        for said in turn:
            text = tidy(said.text)
            if has_words(text):
                when = said.when if said.when.known else day
                pieces.append(Piece(text, said.speaker, when, position=len(pieces)))
            else:
                empty += 1
    return tuple(pieces), empty


def _heading_days(blocks: Sequence[Passage]) -> dict[int, When]:
    """The days of headings that are little but a date, by place, where a note has at least two."""
    days: dict[int, When] = {}
    for place, block in enumerate(blocks):
        search = _names_a_day(heading_text(block.text)) if block.heading else None
        if search and search.found:
            days[place] = on_day(search.found.day, DateSource.HEADING)
    return days if len({when.day for when in days.values()}) > 1 else {}


def _names_a_day(heading: str) -> Search | None:
    search = find_date(heading)
    first, last = search.span
    mostly = (last - first) * 2 >= len(heading)
    exact = search.found and search.found.precision is Precision.DAY
    return search if exact and mostly else None
