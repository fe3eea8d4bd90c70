"""Files nobody would write: samples mutated, and structures out of the words that the formats' readers know."""

from __future__ import annotations

import inspect
import json
import random
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from types import ModuleType
from typing import Any

from fuzz_samples import rezipped, zipped

from selfmirror.ingest.formats.registry import FORMATS

_PATH = re.compile(r"(?:\[\]|\w|\*)+(?:\.(?:\[\]|[\w$*])+(?:\[\])?)*\Z")
_QUOTED = re.compile(r'"((?:\[\]\.?)?[\w$.*\[\]-]{1,60})"')
_PREFIXES = ("", "[].", "conversations[].", "messages[].", "data.")
_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    1e308,
    10**18,
    "",
    " ",
    "user",
    "assistant",
    "2024-13-45",
    "2024-01-05T10:00:00Z",
    "\ud800",
    "a\x00b",
    "\u202e",
    "[]",
    "{}",
    [],
    {},
    [[]],
    [None],
    {"": None},
    "я" * 2000,
    "1704448800",
    1704448800,
    "<p>x</p>",
    "../..",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    -(10**18),
)
_BYTES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n\n", b'"', b"\\", b"{", b"]", b"<", b"&x;", b"\xf0\x9f", b"]]>",
    b"<!ENTITY a 'b'>", b"---\n", b"BEGIN:VEVENT\n", b"- " * 300, b"> " * 2000, b"[" * 5000, b'{"a":' * 2000, b"\xe2\x80\xa8",
)  # fmt: skip
_SUFFIXES = (
    ".json",
    ".jsonl",
    ".md",
    ".txt",
    ".html",
    ".ics",
    ".enex",
    ".csv",
    ".doentry",
    ".eml",
    ".xml",
    "",
)

Sample = tuple[str, bytes]


def words_of(module: ModuleType, seen: set[str] | None = None) -> tuple[list[str], list[str]]:
    """The words and the paths in the code of a format and of what it is made of."""
    met = seen if seen is not None else set()
    met.add(module.__name__)
    found = set(_QUOTED.findall(inspect.getsource(module)))
    for part in list(vars(module).values()):
        name = getattr(part, "__module__", None) or ""
        if name.startswith("selfmirror.ingest.formats.") and name not in met:
            words, paths = words_of(sys.modules[name], met)
            found.update(words, paths)
    paths = sorted(one for one in found if "." in one and _PATH.match(one))
    return sorted(one for one in found if "." not in one and "[" not in one), paths


def vocabularies() -> dict[str, tuple[list[str], list[str]]]:
    """The words and the paths of every registered format, by its name."""
    return {one.name: words_of(sys.modules[one.read.__module__]) for one in FORMATS}


class Cases:
    """Case after case; each depends on the seed and its number alone."""

    def __init__(self, samples: Sequence[Sample], seed: int) -> None:
        self._kinds: dict[str, list[Sample]] = {}
        for name, content in samples:
            self._kinds.setdefault(_kind(name, content), []).append((name, content))
        self._seed = seed
        self._known = vocabularies()

    def case(self, number: int) -> Sample:
        """The name and the content of a case."""
        chance = random.Random(f"{self._seed}-{number}")
        ways: tuple[tuple[int, Callable[[random.Random], Sample]], ...] = (
            (4, self._mutated),
            (3, self._retyped),
            (3, self._built),
            (1, self._wrapped),
        )
        (make,) = chance.choices([way for _, way in ways], [weight for weight, _ in ways])
        return make(chance)

    def _sample(self, chance: random.Random) -> Sample:
        return chance.choice(self._kinds[chance.choice(list(self._kinds))])

    def _mutated(self, chance: random.Random) -> Sample:
        name, content = self._sample(chance)
        if content[:2] == b"PK" and chance.random() < 0.8:
            with suppress(zipfile.BadZipFile, zlib.error, RuntimeError):
                return name, rezipped(
                    chance, content, lambda part: bytes(self._changed(chance, part))
                )
        data = self._changed(chance, content)
        if chance.random() < 0.1:
            text = bytes(data).decode("utf-8", "replace")
            coding = chance.choice(
                ("utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "utf-32", "utf-8-sig")
            )
            data = bytearray(text.encode(coding, "replace"))
        return _named(chance, name), bytes(data)

    def _changed(self, chance: random.Random, content: bytes) -> bytearray:
        data = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 5, 30))):
            self._mutate(chance, data)
        return data

    def _mutate(self, chance: random.Random, data: bytearray) -> None:
        here, there = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        match chance.randrange(6):
            case 0 if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case 1:
                del data[here:]
            case 2:
                del data[here : min(there, here + 200)]
            case 3:
                data[here:here] = data[here:there][:2000]
            case 4:
                _, other = self._sample(chance)
                start = chance.randint(0, len(other))
                data[here:there] = other[start : start + 2000]
            case _:
                data[here:here] = chance.choice(_BYTES)

    def _retyped(self, chance: random.Random) -> Sample:
        """A JSON sample, or one of JSON lines, with values of other types, keys lost, doubled and renamed."""
        name, content = self._sample(chance)
        try:
            lines = [json.loads(content)]
        except ValueError:
            try:
                lines = [json.loads(line) for line in content.splitlines() if line.strip()]
            except ValueError:
                return self._mutated(chance)
        for _ in range(chance.choice((1, 1, 2, 4, 20))):
            place = chance.randrange(len(lines) or 1)
            lines[place : place + 1] = [_retype(chance, one) for one in lines[place : place + 1]]
        return _named(chance, name), b"\n".join(_dumped(one) for one in lines)

    def _built(self, chance: random.Random) -> Sample:
        """A structure that holds the paths by which a format knows its files, and chance beyond them."""
        words, paths = self._known[chance.choice(list(self._known))]
        prefix = chance.choice(_PREFIXES)
        document: Any = [] if prefix.startswith("[]") else {}
        for path in chance.sample(paths, min(len(paths), chance.randint(1, 9))):
            full = path if path.startswith("[]") or chance.random() < 0.3 else prefix + path
            _grow(chance, document, full.replace("[]", ".[]").strip(".").split("."), words)
        for key in chance.sample(words, min(len(words), chance.choice((0, 6, 20, 60)))):
            _grow(
                chance, document, [*prefix.replace("[]", ".[]").strip(".").split("."), key], words
            )
        return f"built{chance.choice(_SUFFIXES)}", _dumped(document)

    def _wrapped(self, chance: random.Random) -> Sample:
        files = dict(self._sample(chance) for _ in range(chance.randint(1, 3)))
        content = zipped(files)
        if chance.random() < 0.3:
            content = zipped({"inner.zip": content})
        data = bytearray(content)
        for _ in range(chance.choice((0, 1, 3))):
            self._mutate(chance, data)
        return "wrapped.zip", bytes(data)


