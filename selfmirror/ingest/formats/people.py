"""Chats between people: everybody under a name, in the order they spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.threads import Heading
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a chat: its words, or why it has none.

    `place` puts it in order within its chat, whatever part of the chat a file holds.
    """

    place: int
    pieces: tuple[Piece, ...] = ()
    left_out: str = ""


@dataclass(slots=True)
class Names:
    """Who has spoken in a chat so far."""

    spoken: Counter[str] = field(default_factory=Counter)

    def hear(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """Everybody up to these lines, those who speak most first."""
        self.spoken.update(
            piece.author for line in lines for piece in line.pieces[:1] if piece.author
        )
        return tuple(name for name, _ in self.spoken.most_common())


def said_by(author: str, text: str, said: When = UNKNOWN_TIME, key: str = "") -> Piece:
    """What somebody in a chat said; who of them is the person is found out later."""
    return Piece(text, Speaker.OTHER, said, key, author=author)


def chat(
    heading: Heading,
    lines: Sequence[Line],
    people: tuple[str, ...] = (),
    warnings: Sequence[str] = (),
) -> Document:
    """A chat, or a part of one, every message accounted for.

    Nobody's words answer anybody's here: what a message follows depends on how much of the chat was
    exported, and the same chat must read the same from every export.
    """
    left_out = Counter(line.left_out for line in lines if not line.pieces)
    return Document(
        "conversation",
        heading.title,
        tuple(replace(piece, position=line.place) for line in lines for piece in line.pieces),
        heading.key,
        heading.project,
        messages=len(lines),
        spoken=sum(1 for line in lines if line.pieces),
        left_out=dict(left_out),
        warnings=tuple(warnings),
        people=people,
    )
