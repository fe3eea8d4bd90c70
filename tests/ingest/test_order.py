"""Law 3: the same files in any order, split over any runs, give the same words."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock
from tests.ingest.conftest import quiet
from tests.ingest.exports import chatgpt, node, put, put_json

_WORDS = st.sampled_from(["хочу в горы", "I want to rest", "устал", "Ran 5 km.", "a"])
_NAMES = st.sampled_from(
    [
        "2024-01-05.md",
        "2024-01-06.txt",
        "x/2024-01-05.md",
        "note.md",
        "copy.md",
        "2023/n.md",
        "2024-01.md",
    ]
)
_NOTES = st.lists(_WORDS, min_size=1, max_size=3).map("\n\n".join)


@st.composite
def _talks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """An export that holds some first messages of one of two conversations."""
    length = draw(st.integers(1, 3))
    key = draw(st.sampled_from(["c1", "c2"]))
    nodes = [
        node(f"{key}-{n}", f"{key}-{n - 1}" if n else None, f"message {n}") for n in range(length)
    ]
    return [chatgpt(*nodes, key=key)]


_FILES = st.tuples(
    st.dictionaries(_NAMES, _NOTES, min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(["a.json", "b.json"]), _talks(), max_size=2),
)


def _import(home: Path, runs: list[list[Path]]) -> list[tuple[Any, ...]]:
    store = Store(Home(home), FixedClock())
    importer = Importer(store, FixedClock(), ImportSettings())
    for paths in runs:
        importer.run(paths, ImportOptions(), quiet)
    with store.open() as db:
        return db.execute(
            "SELECT id, source, position, parent, speaker, text, said_at, said_on, precision, date_source "
            "FROM utterance ORDER BY id"
        ).fetchall()


_CASES = given(files=_FILES, order=st.randoms(use_true_random=False), split=st.integers(1, 3))
_PATIENT = [HealthCheck.too_slow]


@settings(max_examples=4, deadline=None, suppress_health_check=_PATIENT)
@example(
    files=(
        {
            "2024-01-05.md": "хочу в горы",
            "2024-01-06.txt": "устал",
            "note.md": "хочу в горы\n\nустал",
            "copy.md": "устал",
        },
        {},
    ),
    order=Random(4),  # noqa: S311 - an order that once gave another store
    split=1,
)
@_CASES
def test_order_and_split_of_imports_do_not_matter(
    files: tuple[dict[str, str], dict[str, Any]], order: Any, split: int
) -> None:
    _check(files, order, split)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=_PATIENT)
@_CASES
def test_order_and_split_of_imports_never_matter(
    files: tuple[dict[str, str], dict[str, Any]], order: Any, split: int
) -> None:
    _check(files, order, split)


def _check(files: tuple[dict[str, str], dict[str, Any]], order: Any, split: int) -> None:
    notes, talks = files
    with tempfile.TemporaryDirectory() as scratch:
        folder = put(Path(scratch) / "d", notes)
        for name, document in talks.items():
            put_json(folder / name, document)
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        order.shuffle(paths)
        step = -(-len(paths) // split)
        runs = [paths[start : start + step] for start in range(0, len(paths), step)]

        at_once = _import(Path(scratch) / "h1", [[folder]])
        in_parts = _import(Path(scratch) / "h2", runs)
        again = _import(Path(scratch) / "h2", [[folder]])

        assert in_parts == at_once
        assert again == at_once


class _Killed(BaseException):
    """Nothing that the program catches."""


class _Mortal(Store):
    """A store whose process dies in its n-th transaction, before or after what it would write."""

    def __init__(self, home: Path, dies_at: int, *, after: bool) -> None:
        super().__init__(Home(home), FixedClock())
        self._left = dies_at
        self._after = after

    @contextmanager
    def open(self) -> Iterator[Any]:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise _Killed
        with super().open() as db:
            yield db
        if self._left == 0:
            raise _Killed


_DEATHS = given(
    files=_FILES, moments=st.lists(st.integers(2, 12), min_size=1, max_size=3), after=st.booleans()
)


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=_PATIENT)
@_DEATHS
def test_a_killed_import_that_is_run_again_ends_like_one_left_alone(
    files: tuple[dict[str, str], dict[str, Any]], moments: list[int], after: bool
) -> None:
    _check_deaths(files, moments, after=after)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=_PATIENT)
@_DEATHS
def test_an_import_may_be_killed_anywhere(
    files: tuple[dict[str, str], dict[str, Any]], moments: list[int], after: bool
) -> None:
    _check_deaths(files, moments, after=after)


def _check_deaths(
    files: tuple[dict[str, str], dict[str, Any]], moments: list[int], *, after: bool
) -> None:
    notes, talks = files
    with (
        tempfile.TemporaryDirectory() as scratch,
        patch("selfmirror.ingest.ledger._WORDS_A_BATCH", 2),
        patch("selfmirror.ingest.ledger._FILES_A_BATCH", 2),
    ):
        folder = put(Path(scratch) / "d", notes)
        for name, document in talks.items():
            put_json(folder / name, document)
        for dies_at in moments:
            mortal = _Mortal(Path(scratch) / "h2", dies_at, after=after)
            with suppress(_Killed):
                Importer(mortal, FixedClock(), ImportSettings()).run(
                    [folder], ImportOptions(), quiet
                )

        assert _import(Path(scratch) / "h2", [[folder]]) == _import(
            Path(scratch) / "h1", [[folder]]
        )


@pytest.mark.slow
def test_what_a_copy_without_a_time_follows_does_not_depend_on_who_came_first(
    tmp_path: Path,
) -> None:
    names = ["2024-01-05.md", "2024-02-01.md", "note.md"]
    folder = put(tmp_path / "d", dict.fromkeys(names, "about the lighthouse"))
    held = set()
    for number, order in enumerate(permutations(names)):
        home = tmp_path / f"h{number}"
        _import(home, [[folder / name] for name in order])
        with Store(Home(home), FixedClock()).open() as db:
            held.add(
                tuple(db.execute("SELECT path, utterance FROM holding ORDER BY ALL").fetchall())
            )

    assert len(held) == 1


def test_how_a_time_is_known_does_not_depend_on_who_came_first(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "d",
        {
            "a.md": "---\ndate: 2024-03-01\n---\nabout the lighthouse",
            "2024-03-01.md": "about the lighthouse",
        },
    )
    surer, other = [folder / "a.md"], [folder / "2024-03-01.md"]
    kept = [
        _import(tmp_path / f"h{number}", runs)
        for number, runs in enumerate([[surer, other], [other, surer], [[folder]]])
    ]
    assert kept[0] == kept[1] == kept[2]
    assert [row[-1] for row in kept[0]] == ["front_matter"]
