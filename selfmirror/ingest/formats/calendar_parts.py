"""The components of an iCalendar file one at a time, and what stands in them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.recurrence import Moment, moment_key

if TYPE_CHECKING:
    from icalendar import Component


BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the library raises at a component that is not as it should be, when read or when asked."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines from BEGIN to END of one component; `whole` when its END is there."""

    kind: bytes
    lines: bytes
    whole: bool = True


def blocks_of(file: IO[bytes], most: int) -> Iterator[Block]:
    """The components of a calendar one at a time, and the lines about the calendar itself."""
    kind = b""
    lines: list[bytes] = []
    size = 0
    while line := file.readline(most + 1):
        size += len(line)
        if size > most:
            raise ValueError(f"a text larger than {most >> 20} MB (imports.max_text_mb)")
        word, _, value = line.strip().upper().partition(b":")
        if kind:
            lines.append(line)
            if word == b"END" and value == kind:
                yield Block(kind, b"".join(lines))
                kind = b""
        elif word == b"BEGIN" and value != b"VCALENDAR":
            kind, lines, size = value, [line], len(line)
        else:
            yield Block(word.partition(b";")[0], line)
            size = 0
    if kind:
        yield Block(kind, b"".join(lines), whole=False)


def value_of(block: Block) -> str:
    """What follows the colon of a single line."""
    decoded = decode(block.lines.partition(b":")[2])
    return decoded.text.strip().replace("\\", "") if decoded else ""


def parsed(block: Block) -> Component:
    """The component.

    Raises:
        ValueError: it breaks off or is no text; the library raises others of `BROKEN`.
    """
    from icalendar import Component

    decoded = decode(block.lines) if block.whole else None
    if decoded is None:
        raise ValueError("a component that breaks off")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Component.from_ical(decoded.text)


def text_in(component: Component, name: str) -> str:
    """The text of a property, empty when there is none or several."""
    value = component.get(name)
    return str(value).strip() if value is not None and not isinstance(value, list) else ""


def moment_in(component: Component, name: str) -> Moment | None:
    """The day or time of a property, None when it has none that can be read."""
    with suppress(*BROKEN):
        found = getattr(component.get(name), "dt", None)
        return found if isinstance(found, date) else None
    return None


def all_of(value: Any) -> list[Any]:
    """The values of a property that may stand several times."""
    return value if isinstance(value, list) else [value] if value is not None else []


def moments_in(event: Component, name: str) -> dict[str, Moment]:
    """The days and times of EXDATE or RDATE by their keys; a period counts from its start."""
    found: dict[str, Moment] = {}
    for value in all_of(event.get(name)):
        with suppress(*BROKEN):
            for one in getattr(value, "dts", ()):
                start = one.dt[0] if isinstance(one.dt, tuple) else one.dt
                if isinstance(start, date):
                    found[moment_key(start)] = start
    return found
