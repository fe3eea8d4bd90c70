"""What a `dates.toml` beside the files says of their dates: `"letters/*.txt" = "2019-03"`."""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from selfmirror.errors import UsageError
from selfmirror.ingest.archive import BROKEN
from selfmirror.ingest.file_times import day_of_entry, day_of_file
from selfmirror.ingest.globs import Glob, is_glob
from selfmirror.ingest.walk import absolute
from selfmirror.words.dates import given_on
from selfmirror.words.when import DateSource, When, on_day

NAME = "dates.toml"
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What a `dates.toml`, by its path, says of a file; no time where it is too broken to say any."""

    table: str
    said: When | None


@dataclass(frozen=True, slots=True)
class Table:
    """A `dates.toml` as read: dates by name and by glob, the narrowest first, and its faults."""

    names: Mapping[str, When] = field(default_factory=dict)
    globs: tuple[tuple[Glob, When], ...] = ()
    faults: tuple[str, ...] = ()
    broken: bool = False

    def date_of(self, path: str) -> When | None:
        """The date of a file by its path below the table's folder."""
        named = self.names.get(path)
        return named or next((said for glob, said in self.globs if glob.matches(path)), None)


@dataclass(slots=True)
class GivenDates:
    """The tables in imported folders, each read once; `today` is when one without a time was written."""

    roots: frozenset[str]
    today: date
    _tables: dict[str, Table | None] = field(default_factory=dict)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _zips: dict[str, Mapping[str, tuple[bytes, date]]] = field(default_factory=dict)

    def told(self, path: str) -> Told | None:
        """What the nearest table that knows a file says, from its folder up to the imported root."""
        for folder in self._folders(path.rpartition("/")[0]):
            table = self.table(folder)
            said = table.date_of(path[len(folder) + 1 :]) if table else None
            if said or (table and table.broken):
                return Told(f"{folder}/{NAME}", said)
        return None

    def table(self, folder: str) -> Table | None:
        """The table in a folder, on disk or in a zip; None where there is none."""
        if folder not in self._tables:
            found = self._content(folder)
            self._tables[folder] = read_table(*found) if found else None
        return self._tables[folder]

    def _folders(self, folder: str) -> tuple[str, ...]:
        """A folder and those above it, up to the imported root, that hold a table; the nearest first."""
        if folder not in self._above:
            above = self._folders(folder.rpartition("/")[0]) if folder else ()
            here = self._imported(folder) and self.table(folder) is not None
            self._above[folder] = (folder, *above) if here else above
        return self._above[folder]

    def _imported(self, folder: str) -> bool:
        while folder:
            if folder in self.roots:
                return True
            folder = folder.rpartition("/")[0]
        return False

    def _content(self, folder: str) -> tuple[bytes, date] | None:
        """The bytes of a folder's table and the day from which its “3 weeks ago” counts."""
        place = Path(folder)
        with suppress(OSError, ValueError):
            if place.is_dir():
                table = place / NAME
                return self._read(table) if table.is_file() else None
        for parent in (place, *place.parents):
            with suppress(OSError, ValueError):
                if parent.is_file():
                    return self._zipped(parent).get(f"{folder}/{NAME}")
        return None

    def _read(self, path: Path) -> tuple[bytes, date]:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1), day_of_file(path.stat().st_mtime_ns) or self.today

    def _zipped(self, path: Path) -> Mapping[str, tuple[bytes, date]]:
        """The tables in a zip by their paths."""
        shown = str(path)
        if shown not in self._zips:
            found: dict[str, tuple[bytes, date]] = {}
            with suppress(*BROKEN), zipfile.ZipFile(path) as opened:
                for entry in opened.infolist():
                    if entry.filename.rpartition("/")[2] == NAME and entry.file_size <= _LARGEST:
                        day = day_of_entry(entry) or self.today
                        found[f"{shown}/{entry.filename}"] = opened.read(entry), day
            self._zips[shown] = found
        return self._zips[shown]


def folder_of(path: Path) -> Path:
    """The folder up to which tables count for what is imported from a path: itself, or a file's own."""
    whole = absolute(path)
    with suppress(OSError):
        return whole if whole.is_dir() else whole.parent
    return whole


def read_table(content: bytes, written: date) -> Table:
    """A table from its TOML, `written` on a day; what is wrong with it becomes its faults."""
    if len(content) > _LARGEST:
        return Table(faults=("it is larger than 1 MB",), broken=True)
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Table(faults=(f"it is no TOML: {error}"[:160],), broken=True)
    found, faults = dict[str, When](), list[str]()
    for name, value in _entries(given):
        try:
            found[name.removeprefix("./")] = _date(value, written)
        except UsageError as error:
            faults.append(f"{name}: {error}")
    globs = sorted((name for name in found if is_glob(name)), key=lambda one: (-len(one), one))
    return Table(found, tuple((Glob(one), found[one]) for one in globs), tuple(faults))


def _entries(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The names with their values: `a.md` without its quotes is read by TOML as a table `a`."""
    waiting = list(given.items())
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{name}.{rest}", inner) for rest, inner in value.items()]
        else:
            yield name, value


def _date(value: object, written: date) -> When:
    match value:
        case datetime():
            return on_day(value.date(), DateSource.GIVEN)
        case date():
            return on_day(value, DateSource.GIVEN)
        case str() | int() if not isinstance(value, bool):
            return given_on(str(value), written)
        case _:
            raise UsageError(f"«{value}» is not a date")
