"""The attribution stage: what stands under somebody else's name is not the person's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from selfmirror.ingest.document import Document
from selfmirror.words.speaker import Speaker

Ask = Callable[[str, Sequence[str]], str | None]
"""Asks which of these names in a file (its path) is the person's; None when none is or nobody answers."""

SAY_WHO = "import it again with --me NAME to say who you are"
"""How the person answers later what they were asked of a chat."""


def nobody_asks(_: str, __: Sequence[str]) -> None:
    """There is nobody to be asked."""


@dataclass(slots=True)
class Me:
    """The names a person goes by, as far as they are known while a file is read.

    `names` hold for everything; `learned` are those the person told when asked about a chat, and
    hold for the chats that follow too.
    """

    path: str
    names: Sequence[str]
    learned: list[str]
    ask: Ask = nobody_asks
    _met: bool = field(default=False)
    _asked: bool = field(default=False)

    def known_by(self) -> tuple[str, ...]:
        """The names by which this file was read."""
        return tuple(dict.fromkeys((*self.names, *(self.learned if self._met else ()))))

    def is_one_of(self, authors: Sequence[str]) -> bool:
        """Whether one of these names is the person's."""
        own = {_folded(name) for name in self.known_by()}
        return any(_folded(author) in own for author in authors)

    def meet(self, authors: Sequence[str]) -> None:
        """Get to know who speaks in a chat; when the person is not known among them they are asked, once a file."""
        self._met = True
        if self._asked or self.is_one_of(authors):
            return
        self._asked = True
        answer = self.ask(self.path, authors)
        if answer:
            self.learned.append(answer)


def attribute(document: Document, me: Me) -> Document:
    """The document with its speakers settled.

    A note with an author who is not the person, or clipped from somewhere, speaks as `other`, and so does
    a document or page without an author; one whose author is the person is theirs wherever else it
    appeared. In a chat of named people the person's pieces are those under a name of theirs; one that
    is pasted into a note is so too.
    """
    clues = document.clues
    if any(piece.author for piece in document.pieces):
        document = _of_people(document, me)
    if clues.authors:
        if me.is_one_of(clues.authors):
            return document
        names = ", ".join(clues.authors[:3])[:60]
        return _as_other(
            document, f"written by {names}: not taken for your words (--me NAME says who you are)"
        )
    if clues.clipping:
        return _as_other(document, "clipped from elsewhere: not taken for your words")
    if clues.unsigned:
        return _as_other(document, "it names no author: not taken for your words")
    return document


def _of_people(document: Document, me: Me) -> Document:
    spoken = Counter(piece.author for piece in document.pieces if piece.author)
    authors = list(document.people) or [name for name, _ in spoken.most_common()]
    if any(piece.speaker is Speaker.ME and piece.author for piece in document.pieces):
        return document
    me.meet(authors)
    pieces = tuple(
        replace(piece, speaker=Speaker.ME)
        if piece.author and piece.speaker is Speaker.OTHER and me.is_one_of([piece.author])
        else piece
        for piece in document.pieces
    )
    if pieces != document.pieces or me.is_one_of(authors):
        return replace(document, pieces=pieces)
    names = ", ".join(authors[:4])[:80]
    warning = f"none of {names} is known to be you ({SAY_WHO})"
    return replace(document, warnings=(*document.warnings, warning))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _as_other(document: Document, warning: str) -> Document:
    pieces = tuple(
        replace(piece, speaker=Speaker.OTHER) if piece.speaker is Speaker.ME else piece
        for piece in document.pieces
    )
    return replace(document, pieces=pieces, warnings=(*document.warnings, warning))
