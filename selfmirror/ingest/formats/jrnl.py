"""jrnl: a text whose entries begin with their time, `[2013-06-09 15:39] Title`, as one file or one a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.entries import Entries, Entry
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.probe import Probe, read_within
from selfmirror.ingest.text_dates import find_date
from selfmirror.words.when import DateSource, When, on_day

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[AaPp]\.?[Mm]\.?)?"
_BRACKETED = re.compile(rf"\[(?P<day>[^\[\]\n]{{6,40}}?)[ T,]+{_CLOCK}\][ \t]+(?P<title>\S[^\n]*)")
# Before version 2 there were no brackets, and the date was all figures.
_BARE = re.compile(rf"(?P<day>[\d./-]{{8,10}}) {_CLOCK} (?P<title>\S[^\n]*)")
_WORD = re.compile(r"[^\W_]+")
_NAMED = re.compile(r"(?:<[^>\s]{1,30}>|[^:@\n]{1,40}:)\s+\S")
_STAR = re.compile(r"[ \t]+\*\s*\Z")
_FERNET = re.compile(r"gAAAA[\w-]{40,}={0,2}\s*")
_SEALED = "JRNLv3\0"


@dataclass(frozen=True, slots=True)
class _Start:
    """The first line of an entry: where it stands, its time, its title."""

    line: int
    said: When
    title: str
    warning: str
    apart: bool


def _recognises(seen: Probe) -> bool:
    if _is_sealed(seen):
        return True
    if seen.text is None:
        return False
    lines = seen.text.lstrip().split("\n")
    starts = _starts(lines)
    if not starts or starts[0].line:
        return False
    apart = sum(start.apart for start in starts)
    named = sum(bool(_NAMED.match(start.title)) for start in starts)
    is_chat = len(starts) > 2 and named * 2 > len(starts)
    return apart * 2 >= len(starts) and not is_chat


def _is_sealed(seen: Probe) -> bool:
    if seen.head.startswith(_SEALED.encode()):
        return True
    return bool(_FERNET.match(seen.head[:200].decode("latin-1"))) and b" " not in seen.head.strip()


def _read(reading: Reading) -> Iterator[Document]:
    if _is_sealed(reading.probe):
        raise LeftAlone("an encrypted journal: decrypt it first (jrnl --decrypt)")
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though it begins as text")
    lines = decoded.text.lstrip().split("\n")
    bracketed = lines[0].startswith("[")
    starts = [start for start in _starts(lines) if start.apart or bracketed]
    entries = Entries()
    ends = [start.line for start in starts[1:]] + [len(lines)]
    for start, end in zip(starts, ends, strict=True):
        text = "\n".join([start.title, *lines[start.line + 1 : end]]).strip()
        warnings = tuple(text for text in (start.warning, decoded.warning) if text)
        yield entries.document(Entry(text, start.said, warnings=warnings))


def _starts(lines: Sequence[str]) -> list[_Start]:
    """Where entries begin, written the way of the first: with brackets or without.

    Without brackets only those after an empty line are entries; the rest are lines with a time in them.
    """
    pattern = _BRACKETED if lines[0].startswith("[") else _BARE
    found = []
    for number, line in enumerate(lines):
        match = pattern.match(line)
        apart = not number or not lines[number - 1].strip()
        start = _start(number, match, apart=apart) if match else None
        if start:
            found.append(start)
    return found


def _start(number: int, match: re.Match[str], *, apart: bool) -> _Start | None:
    """The entry that begins here, if the stamp is a date and at most the name of a weekday.

    The clock has no zone, so the entry is known to its day.
    """
    search = find_date(match["day"])
    if search.found is None:
        return None
    first, last = search.span
    others = _WORD.findall(match["day"][:first] + " " + match["day"][last:])
    if len(others) > 1 or any(word.isdecimal() for word in others):
        return None
    said = on_day(search.found.day, DateSource.MESSAGE, search.found.precision)
    title = _STAR.sub("", match["title"]).strip()
    return _Start(number, said, title, search.warning, apart)


JRNL = Format("jrnl", _recognises, _read)
