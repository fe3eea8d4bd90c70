"""Messages that answer one another, as pieces with a place on their branch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.text_dates import from_epoch, parse_moment
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, DateSource, When, at_instant, on_day

ROLES = {"user": Speaker.ME, "assistant": Speaker.ASSISTANT, "tool": Speaker.TOOL}
"""The roles of chat completions, as most programs write them."""

_MOST = 1e15
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[T ]|\Z)")


# Not frozen, as pieces are not: there are millions.
@dataclass(slots=True)
class Message:
    """One message of an export: its words in pieces, or why it has none.

    `key` and `parent` are the export's own ids; the first piece is the message's main one.
    """

    key: str
    parent: str | None
    pieces: tuple[Piece, ...]
    left_out: str = ""
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Heading:
    """What a conversation says of itself."""

    key: str
    title: str
    project: str | None = None


def conversation(
    heading: Heading,
    messages: Sequence[Message],
    links: Mapping[str, str | None],
    warnings: Sequence[str] = (),
) -> Document:
    """All branches of one conversation, every message accounted for.

    Args:
        heading: its own id, title and project.
        messages: those that hold something, in the order of the file.
        links: every node's parent, also of nodes without a message; cycles and lost parents are cut.
        warnings: what was odd so far.
    """
    spoken = {message.key: message for message in messages if message.pieces}
    said_by = _nearest_spoken(spoken, links)
    order = _parents_first(spoken, said_by)
    pieces: list[Piece] = []
    main: dict[str, int] = {}
    ends: dict[str, int] = {}
    for key in order:
        above = said_by[key]
        start = ends.get(above or "", 0)
        main[key], ends[key] = len(pieces), start + len(spoken[key].pieces)
        for place, piece in enumerate(spoken[key].pieces):
            answers = main[key] if place else main.get(above or "")
            pieces.append(
                Piece(
                    piece.text, piece.speaker, piece.said, key, answers, start + place, piece.author
                )
            )
    left_out = Counter(message.left_out for message in messages if not message.pieces)
    return Document(
        "conversation",
        heading.title,
        tuple(pieces),
        heading.key,
        heading.project,
        messages=len(messages),
        spoken=len(spoken),
        left_out=dict(left_out),
        warnings=(*warnings, *(text for message in messages for text in message.warnings)),
    )


def conversations(
    reading: Reading, field: str, read: Callable[[Mapping[str, Any]], Document]
) -> Iterator[Document]:
    """The conversations of an export one at a time; an entry that is none becomes a warning.

    Args:
        reading: the file, recognised by its sketch.
        field: a field that every conversation has; where it stands is where they stand.
        read: makes a document of one conversation.
    """
    assert reading.probe.sketch is not None  # noqa: S101 - recognised by it
    prefix = reading.probe.sketch.prefix_of(field) or ""
    for number, item in enumerate(stream(reading.file, prefix, reading.most_text), 1):
        if isinstance(item, dict):
            yield read(item)
        else:
            yield Document("conversation", "", (), warnings=(f"entry {number} is no conversation",))


def _nearest_spoken(
    spoken: Mapping[str, Message], links: Mapping[str, str | None]
) -> dict[str, str | None]:
    """For each spoken message the nearest one above it that is spoken too."""
    nearest: dict[str, str | None] = {}
    for key in spoken:
        above = links.get(key)
        if above is None or (above in spoken and above != key):
            nearest[key] = above
            continue
        seen = {key}
        while above is not None and above not in spoken and above not in seen:
            seen.add(above)
            above = links.get(above)
        nearest[key] = above if above in spoken and above != key else None
    return nearest


def _parents_first(spoken: Mapping[str, Message], above: dict[str, str | None]) -> list[str]:
    """The keys in an order where a parent comes before its answers; a cycle is cut where it closes."""
    done: dict[str, None] = {}
    for key in spoken:
        if above[key] is None or above[key] in done:
            done[key] = None
            continue
        path: dict[str, None] = {}
        here: str | None = key
        while here is not None and here not in done:
            if here in path:
                above[list(path)[-1]] = None
                break
            path[here] = None
            here = above[here]
        done.update(dict.fromkeys(reversed(path)))
    return list(done)


def time_of(value: Any) -> When:
    """When a message says it was sent; unknown when it does not.

    A Unix time, a numeric text or ISO 8601, also in MongoDB's wrapping (`{"$date": …}`). A time of
    a clock whose place is not told is known to the day.
    """
    if isinstance(value, dict):
        value = _unwrapped(_unwrapped(value))
    moment = None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        moment = from_epoch(float(value)) if abs(value) < _MOST else None
    elif isinstance(value, str):
        moment = parse_moment(value)
        day = None if moment else _DAY.match(value.strip())
        if day:
            return _on_day(day.group())
    return at_instant(moment) if moment else UNKNOWN_TIME


def _unwrapped(value: Any) -> Any:
    return value.get("$date", value.get("$numberLong")) if isinstance(value, dict) else value


def _on_day(text: str) -> When:
    try:
        return on_day(date.fromisoformat(text), DateSource.MESSAGE)
    except ValueError:
        return UNKNOWN_TIME


def text_of(value: Any) -> str:
    """The value if it is text, an empty string otherwise."""
    return value if isinstance(value, str) else ""


def mapping_of(value: Any) -> Mapping[str, Any]:
    """The value if it is an object, an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """The value if it is a list, an empty one otherwise."""
    return value if isinstance(value, list) else []
