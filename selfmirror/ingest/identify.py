"""The identifying stage: sources and utterances with ids that come from what was said.

A conversation's words are known by the format's own ids with the words themselves; a note's by
their time, speaker and text, so that an edited note keeps the ids of the blocks that stayed, and
the same files give the same ids in any order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from selfmirror.ingest.document import Document
from selfmirror.words.identity import content_id
from selfmirror.words.utterance import Source, Utterance
from selfmirror.words.when import UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was read: format, path, the file's hash, the project, when selfmirror learned it."""

    format: str
    path: str
    hash: str
    project: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """One source with its utterances, ready to be stored."""

    source: Source
    utterances: tuple[Utterance, ...]


def note_source(file_hash: str, said: str | None) -> str:
    """The id of a note: its content and its time; None stands for an unknown time."""
    return content_id("note", file_hash, said or "")


def identify(document: Document, origin: Origin) -> Words:
    """Give a document its ids."""
    source = Source(
        _source_id(document, origin),
        document.kind,
        origin.format,
        origin.path,
        valid_text(document.title)[:300],
        origin.project or document.project,
    )
    scope = (origin.format, document.key) if document.key else ("note",)
    met: Counter[tuple[object, ...]] = Counter()
    ids: list[str] = []
    texts = [valid_text(piece.text) for piece in document.pieces]
    for piece, text in zip(document.pieces, texts, strict=True):
        same = (piece.key, piece.speaker.value, piece.said.iso(), text)
        ids.append(content_id(*scope, *same, met[same]))
        met[same] += 1
    return Words(
        source,
        tuple(
            Utterance(
                ids[place],
                source.id,
                piece.position,
                ids[piece.answers] if piece.answers is not None else None,
                piece.speaker,
                texts[place],
                # A file's time is kept with the file: copies of one note have many.
                UNKNOWN_TIME if piece.said.file_day else piece.said,
                origin.recorded_at,
                valid_text(piece.author),
                valid_text(piece.heading),
            )
            for place, piece in enumerate(document.pieces)
        ),
    )


def _source_id(document: Document, origin: Origin) -> str:
    if document.key:
        return content_id(document.kind, origin.format, document.key)
    if document.kind == "note":
        return note_source(origin.hash, note_time(document))
    return content_id(document.kind, origin.format, origin.hash, document.title)


def note_time(document: Document) -> str | None:
    """The time that a note as a whole has: that of its first piece."""
    return document.pieces[0].said.iso() if document.pieces else None


def valid_text(text: str) -> str:
    """The text as the store can keep it: paired surrogates joined, lone ones and NULs replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\x00", "\ufffd")
