"""Two lives that are lived once for all tests that only look."""

import pytest

from selfmirror.paths import Home
from selfmirror.store.database import Store
from tests.drift.lives import EN, RU, TURNED, life
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember


@pytest.fixture(scope="session")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(Home(tmp_path_factory.mktemp("russian")), FixedClock())
    remember(store, *life(RU, TURNED, seed=1))
    return store


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(Home(tmp_path_factory.mktemp("english")), FixedClock())
    remember(store, *life(EN, TURNED, seed=1))
    return store
