"""iCalendar: what was done, and when; what is planned, cancelled or declined is left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.calendar_parts import (
    BROKEN,
    Block,
    all_of,
    blocks_of,
    moment_in,
    moments_in,
    parsed,
    text_in,
    value_of,
)
from selfmirror.ingest.formats.entries import Entries, Entry, left_out, zone_named
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.recurrence import (
    MOST,
    Expander,
    Moment,
    moment_key,
    said_of,
)
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When

if TYPE_CHECKING:
    from icalendar import Component

_KINDS = (b"VEVENT", b"VTODO", b"VJOURNAL")
_MARKUP = re.compile(r"</?(?:p|br|div|span|a|b|i|ul|ol|li|html|body)\b[^>]*>", re.IGNORECASE)
_BEGIN = re.compile(r"\s*BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL)\s", re.IGNORECASE)
_ODD_ZONE = re.compile(rb"FREQ=(?!YEARLY)", re.IGNORECASE)
_NOT_DONE = "not yet done"


@dataclass(frozen=True, slots=True)
class _Calendar:
    """What holds for all events: its zone, the owner's address, and what stands for single times of a series."""

    zone: ZoneInfo | None
    owner: str
    moved: dict[str, set[str]]
    expander: Expander


def _recognises(seen: Probe) -> bool:
    return seen.text is not None and _BEGIN.match(seen.text) is not None


def _read(reading: Reading) -> Iterator[Document]:
    calendar = _survey(reading)
    entries = Entries()
    reading.file.seek(0)
    for block in blocks_of(reading.file, reading.most_text):
        if block.kind not in _KINDS:
            continue
        try:
            yield _read_one(block, calendar, entries)
        except BROKEN:
            yield left_out("unreadable", ("an event that cannot be read",))


def _read_one(block: Block, calendar: _Calendar, entries: Entries) -> Document:
    component = parsed(block)
    match block.kind:
        case b"VEVENT":
            return _event(component, calendar)
        case b"VTODO":
            return _task(component)
        case _:
            return _journal(component, calendar, entries)


def _survey(reading: Reading) -> _Calendar:
    """A first look through the file, at all that events refer to."""
    from icalendar import Timezone
    from icalendar.timezone import tzp

    # The library remembers custom zones by name, across files that may mean different ones.
    tzp.use_default()
    moved: defaultdict[str, set[str]] = defaultdict(set)
    name = zone = ""
    for block in blocks_of(reading.file, reading.most_text):
        if block.kind == b"VTIMEZONE" and not _ODD_ZONE.search(block.lines):
            with suppress(*BROKEN):
                component = parsed(block)
                if isinstance(component, Timezone):
                    tzp.cache_timezone_component(component)
        elif block.kind == b"VEVENT" and b"\nRECURRENCE-ID" in block.lines:
            with suppress(*BROKEN):
                event = parsed(block)
                when = moment_in(event, "RECURRENCE-ID")
                if when:
                    moved[text_in(event, "UID")].add(moment_key(when))
        elif block.kind == b"X-WR-CALNAME":
            name = value_of(block)
        elif block.kind == b"X-WR-TIMEZONE":
            zone = value_of(block)
    owner = name.casefold() if "@" in name else ""
    return _Calendar(zone_named(zone), owner, dict(moved), Expander(reading.now))


