"""Telegram Desktop's export as pages, which it is unless JSON was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.html_blocks import blocks, classes_of, markup_of, text_in
from selfmirror.ingest.formats.local_times import local_time
from selfmirror.ingest.formats.people import Line, chat, said_by
from selfmirror.ingest.formats.threads import Heading
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGE = re.compile(r"<div class=\"message (?:default|service)\b[^>]{0,80}\bid=\"message-?\d+\"")
_NUMBER = re.compile(r"message(-?\d{1,9})\Z")
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_VIA = re.compile(r"\s+via @\w+\s*\Z")


def _recognises(seen: Probe) -> bool:
    return seen.text is not None and bool(_MESSAGE.search(seen.text))


def _read(reading: Reading) -> Iterator[Document]:
    title, author = "", ""
    lines: list[Line] = []
    for block in blocks(reading.file, {"page_header", "message"}):
        kinds = classes_of(block)
        if "page_header" in kinds:
            title = title or _first(block, "bold")
            continue
        if "joined" not in kinds:
            author = _author(block)
        number = _NUMBER.match(str(block.get("id") or ""))
        place = int(number[1]) if number else len(lines)
        lines.append(
            Line(place, left_out="service") if "service" in kinds else _line(block, place, author)
        )
    yield chat(Heading(f"page/{title}", title), lines)


def _line(block: _Element, place: int, author: str) -> Line:
    said, key = _time(block), str(place)
    forwarded = next((one for one in block.iter("div") if "forwarded" in classes_of(one)), None)
    own = _first_block(block, "text", without=forwarded)
    pieces: list[Piece] = []
    if own is not None:
        quoted = _without_quotations(own)
        words = html_to_text(markup_of(own)).strip()
        pieces = [
            Piece(words, Speaker.OTHER, said, key)
            if _VIA.search(author)
            else said_by(author, words, said, key),
            Piece(quoted, Speaker.OTHER, said, key),
        ]
    if forwarded is not None and (text := _first_block(forwarded, "text")) is not None:
        pieces.append(Piece(html_to_text(markup_of(text)).strip(), Speaker.OTHER, said, key))
    spoken = tuple(piece for piece in pieces if piece.text)
    return Line(place, spoken, "" if spoken else "media only")


def _author(block: _Element) -> str:
    forwarded = next((one for one in block.iter("div") if "forwarded" in classes_of(one)), None)
    named = _first_block(block, "from_name", without=forwarded)
    return " ".join(text_in(named).split()) if named is not None else ""


def _time(block: _Element) -> When:
    shown = _first_block(block, "date")
    return local_time(str(shown.get("title") or "")) if shown is not None else UNKNOWN_TIME


def _first(block: _Element, name: str) -> str:
    found = _first_block(block, name)
    return " ".join(text_in(found).split()) if found is not None else ""


def _first_block(block: _Element, name: str, without: _Element | None = None) -> _Element | None:
    """The first `div` of a class that does not stand in another one."""
    apart = set(without.iter("div")) if without is not None else set()
    for one in block.iter("div"):
        if name in classes_of(one) and one not in apart:
            return one
    return None


def _without_quotations(text: _Element) -> str:
    """Take quotations and code out of what was written, and give them back."""
    quoted = list(text.iter("blockquote", "pre"))
    words = [_QUOTED.sub("", html_to_text(markup_of(one))).strip() for one in quoted]
    for one in quoted:
        tail = one.tail
        one.clear()
        one.tail = tail
    return "\n".join(word for word in words if word)


TELEGRAM_HTML = Format("telegram", _recognises, _read)