def _kind(name: str, content: bytes) -> str:
    """What is taken for one kind of file, so that many alike do not crowd out the rest."""
    ending = name.rpartition(".")[2].lower()
    keys = re.findall(rb'"(\w+)":', content[:2000])[:5] if ending in {"json", "jsonl"} else []
    return f"{ending} {keys}"


def _odd(chance: random.Random) -> Any:
    return deepcopy(chance.choice(_ODD))


def _named(chance: random.Random, name: str) -> str:
    return name if chance.random() < 0.8 else f"x{chance.choice(_SUFFIXES)}"


def _dumped(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=True).encode()


def _value(chance: random.Random, words: Sequence[str], depth: int = 0) -> Any:
    pick = chance.random()
    if depth < 4 and pick < 0.2:
        keys = chance.sample(words, min(len(words), (24, 8, 4, 2)[depth]))
        return {key: _value(chance, words, depth + 1) for key in keys}
    if depth < 4 and pick < 0.35:
        return [_value(chance, words, depth + 1) for _ in range(chance.randint(0, 3))]
    if pick < 0.55 and words:
        return chance.choice(words)
    return _odd(chance)


def _grow(chance: random.Random, root: Any, keys: list[str], words: Sequence[str]) -> None:
    """Make sure that a path is there, below lists too; a list gets up to three entries."""
    here = root
    for place, key in enumerate(keys):
        last = place == len(keys) - 1
        below: Any = [] if not last and keys[place + 1] == "[]" else {}
        if key == "[]" and isinstance(here, list):
            while len(here) < chance.randint(1, 3):
                here.append(_value(chance, words) if last else json.loads(json.dumps(below)))
            here = chance.choice(here)
        elif isinstance(here, dict):
            name = chance.choice(("a", "b", "root")) if key == "*" else key
            if last and (name not in here or not isinstance(here[name], dict | list)):
                here[name] = _value(chance, words)
            here = here.setdefault(name, below)
        else:
            return


def _retype(chance: random.Random, document: Any) -> Any:
    """The document with one value somewhere in it made another."""
    if not isinstance(document, dict | list):
        return _odd(chance)
    places: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting and len(places) < 20_000:
        here = waiting.pop()
        entries = here.items() if isinstance(here, dict) else enumerate(here)
        for key, value in entries:
            places.append((here, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    if not places:
        return _odd(chance)
    here, key = chance.choice(places)
    match chance.randrange(5):
        case 0:
            del here[key]
        case 1:
            other, name = chance.choice(places)
            here[key] = json.loads(json.dumps(other[name])) if _has(other, name) else None
        case 2 if isinstance(here, dict):
            here[f"{key}_"] = here.pop(key)
        case 3:
            here[key] = [here[key]] if chance.random() < 0.5 else {"text": here[key]}
        case _:
            here[key] = _odd(chance)
    return document


def _has(here: Any, key: Any) -> bool:
    return key in here if isinstance(here, dict) else key < len(here)
