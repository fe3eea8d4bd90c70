"""What a format has to offer: a name, a way to know its files by structure, a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from selfmirror.ingest.document import Document
from selfmirror.ingest.probe import Probe


class LeftAlone(Exception):
    """The file is whole and not to be imported; the text says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An open file with what the probe saw of it.

    `most_text` bounds one text in bytes; `now` (aware) tells what was from what is planned.
    """

    file: IO[bytes]
    probe: Probe
    most_text: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `recognises` decides by structure alone; `read` streams the documents and may raise anything:
    what a file does to its reader becomes that file's line in the receipt. `of_notes` tells formats
    whose file is one note, dated from outside, from those whose words carry their own times.
    """

    name: str
    recognises: Callable[[Probe], bool]
    read: Callable[[Reading], Iterator[Document]]
    of_notes: bool = False
