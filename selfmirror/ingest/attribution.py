"""The attribution stage: a note that says it is somebody else's is not the person's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selfmirror.ingest.document import Document
from selfmirror.words.speaker import Speaker


def attribute(document: Document, me: Sequence[str]) -> Document:
    """The document with its speakers settled.

    A note with an author who is not the person, or clipped from somewhere, speaks as `other`;
    one whose author is the person is theirs wherever else it appeared.
    """
    clues = document.clues
    own = {_folded(name) for name in me}
    if clues.authors:
        if any(_folded(author) in own for author in clues.authors):
            return document
        names = ", ".join(clues.authors[:3])[:60]
        return _as_other(
            document, f"written by {names}: not taken for your words (--me says who you are)"
        )
    if clues.clipping:
        return _as_other(document, "clipped from elsewhere: not taken for your words")
    return document


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _as_other(document: Document, warning: str) -> Document:
    pieces = tuple(
        replace(piece, speaker=Speaker.OTHER) if piece.speaker is Speaker.ME else piece
        for piece in document.pieces
    )
    return replace(document, pieces=pieces, warnings=(*document.warnings, warning))
