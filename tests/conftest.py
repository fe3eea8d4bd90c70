"""What every test gets: a home of its own, a fixed clock, a plain environment, no way out to the network."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest

from selfmirror.paths import Home
from selfmirror.store import database
from selfmirror.store.database import Store, new_engine
from tests.fakes.clocks import FixedClock

_IDLE: list[duckdb.DuckDBPyConnection] = []
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "SELFMIRROR_")) or name in {"NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def _empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the newest schema, made once: the migrations cost 50 ms a test otherwise."""
    home = Home(tmp_path_factory.mktemp("template"))
    with Store(home, FixedClock()).open():
        pass
    return home.database


@pytest.fixture(autouse=True)
def _stores_begin_as_copies(_empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Overridden in `tests/store`, which tries how a store is made."""

    def copy(self: Store) -> None:
        shutil.copyfile(_empty_store, self.home.database)

    monkeypatch.setattr(Store, "_make", copy)


@pytest.fixture(autouse=True)
def _engines_are_lent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An engine that let go of its file serves the next test: starting one costs more than many a test."""
    lent = []

    def lend(spill: Path) -> duckdb.DuckDBPyConnection:
        lent.append(_IDLE.pop() if _IDLE else new_engine(spill))
        return lent[-1]

    monkeypatch.setattr(database, "new_engine", lend)
    yield
    for engine in lent:
        with suppress(duckdb.Error):  # One that a test has closed stays closed.
            attached = engine.execute(
                "SELECT 1 FROM duckdb_databases() WHERE NOT internal"
            ).fetchall()
            if len(attached) == 1:
                _IDLE.append(engine)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(home: Home, clock: FixedClock) -> Store:
    return Store(home, clock)


@pytest.fixture
def progress() -> list[str]:
    """What was told on the way."""
    return []
