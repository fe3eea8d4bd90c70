"""The dating stage: when a note was said, and how that is known.

A piece that carries its own time keeps it. Otherwise, surest first: the date given by the person, the
note's dated headings, its front matter, the file's name, the first heading, the folders' names, and
when a document says that it was begun, which it may have from the one that it was copied from.
A source that knows a month or a year is refined by a less sure one that names a day inside it. The
time of the file on disk may be that of a copy: it dates nothing, and only a note of which nothing
else is known keeps it to be shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from selfmirror.ingest.bare_days import find_short_date
from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.path_dates import date_in_folders, date_in_name
from selfmirror.ingest.text_dates import Found, find_date, parse_moment
from selfmirror.ingest.year_names import year_named, years_in
from selfmirror.words.when import (
    UNKNOWN_TIME,
    DateSource,
    Precision,
    When,
    at_instant,
    by_file_time,
    on_day,
)

_FINENESS = {one: place for place, one in enumerate(Precision)}


def date_document(
    document: Document, path: str, given: When | None, today: date, file_day: date | None = None
) -> Document:
    """The document with a time for every piece that has none of its own, as far as one is known.

    `file_day` is the day of the file's own time: one that is not over when the file is read says
    nothing, for a copy made today is not of today.
    """
    warnings = list(document.warnings)
    outside = given or (
        _outside(document, path, warnings) if document.kind == "note" else UNKNOWN_TIME
    )
    pieces = tuple(_dated(piece, given, outside) for piece in document.pieces)
    latest = today + timedelta(days=1)
    ahead = sum(1 for piece in pieces if piece.said.day and piece.said.day > latest)
    if ahead:
        warnings.append(f"{ahead} dated in the future")
    if document.kind == "note" and file_day and file_day < today and _undated(document, pieces):
        pieces = tuple(replace(piece, said=by_file_time(file_day)) for piece in pieces)
        warnings.append(f"dated by its file's time alone ({file_day}): weak, it orders nothing")
    return replace(document, pieces=pieces, warnings=tuple(warnings))


def _undated(document: Document, pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and not document.key and not any(piece.said.known for piece in pieces)


def _dated(piece: Piece, given: When | None, outside: When) -> Piece:
    if piece.said.known and (given is None or piece.said.source is DateSource.MESSAGE):
        return piece
    return replace(piece, said=outside)


def _outside(document: Document, path: str, warnings: list[str]) -> When:
    """The note's own time from around its words; what only looks like a date adds a warning."""
    if document.key:
        return UNKNOWN_TIME
    best = UNKNOWN_TIME
    for said, warning in _candidates(document, path):
        if warning:
            warnings.append(warning)
        if not best.known or _refines(said, best):
            best = said
        if best.precision in {Precision.INSTANT, Precision.DAY}:
            break
    return best


def _refines(said: When, best: When) -> bool:
    """Whether a less sure source names a day or month inside the month or year that is known."""
    if (
        said.day is None
        or best.day is None
        or _FINENESS[said.precision] >= _FINENESS[best.precision]
    ):
        return False
    same_year = said.day.year == best.day.year
    return same_year and (best.precision is Precision.YEAR or said.day.month == best.day.month)


def _candidates(document: Document, path: str) -> Iterator[tuple[When, str]]:
    folder, _, file = path.rpartition("/")
    years = years_in(folder)
    for text in document.clues.dates:
        told, warning = _from_front_matter(text, years)
        years |= {told.day.year} if told.day else set()
        yield told, warning
    name = date_in_name(file, years)
    yield _when(name.found, DateSource.FILE_NAME), name.warning
    # Where headings date their own sections, the first one says nothing of the others.
    if not any(piece.said.source is DateSource.HEADING for piece in document.pieces):
        heading = find_date(document.clues.heading)
        yield _when(heading.found, DateSource.HEADING), heading.warning
    folders = date_in_folders(path)
    yield _when(folders.found, DateSource.FOLDER_NAME), folders.warning
    if document.clues.made:
        yield _from_front_matter(document.clues.made)


def _from_front_matter(text: str, years: Collection[int] = ()) -> tuple[When, str]:
    """A front matter's date; a clock time without an offset is known to the day only."""
    moment = parse_moment(text)
    if moment:
        return at_instant(moment, DateSource.FRONT_MATTER), ""
    search = find_date(text)
    found = search.found
    if found is None:
        found = year_named(text, of_diary=True) or find_short_date(text, years).found
    said = _when(found, DateSource.FRONT_MATTER)
    if said.known:
        return said, search.warning
    return said, search.warning or f"front matter date cannot be read: {text[:40]}"


def _when(found: Found | None, source: DateSource) -> When:
    if found is None:
        return UNKNOWN_TIME
    return on_day(found.day, source, found.precision)
