"""What a search found, for programs, pipes and terminals."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from selfmirror.cli.opening import file_link
from selfmirror.cli.output import Piece, is_terminal, write_line, write_pieces
from selfmirror.search.matched import Excerpt, excerpt
from selfmirror.words.language import Language
from selfmirror.words.printable import one_line
from selfmirror.words.quote import file_time, name_beside
from selfmirror.words.spoken import spoken_date
from selfmirror.words.when import DateSource, Precision

if TYPE_CHECKING:
    from selfmirror.search.finder import Hit
    from selfmirror.search.wording import Wording
    from selfmirror.words.when import When

_INDENT = "    "
_WIDEST = 100
_LINES = 5
_KNOWN_BY = {
    DateSource.MESSAGE: "by its time stamp",
    DateSource.GIVEN: "as given",
    DateSource.FRONT_MATTER: "by the file's front matter",
    DateSource.FILE_NAME: "by the file's name",
    DateSource.HEADING: "by a heading",
    DateSource.FOLDER_NAME: "by the folder's name",
}


def hit_document(rank: int, hit: Hit) -> dict[str, Any]:
    """A hit with the contract's keys."""
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "utterance": hit.utterance.id,
        "text": hit.text,
        "context": {"before": list(hit.before), "after": list(hit.after)},
        "speaker": hit.utterance.speaker.value,
        "said_at": hit.utterance.said.iso(),
        "date_source": hit.utterance.said.source.value,
        **file_time(hit.utterance.said),
        "source": hit.source.path,
        "title": hit.source.title,
        "project": hit.source.project,
        "why": {"lexical": hit.lexical, "semantic": hit.semantic},
    }


def show_hits(hits: tuple[Hit, ...], wording: Wording) -> None:
    """A paragraph a hit for a terminal, one tab-separated line for a pipe."""
    for rank, hit in enumerate(hits, start=1):
        if is_terminal():
            _show(rank, hit, wording)
        else:
            where = name_beside(hit.source.title or hit.source.path, hit.utterance.text)
            said, speaker = hit.utterance.said.shown(), hit.utterance.speaker.value
            write_line(f"{rank}\t{said}\t{speaker}\t{one_line(where)}\t{one_line(hit.text)}")


def _show(rank: int, hit: Hit, wording: Wording) -> None:
    """When, who and where above the words; below them the file, and why it was found."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    title = one_line(_title(hit), 60)
    speaker = hit.utterance.author or hit.utterance.speaker.value
    head = " · ".join(
        part for part in (_said(hit.utterance.said), one_line(speaker, 40), title) if part
    )
    write_line(f"{rank:>2}. {head}")
    room = width - len(_INDENT)
    found = excerpt(one_line(hit.text), wording, room * _LINES)
    for begin, end in _lines(found.text, room):
        write_pieces([Piece(_INDENT), *_marked(found, begin, end)])
    path, why = _shortened(hit.source.path), f"found {_why(hit)}"
    link = Piece(path, "dim", file_link(hit))
    if len(path) + len(why) + 3 <= room:
        write_pieces([Piece(_INDENT), link, Piece(f" · {why}", "dim")])
    else:
        write_pieces([Piece(_INDENT), link])
        write_pieces([Piece(f"{_INDENT}{why}", "dim")])
    write_line()


def _title(hit: Hit) -> str:
    """The source's title where neither the passage nor the file's name says it."""
    title = name_beside(hit.source.title, hit.utterance.text)
    return "" if title == PurePath(hit.source.path).stem else title


def _said(said: When) -> str:
    """The day and how it is known: `12 March 2024, by the file's name`."""
    day = spoken_date(said, Language.EN)
    if said.precision is Precision.INSTANT and said.instant:
        day = f"{day} {said.instant:%H:%M}"
    known = _KNOWN_BY.get(said.source)
    return f"{day}, {known}" if known and said.known else day


def _why(hit: Hit) -> str:
    """In which places the two ways of looking had it: `by words 1st, by meaning 3rd`."""
    ways = (("by words", hit.lexical), ("by meaning", hit.semantic))
    return ", ".join(f"{way} {_ordinal(rank)}" for way, rank in ways if rank)


def _ordinal(number: int) -> str:
    tail = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{tail}"


def _shortened(path: str) -> str:
    """A path as it is typed: `~` for the person's own folder."""
    own = f"{Path.home()}/"
    return f"~/{path.removeprefix(own)}" if path.startswith(own) else path


def _lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each line of a text begins and ends, broken at spaces where there is one."""
    begin = 0
    while len(text) - begin > width:
        space = text.rfind(" ", begin, begin + width + 1)
        end = space if space > begin else begin + width
        yield begin, end
        begin = end + (text[end : end + 1] == " ")
    yield begin, len(text)


def _marked(found: Excerpt, begin: int, end: int) -> Iterator[Piece]:
    """A line of an excerpt, what was asked for in bold."""
    at = begin
    for first, last in found.matches:
        first, last = max(first, begin), min(last, end)
        if first < last:
            yield Piece(found.text[at:first])
            yield Piece(found.text[first:last], "bold")
            at = last
    yield Piece(found.text[at:end])
