"""Copilot's CSV from the privacy dashboard: a row a message, in one of three layouts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.keys import links_of, message_keys
from selfmirror.ingest.formats.log_order import GUESSED, in_one_sitting, runs_backwards
from selfmirror.ingest.formats.threads import Heading, Message, conversation
from selfmirror.ingest.probe import Probe, lines_within
from selfmirror.ingest.text_dates import find_date, parse_moment
from selfmirror.words.identity import text_hash
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, at_instant, on_day

# The columns with the conversation, the time, the author and the words; None where there is no such one.
_LAYOUTS: tuple[tuple[str | None, str, str | None, str], ...] = (
    ("conversation", "time", "author", "message"),
    ("chatname", "createdat", "author", "messagecontent"),
    (None, "timestamp", None, "prompt"),
)
_ONLY_PROMPTS = {"timestamp", "clientapp", "prompt"}
_PEOPLE = frozenset({"user", "human"})
_AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})\s+(?P<hour>\d{1,2})(?P<minutes>:\d\d:\d\d)\s*"
    r"(?P<half>[AP]M)?\s*(?P<offset>[+-]\d\d:?\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A message; `talk` is the title of its conversation, None where the layout has none."""

    talk: str | None
    said: When
    speaker: Speaker
    text: str
    left_out: str = ""


def _recognises(seen: Probe) -> bool:
    return seen.text is not None and _layout(_header(seen.text)) is not None


def _header(text: str) -> list[str]:
    first = text.lstrip("\ufeff").split("\n", 1)[0][:1000]
    return [name.strip().strip('"').lower() for name in first.split(",")]


def _layout(header: Sequence[str]) -> tuple[int | None, int, int | None, int] | None:
    """The places of the columns that matter, in the order of the layouts."""
    for layout in _LAYOUTS:
        needed = {name for name in layout if name} if layout[0] else _ONLY_PROMPTS
        if needed <= set(header):
            talk, time, author, words = (header.index(name) if name else None for name in layout)
            return (talk, time or 0, author, words or 0)
    return None


def _read(reading: Reading) -> Iterator[Document]:
    csv.field_size_limit(reading.most_text)
    lines = lines_within(reading.file, reading.most_text)
    table = csv.reader(line.decode("utf-8", "replace").removeprefix("\ufeff") for line in lines)
    header = [name.strip().lower() for name in next(table)]
    rows = [_row(cells, header) for cells in table if any(cells)]
    # A prompt and its answer share a time: where nothing else tells, the person speaks first.
    answer_first = bool(rows) and rows[0].speaker is not Speaker.ME
    if runs_backwards([row.said for row in rows], unless_known=answer_first):
        rows.reverse()
    for (key, title), group in _talks(rows).items():
        yield _talk(key, title, group)


def _row(cells: Sequence[str], header: Sequence[str]) -> _Row:
    layout = _layout(header)
    if layout is None or len(cells) < len(header):
        return _Row("", UNKNOWN_TIME, Speaker.OTHER, "", "unreadable")
    talk, time, author, words = layout
    mine = author is None or cells[author].strip().lower() in _PEOPLE
    return _Row(
        None if talk is None else cells[talk].strip(),
        _said(cells[time].strip()),
        Speaker.ME if mine else Speaker.ASSISTANT,
        cells[words].replace("\r\n", "\n").strip(),
    )


def _said(text: str) -> When:
    """A time with its offset; without one the day. Figures with strokes are month first, as Microsoft writes."""
    found = _AMERICAN.fullmatch(text)
    if found:
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"] in {"PM", "pm"} else 0)
        clock = f"{hour:02}{found['minutes']}{found['offset']}"
        text = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2} {clock}"
    moment = parse_moment(text)
    if moment:
        return at_instant(moment)
    day_found = find_date(text).found
    if day_found is None or day_found.precision is not Precision.DAY:
        return UNKNOWN_TIME
    return on_day(day_found.day, DateSource.MESSAGE)


def _talks(rows: Sequence[_Row]) -> dict[tuple[str, str], list[_Row]]:
    """The rows by key and title of their conversation; what has no title is put together by time."""
    talks: dict[tuple[str, str], list[_Row]] = {}
    last: _Row | None = None
    guess = ""
    for row in rows:
        if row.talk:
            key = (text_hash(row.talk)[:16], row.talk)
        else:
            if last is None or not in_one_sitting(row.said, last.said):
                guess = text_hash(f"{row.said.iso()} {row.text}")[:16]
            last, key = row, (guess, "")
        talks.setdefault(key, []).append(row)
    return talks


def _talk(key: str, title: str, rows: Sequence[_Row]) -> Document:
    keys = message_keys((None, [row.said.iso(), row.speaker.value, row.text]) for row in rows)
    links, _ = links_of(keys, [None] * len(keys))
    messages = [
        Message(own, links[own], _pieces(row), "" if row.text else row.left_out or "no text")
        for own, row in zip(keys, rows, strict=True)
    ]
    return conversation(Heading(key, title), messages, links, [] if title else [GUESSED])


def _pieces(row: _Row) -> tuple[Piece, ...]:
    return (Piece(row.text, row.speaker, row.said),) if row.text else ()


COPILOT = Format("copilot", _recognises, _read)
