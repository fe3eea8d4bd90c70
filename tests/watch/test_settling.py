"""Half-written files wait until they rest."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.watch.passing import is_passing
from selfmirror.watch.settling import QUIET, Stamp, Watched, noticed, settle

NOTE = Path("/notes/a.md")
ONE, TWO = Stamp(1, 1), Stamp(2, 2)


def test_a_file_is_ready_when_it_has_not_changed_for_a_while() -> None:
    first = settle(noticed({}, [NOTE], 0.0), lambda _: ONE, 0.0)
    assert first.ready == ()
    early = settle(first.waiting, lambda _: ONE, QUIET - 0.1)
    assert early.ready == ()
    late = settle(early.waiting, lambda _: ONE, QUIET)
    assert late.ready == (NOTE,)
    assert late.waiting == {}


def test_a_file_still_being_written_starts_its_wait_again() -> None:
    state = settle(noticed({}, [NOTE], 0.0), lambda _: ONE, 0.0)
    state = settle(state.waiting, lambda _: TWO, QUIET)
    assert state.ready == ()
    assert state.waiting[NOTE].since == QUIET
    assert settle(state.waiting, lambda _: TWO, 2 * QUIET).ready == (NOTE,)


def test_a_change_of_the_same_size_counts() -> None:
    state = settle(noticed({}, [NOTE], 0.0), lambda _: Stamp(5, 1), 0.0)
    assert settle(state.waiting, lambda _: Stamp(5, 2), QUIET).ready == ()


def test_a_file_that_is_gone_is_dropped() -> None:
    state = settle({NOTE: Watched(ONE, 0.0)}, lambda _: None, 5.0)
    assert state.ready == ()
    assert state.waiting == {}


def test_more_events_do_not_prolong_the_wait_of_an_unchanged_file() -> None:
    state = settle(noticed({}, [NOTE], 0.0), lambda _: ONE, 0.0)
    again = noticed(state.waiting, [NOTE], 0.9)
    assert settle(again, lambda _: ONE, QUIET).ready == (NOTE,)


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(0, 3)), max_size=30))
def test_no_file_is_read_within_its_quiet_time(story: list[tuple[float, int]]) -> None:
    at, changed_at, stamp = 0.0, 0.0, -1
    waiting = noticed({}, [NOTE], at)
    for pause, size in story:
        at += pause
        if size != stamp:
            stamp, changed_at = size, at
        seen = settle(waiting, lambda _, size=size: Stamp(size, size), at)  # type: ignore[misc]
        waiting = seen.waiting
        if seen.ready:
            assert at - changed_at >= QUIET
            waiting = noticed({}, [NOTE], at)


@pytest.mark.parametrize(
    "name",
    [
        ".note.md.swp",
        "note.md~",
        "#note.md#",
        ".#note.md",
        "4913",
        "~$diary.docx",
        ".goutputstream-X1Y2Z3",
        "export.zip.crdownload",
        "export.zip.part",
        ".obsidian/workspace.json",
        ".git/index",
        ".~lock.diary.odt#",
        "note.md.tmp",
    ],
)
def test_what_editors_and_downloads_leave_for_a_moment_is_passing(name: str) -> None:
    assert is_passing(Path("/notes") / name, Path("/notes"))


@pytest.mark.parametrize(
    "name", ["note.md", "2024/5 мая.md", "~note.md", "a.swift.txt", "49131.md"]
)
def test_notes_are_lasting(name: str) -> None:
    assert not is_passing(Path("/notes") / name, Path("/notes"))


def test_a_hidden_folder_that_is_watched_by_name_is_read() -> None:
    assert not is_passing(Path("/home/me/.journal/a.md"), Path("/home/me/.journal"))
    assert is_passing(Path("/home/me/.journal/.a.md"), Path("/home/me/.journal"))
