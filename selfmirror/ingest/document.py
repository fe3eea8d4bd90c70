"""What a format's reader yields: one note or one conversation, in pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When

_NOTHING: Mapping[str, int] = MappingProxyType({})


# Not frozen, which would cost a tenth of the time of reading a large export; nothing changes one.
@dataclass(slots=True)
class Piece:
    """What one speaker said at one time, before it has an id.

    `key` is the format's own id of the message, `answers` the index of the piece it follows in its
    document, `position` its place on its branch; `said` is unknown unless the piece itself says it;
    `author` is the name it stands under in a chat of people, who may be the person or not, `heading`
    the headings of the note that it stands below, outermost first.
    """

    text: str
    speaker: Speaker
    said: When = UNKNOWN_TIME
    key: str = ""
    answers: int | None = None
    position: int = 0
    author: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a note says about itself: dates of its front matter, its first heading, whose it is.

    `clipping` is set when the note says that it was clipped from somewhere, `unsigned` when it is of
    a kind that anybody may have written, so that only an author who is the person makes it theirs;
    `made` is when the program says that the file was begun.
    """

    dates: tuple[str, ...] = ()
    heading: str = ""
    authors: tuple[str, ...] = ()
    clipping: bool = False
    unsigned: bool = False
    made: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One note, conversation or event.

    `key` is the conversation's own id (empty for a note); `messages` counts what went in, `spoken`
    how many of these have pieces, and `left_out` why the others have none:
    `messages == spoken + sum(left_out.values())`. `people` are the names of a chat whose other parts
    are documents of their own; where it is empty the pieces name everybody.
    """

    kind: str
    title: str
    pieces: tuple[Piece, ...]
    key: str = ""
    project: str | None = None
    clues: Clues = Clues()
    messages: int = 0
    spoken: int = 0
    left_out: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    warnings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
