"""Texts cut finer than any note is: read in pieces of many lines, for what each line is cannot be kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.formats.blocks import Parts, has_words
from selfmirror.words.speaker import Speaker

T = TypeVar("T")
# A long diary has some fifty letters a line and more a paragraph.
_LINES, _LETTERS_A_LINE = 50_000, 16
_BLOCKS, _LETTERS_A_BLOCK = 20_000, 32
_PIECE = 4000


class Crowded(ValueError):
    """A text has more lines or blocks than any note of its length."""

    def __init__(self) -> None:
        super().__init__("a text cut finer than any note")


def check_lines(text: str) -> None:
    """Look whether a text can be read line by line.

    Raises:
        Crowded: it has more lines that are not empty than any note of its length.
    """
    most = _LINES + len(text) // _LETTERS_A_LINE
    if text.count("\n") > most and sum(map(bool, text.split("\n"))) > most:
        raise Crowded


def at_most(blocks: Iterable[T], text: str) -> list[T]:
    """The blocks of a text, paragraphs and lists or what was said in them.

    Raises:
        Crowded: they are more than in any note of its length.
    """
    most = _BLOCKS + len(text) // _LETTERS_A_BLOCK
    found = list(islice(blocks, most + 1))
    if len(found) > most:
        raise Crowded
    return found


def read_roughly(text: str, title: str, clues: Clues, warnings: Sequence[str]) -> Document:
    """The text in pieces of many lines, of which it is not known who speaks where."""
    chunks = list(_chunks(text))
    worded = [chunk for chunk in chunks if has_words(chunk)]
    pieces = tuple(Piece(chunk, Speaker.ME, position=place) for place, chunk in enumerate(worded))
    told = "cut finer than any note: read in large pieces, without its headings, dates and speakers"
    parts = Parts(pieces, len(chunks) - len(pieces), 0, "", "")
    return parts.document(title, replace(clues, unsigned=True), warnings=(*warnings, told))


def _chunks(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.rfind("\n", start, start + _PIECE) + 1
        end = end or text.find("\n", start) + 1 or len(text)
        yield text[start:end].strip("\n").rstrip()
        start = end
