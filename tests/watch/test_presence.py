"""One watcher a home, and what it tells of itself."""

import os
from pathlib import Path

import pytest

from selfmirror.errors import ExitCode, StoreBusy
from selfmirror.paths import Home
from selfmirror.watch.presence import current_watcher, sole_watcher
from tests.fakes.clocks import FixedClock


def test_a_home_without_a_watcher_has_none(home: Home) -> None:
    assert current_watcher(home) is None


def test_a_running_watcher_tells_its_pid_start_and_folders(home: Home, clock: FixedClock) -> None:
    with sole_watcher(home, [Path("/заметки")], clock):
        running = current_watcher(home)
    assert running is not None
    assert running.pid == os.getpid()
    assert running.since == clock.now()
    assert running.folders == (Path("/заметки"),)
    assert current_watcher(home) is None


def test_a_second_watcher_is_refused_with_the_pid_of_the_first(
    home: Home, clock: FixedClock
) -> None:
    with sole_watcher(home, [Path("/a")], clock):
        second = sole_watcher(home, [Path("/b")], clock)
        with (
            pytest.raises(StoreBusy, match=f"pid {os.getpid()} since 2026-05-10") as refused,
            second,
        ):
            pytest.fail("two watchers")
        assert refused.value.exit_code == ExitCode.BUSY
        still = current_watcher(home)
    assert still is not None
    assert still.folders == (Path("/a"),)


def test_what_a_killed_watcher_left_is_not_believed(home: Home, clock: FixedClock) -> None:
    with sole_watcher(home, [Path("/a")], clock):
        left = (home.root / "watch.json").read_text()
    (home.root / "watch.json").write_text(left)
    assert current_watcher(home) is None


@pytest.mark.slow
def test_a_note_that_cannot_be_read_still_refuses_a_second_watcher(
    home: Home, clock: FixedClock
) -> None:
    with sole_watcher(home, [Path("/a")], clock):
        (home.root / "watch.json").write_text("{")
        second = sole_watcher(home, [Path("/b")], clock)
        with pytest.raises(StoreBusy, match="watched already; stop"), second:
            pytest.fail("two watchers")
