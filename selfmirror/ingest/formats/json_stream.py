"""Objects of a JSON file one at a time, however large the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import IO, Any

from selfmirror.ingest.formats.json_slices import whole_objects
from selfmirror.ingest.numbers import HeldNumbers, is_of_numbers, loads
from selfmirror.ingest.probe import lines_within
from selfmirror.ingest.sketch import Reader, utf8
from selfmirror.ingest.surrogates import WholeCharacters, without_lone_halves


class _Bounded:
    """A file that refuses one string larger than a bound: the parser would hold it several times."""

    def __init__(self, file: Reader, most: int) -> None:
        self._file = file
        self._most = most
        self._since_quote = 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._file.read(size)
        last = chunk.rfind(b'"')
        self._since_quote = len(chunk) - last if last >= 0 else self._since_quote + len(chunk)
        if self._since_quote > self._most:
            raise ValueError(f"a text larger than {self._most >> 20} MB (imports.max_text_mb)")
        return chunk


def stream(file: IO[bytes], prefix: str, most_text: int) -> Iterator[Any]:
    """The objects that stand at a prefix of a sketch: ``, `[].` or like `conversations[].`.

    A file may hold one JSON after the other, as lines or run together.

    Raises:
        ValueError: one string in it is larger than `most_text` bytes.
        ijson.JSONError: the file breaks off or is not JSON further down.
    """
    import ijson

    done = 0
    if prefix == "[].":
        pieces = whole_objects(utf8(file), most_text)
        try:
            while True:
                yield next(pieces)
                done += 1
        except StopIteration as end:
            if end.value:
                return
        file.seek(0)
    place = prefix.replace("[].", ".item").lstrip(".")
    items = partial(ijson.items, prefix=place, use_float=True, multiple_values=True)
    yield from _parsed(file, most_text, items, done)


def events(file: IO[bytes], most_text: int) -> Iterator[tuple[str, str, Any]]:
    """What stands in the file, event by event: place, kind and value, as `ijson.parse` gives them.

    Raises:
        ValueError: one string in it is larger than `most_text` bytes.
        ijson.JSONError: the file breaks off or is not JSON further down.
    """
    import ijson

    yield from _parsed(file, most_text, partial(ijson.parse, use_float=True))


def _parsed(
    file: IO[bytes], most_text: int, parse: Callable[[Reader], Iterable[Any]], done: int = 0
) -> Iterator[Any]:
    """What a parser gives from the file but for the first so many, over numbers that it stumbles at too."""
    import ijson

    whole = WholeCharacters(_Bounded(utf8(file), most_text))
    try:
        for one in islice(parse(whole), done, None):
            yield one
            done += 1
    except ijson.JSONError as error:
        if not is_of_numbers(error):
            raise
    else:
        return
    file.seek(0)
    held = HeldNumbers(WholeCharacters(_Bounded(utf8(file), most_text)))
    yield from islice(parse(held), done, None)


def lines(file: IO[bytes], most_text: int) -> Iterator[Any]:
    """The values of a JSONL file, one a line; None for a line that cannot be read, such as a torn last one.

    Raises:
        ValueError: a line is larger than `most_text` bytes.
    """
    for line in lines_within(file, most_text):
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _value(line.removeprefix(b"\xef\xbb\xbf"))


def _value(line: bytes) -> Any:
    import orjson

    for read, text in (
        (orjson.loads, line),
        (orjson.loads, without_lone_halves(line)),
        (loads, without_lone_halves(line)),
    ):
        with suppress(ValueError):
            return read(text)
    return None
