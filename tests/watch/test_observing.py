"""The system's word that something changed, and what is done where the system refuses it."""

import errno
import threading
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify import InotifyObserver

from selfmirror.watch import observing as module
from selfmirror.watch.observing import Changes, observing


def until(changes: Changes, wanted: Path) -> bool:
    """Whether the path comes among the next changes, within two seconds each."""
    return any(changes.get(timeout=2.0) == wanted for _ in range(20))


def test_a_save_a_new_folder_and_a_rename_are_reported(tmp_path: Path) -> None:
    changes = Changes()
    told: list[str] = []
    with observing([tmp_path], changes, told.append) as intact:
        (tmp_path / "a.md").write_text("a")
        assert until(changes, tmp_path / "a.md")
        (tmp_path / "2024").mkdir()
        assert until(changes, tmp_path / "2024")
        (tmp_path / "a.md").rename(tmp_path / "b.md")
        assert until(changes, tmp_path / "b.md")
        assert intact()
    assert told == []


class Refusing(InotifyObserver):
    """An observer on a system that grants no more watches."""

    error = OSError(errno.ENOSPC, "inotify watch limit reached")

    def start(self) -> None:
        raise self.error


class Forbidden(Refusing):
    error = OSError(errno.EACCES, "Permission denied")


def test_at_the_systems_limit_it_says_so_once_and_polls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL_EVERY", 0.05)
    changes = Changes()
    told: list[str] = []
    with observing([tmp_path], changes, told.append, native=Refusing):
        (tmp_path / "a.md").write_text("a")
        assert until(changes, tmp_path / "a.md")
    assert len(told) == 1
    assert "inotify watch limit reached" in told[0]


def test_another_refusal_is_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(OSError, match="Permission denied"),
        observing([tmp_path], Changes(), print, native=Forbidden),
    ):
        pytest.fail("watched")


def test_an_observer_that_dies_of_the_limit_is_no_longer_intact_and_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[BaseObserver] = []

    def remembered(*, timeout: float = 1.0) -> BaseObserver:
        seen.append(InotifyObserver(timeout=timeout))
        return seen[0]

    def die() -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    with observing([tmp_path], Changes(), print, native=remembered) as intact:
        thread = threading.Thread(target=die)
        thread.start()
        thread.join()
        assert intact()
        next(iter(seen[0].emitters)).stop()
        next(iter(seen[0].emitters)).join()
        assert not intact()
    assert capsys.readouterr().err == ""