def _event(event: Component, calendar: _Calendar) -> Document:
    reason = _unlived(event, calendar)
    if reason:
        return left_out(reason)
    writer = _writer(event, calendar)
    start = moment_in(event, "DTSTART")
    uid = text_in(event, "UID")
    again = moment_in(event, "RECURRENCE-ID")
    if start is None:
        # Its words are kept and found; without a day nothing counts as done.
        return _document(event, f"{uid} {again or ''}", [UNKNOWN_TIME], writer)
    rules = all_of(event.get("RRULE")) if again is None else []
    readable = [rule for rule in rules if isinstance(rule, dict)]
    without = moments_in(event, "EXDATE")
    elsewhere = calendar.moved.get(uid, set()) if again is None else set()
    times = calendar.expander.times_of(
        start,
        readable[0] if readable else {},
        set(moments_in(event, "RDATE").values()),
        {*without, *elsewhere},
    )
    said = [said_of(_on_the_clock(moment, calendar.zone)) for moment in times.past]
    key = f"{uid} {moment_key(again)}" if again else uid or f"{start} {text_in(event, 'SUMMARY')}"
    done = _document(event, key, said, writer)
    cancelled = sum(calendar.expander.is_past(moment) for moment in without.values())
    more = Counter(done.left_out)
    more.update(
        {_NOT_DONE: int(times.ahead), "cancelled": cancelled, "repeated too often": times.earlier}
    )
    lost = "a rule that cannot be read" if len(rules) > len(readable[:1]) else ""
    found = [text for text in (lost, times.warning, _often(times.earlier)) if text]
    return replace(
        done,
        messages=done.spoken + more.total(),
        left_out=dict(+more),
        warnings=tuple(found),
    )


def _often(earlier: int) -> str:
    often = f"an event that took place more than {MOST} times: its last ones are kept"
    return often if earlier else ""


def _unlived(event: Component, calendar: _Calendar) -> str:
    """Why an event did not take place for the person, as far as it says so."""
    status = text_in(event, "STATUS").upper()
    if status == "CANCELLED":
        return "cancelled"
    if status == "TENTATIVE":
        return "tentative"
    if calendar.owner:
        for attendee in all_of(event.get("ATTENDEE")):
            is_owner = _address(attendee) == calendar.owner
            if is_owner and str(attendee.params.get("PARTSTAT", "")).upper() == "DECLINED":
                return "declined"
    return ""


def _document(event: Component, key: str, said: list[When], writer: Speaker) -> Document:
    """One event with a piece for each time it took place, the first with its description, which may be another's."""
    summary = text_in(event, "SUMMARY")
    description = _plain(text_in(event, "DESCRIPTION"))
    pieces: list[Piece] = []
    for number, when in enumerate(said):
        if summary:
            pieces.append(Piece(summary, Speaker.ME, when, position=len(pieces)))
        if description and not number:
            pieces.append(Piece(description, writer, when, position=len(pieces)))
    spoken = len(said) if summary else min(len(said), int(bool(description)))
    silent = len(said) - spoken
    return Document(
        "event",
        summary,
        tuple(pieces),
        key,
        messages=len(said),
        spoken=spoken,
        left_out={"no words": silent} if silent else {},
    )


def _writer(event: Component, calendar: _Calendar) -> Speaker:
    """Whose the description is: an invitation's is its organizer's, whoever that is."""
    organizer = _address(event.get("ORGANIZER"))
    return Speaker.ME if not organizer or organizer == calendar.owner else Speaker.OTHER


def _address(value: Any) -> str:
    return str(value or "").casefold().removeprefix("mailto:").strip()


def _plain(description: str) -> str:
    return html_to_text(description).strip() if _MARKUP.search(description) else description


def _on_the_clock(moment: Moment, zone: ZoneInfo | None) -> Moment:
    """The instant on the calendar's own clock where it is written in UTC alone."""
    if zone and isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(zone) if moment.tzname() == "UTC" else moment
    return moment


def _task(task: Component) -> Document:
    status = text_in(task, "STATUS").upper()
    completed = moment_in(task, "COMPLETED")
    if status == "CANCELLED":
        return left_out("cancelled")
    if status != "COMPLETED" and completed is None:
        return left_out(_NOT_DONE)
    said = said_of(completed) if completed else UNKNOWN_TIME
    key = text_in(task, "UID") or f"{said.iso()} {text_in(task, 'SUMMARY')}"
    return _document(task, key, [said], Speaker.ME)


def _journal(journal: Component, calendar: _Calendar, entries: Entries) -> Document:
    start = moment_in(journal, "DTSTART")
    said = said_of(_on_the_clock(start, calendar.zone)) if start else UNKNOWN_TIME
    text = _plain(text_in(journal, "DESCRIPTION"))
    return entries.document(Entry(text, said, text_in(journal, "SUMMARY"), text_in(journal, "UID")))


CALENDAR = Format("icalendar", _recognises, _read)
