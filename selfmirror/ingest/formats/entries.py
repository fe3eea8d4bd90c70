"""What journals and note services have in common: entries of one person, each with its own time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.formats.blocks import has_words
from selfmirror.ingest.formats.markdown import markdown_blocks
from selfmirror.ingest.formats.set_apart import articles_apart, quotations_apart
from selfmirror.ingest.formats.transcript import attribute_turns, said_in
from selfmirror.words.when import When

_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in a journal; `text` is Markdown or plain, `key` its own id if it has one."""

    text: str
    said: When
    title: str = ""
    key: str = ""
    warnings: tuple[str, ...] = ()
    clues: Clues = field(default_factory=Clues)


@dataclass(slots=True)
class Entries:
    """Makes documents of the entries of one file.

    An entry without an id is known by its time and title; what comes again by its turn too.
    """

    _met: Counter[str] = field(default_factory=Counter)

    def document(self, entry: Entry) -> Document:
        """The entry as a note; one without words is counted and left out."""
        pieces = own_pieces(entry.text, entry.said) or own_pieces(entry.title, entry.said)
        title = " ".join(entry.title.split()) or _first_line(pieces)
        key = entry.key or f"{entry.said.iso() or ''} {title}"
        self._met[key] += 1
        return Document(
            "note",
            title,
            pieces,
            key if self._met[key] == 1 else f"{key}#{self._met[key]}",
            clues=entry.clues,
            messages=1,
            spoken=1 if pieces else 0,
            left_out={} if pieces else {"no words": 1},
            warnings=entry.warnings,
        )


def left_out(reason: str, warnings: tuple[str, ...] = ()) -> Document:
    """An entry that is not read, and why."""
    return Document("note", "", (), messages=1, left_out={reason: 1}, warnings=warnings)


def own_pieces(text: str, said: When) -> tuple[Piece, ...]:
    """The blocks of a person's text, all said at one time; a chat pasted into it has its speakers."""
    blocks = [block for block in markdown_blocks(text) if has_words(block.text)]
    turns = attribute_turns(blocks) or articles_apart(blocks, [said_in(block) for block in blocks])
    parts = (part for turn in turns for one in turn for part in quotations_apart(one))
    spoken = (one for one in parts if has_words(one.text))
    return tuple(
        Piece(
            one.text,
            one.speaker,
            one.when if one.when.known else said,
            position=place,
            author=one.author,
        )
        for place, one in enumerate(spoken)
    )


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name; None when there is none."""
    try:
        return ZoneInfo(name.replace("\\", "")) if name else None
    except (ValueError, KeyError, OSError):
        return None


def _first_line(pieces: tuple[Piece, ...]) -> str:
    first = pieces[0].text.lstrip("#> \t").split("\n", maxsplit=1)[0] if pieces else ""
    return first if len(first) <= _LONGEST_TITLE else first[: _LONGEST_TITLE - 1].rstrip() + "…"
