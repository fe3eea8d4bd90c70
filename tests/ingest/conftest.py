"""An importer on a home of its own, and a way to see what it stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.ingest.receipt import FileAccount, Receipt
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock


def quiet(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Desk:
    """Imports into one home and reads it back."""

    store: Store
    importer: Importer

    def read(self, *paths: Path, **options: Any) -> Receipt:
        return self.importer.run(paths, ImportOptions(**options), quiet)

    def one(self, path: Path, **options: Any) -> FileAccount:
        (file,) = self.read(path, **options).files
        return file

    def stored(self) -> list[tuple[str, str, str | None, str]]:
        """Text, speaker, day and source of date of all utterances, in order of text."""
        with self.store.open() as db:
            rows = db.execute(
                "SELECT text, speaker, CAST(said_on AS TEXT), date_source FROM utterance ORDER BY text, id"
            ).fetchall()
        return [tuple(row) for row in rows]

    def texts(self) -> list[str]:
        return [row[0] for row in self.stored()]

    def ask(self, query: str) -> Sequence[tuple[Any, ...]]:
        with self.store.open() as db:
            return db.execute(query).fetchall()


@pytest.fixture
def open_desk(clock: FixedClock) -> Callable[[Path], Desk]:
    def open_at(root: Path) -> Desk:
        store = Store(Home(root), clock)
        return Desk(store, Importer(store, clock, ImportSettings()))

    return open_at


@pytest.fixture
def desk(home: Home, open_desk: Callable[[Path], Desk]) -> Desk:
    return open_desk(home.root)
