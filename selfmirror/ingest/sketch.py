"""The outline of a JSON file: which keys stand where, seen in its first part only."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import IO, Protocol

from selfmirror.ingest.numbers import HeldNumbers, is_of_numbers
from selfmirror.ingest.surrogates import WholeCharacters

_PART = 4 << 20
_EVENTS = 60_000
# A chat saved as messages within messages nests two levels a turn.
_DEEPEST = 4000


@dataclass(frozen=True, slots=True)
class Sketch:
    """The paths of keys in the first part: `[].mapping.*.message.author`, `conversations[].id`.

    Keys right below a `mapping` are ids and are written `*`. `broken` says why the part is not
    whole JSON, `deep` that it nests deeper than any export.
    """

    paths: frozenset[str] = frozenset()
    broken: str = ""
    deep: bool = False

    def has(self, *paths: str) -> bool:
        """Whether all of these paths are there."""
        return self.paths.issuperset(paths)

    def prefix_of(self, key: str) -> str | None:
        """Where the objects with this key stand: ``, `[].` or like `conversations[].`."""
        for prefix in ("", "[].", "conversations[].", "chat_conversations[].", "chat_snapshots[]."):
            if prefix + key in self.paths:
                return prefix
        return None


class Reader(Protocol):
    """All that a JSON parser needs of a file."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Recoded:
    """A UTF-16 file that reads as UTF-8; it offers `read` alone, so that nobody reads past it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = codecs.EncodedFile(file, "utf-8", "utf-16")

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(size)


def utf8(file: IO[bytes]) -> Reader:
    """The file without a byte order mark, turned into UTF-8 if it is UTF-16."""
    start = file.read(3)
    file.seek(0)
    if start == codecs.BOM_UTF8:
        file.seek(3)
    elif start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return _Recoded(file)
    return file


class _FirstPart:
    """A file that ends after its first part."""

    def __init__(self, file: Reader) -> None:
        self._file = file
        self._left = _PART

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        chunk = self._file.read(wanted)
        self._left -= len(chunk)
        return chunk

    @property
    def cut(self) -> bool:
        return self._left <= 0


def draw_sketch(file: IO[bytes]) -> Sketch:
    """Read the first part of a JSON file."""
    part = _FirstPart(utf8(file))
    drawn = _draw(WholeCharacters(part), part)
    if is_of_numbers(drawn.broken):
        file.seek(0)
        part = _FirstPart(utf8(file))
        drawn = _draw(HeldNumbers(WholeCharacters(part)), part)
    return drawn


def _draw(file: Reader, part: _FirstPart) -> Sketch:
    import ijson

    paths: set[str] = set()
    here: list[str] = []
    deep = False
    try:
        for number, (event, value) in enumerate(
            ijson.basic_parse(file, use_float=True, multiple_values=True)
        ):
            _follow(event, value, here, paths)
            if len(here) > _DEEPEST:
                deep = True
                break
            if number > _EVENTS:
                break
    except (ijson.JSONError, UnicodeError) as error:
        if not part.cut:
            return Sketch(frozenset(paths), json_fault(error))
    return Sketch(frozenset(paths), deep=deep)


def json_fault(error: BaseException) -> str:
    """What a JSON parser found wrong, in its first line."""
    first = error.args[0] if error.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
    return text.splitlines()[0][:100] if text else type(error).__name__


def _follow(event: str, value: object, here: list[str], paths: set[str]) -> None:
    match event:
        case "map_key":
            above = here[-2] if len(here) > 1 else ""
            here[-1] = "*" if above == "mapping" else str(value)
            if len(here) <= 8:
                paths.add(_path(here))
        case "start_map":
            here.append("")
        case "start_array":
            here.append("[]")
        case "end_map" | "end_array":
            here.pop()
        case _:
            pass


def _path(here: list[str]) -> str:
    return ".".join(here).replace(".[]", "[]")
