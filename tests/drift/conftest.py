"""Two lives that are lived once for all tests that only look."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from selfmirror.paths import Home
from selfmirror.store.database import Store
from tests.drift.lives import EN, RU, TURNED, life
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember


@pytest.fixture(scope="session")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return lived(tmp_path_factory.mktemp("russian"), RU)


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return lived(tmp_path_factory.mktemp("english"), EN)


def lived(folder: Path, sentences: Mapping[str, Sequence[str]]) -> Store:
    """A home with a life in it, whose themes are told by words alone."""
    store = Store(Home(folder), FixedClock())
    store.home.config.write_text("[embedding]\nengine = 'none'\n", "utf-8")
    remember(store, *life(sentences, TURNED, seed=1))
    return store
