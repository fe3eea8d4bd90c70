"""`selfmirror watch` in a process of its own, on a real folder and a real store."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selfmirror.cli.app import main
from selfmirror.paths import Home
from selfmirror.watch.presence import current_watcher

WITHOUT_VECTORS = {"SELFMIRROR_EMBEDDING__ENGINE": "none"}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2024-03-01.md").write_text("Хочу дописать книгу о море.\n", "utf-8")
    return tmp_path / "notes"


@pytest.fixture
def running(home: Home, notes: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "selfmirror", "--home", str(home.root), "watch", str(notes)]
    environment = os.environ | WITHOUT_VECTORS
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> float:
    """Seconds until the condition holds; fails when it never does."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            pytest.fail("it never came about")
        time.sleep(0.05)
    return time.monotonic() - started


@pytest.mark.slow
def test_a_saved_file_is_found_within_five_seconds_and_term_ends_it(
    running: "subprocess.Popen[str]",
    home: Home,
    notes: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(*next(iter(WITHOUT_VECTORS.items())))

    def finds(word: str) -> bool:
        main(["--home", str(home.root), "search", word, "--mode", "lexical"])
        return word in capsys.readouterr().out

    wait_for(lambda: home.database.exists() and finds("книгу"))
    draft = notes / ".2024-03-02.md.swp"
    draft.write_text("Сегодня видел маяк.\n", "utf-8")
    draft.rename(notes / "2024-03-02.md")
    assert wait_for(lambda: finds("маяк")) < 5
    assert main(["--home", str(home.root), "watch", str(notes)]) == 4
    assert f"pid {running.pid}" in capsys.readouterr().err
    assert main(["--home", str(home.root), "watch", "status"]) == 0
    assert f"running: pid {running.pid}" in capsys.readouterr().out
    running.send_signal(signal.SIGTERM)
    assert running.wait(10) == 0
    assert current_watcher(home) is None


def test_folders_are_remembered_and_forgotten(
    home: Home, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--home", str(home.root)]
    assert main([*at, "watch", "add", str(notes)]) == 0
    assert main([*at, "watch", "add", str(notes)]) == 0
    capsys.readouterr()
    assert main([*at, "watch", "status", "--json"]) == 0
    assert f'"remembered": ["{notes}"]' in capsys.readouterr().out
    assert main([*at, "watch", "remove", str(notes)]) == 0
    assert main([*at, "watch", "remove", str(notes)]) == 2
    assert "not a remembered folder" in capsys.readouterr().err
    assert main([*at, "watch", "status"]) == 0
    assert "not running" in capsys.readouterr().out


@pytest.mark.parametrize("folder", [[], ["/no/such/folder"]])
def test_nothing_to_watch_is_wrong_usage(
    home: Home, folder: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home.root), "watch", *folder]) == 2
    assert "folder" in capsys.readouterr().err


@pytest.mark.slow
def test_once_reads_the_folder_and_ends(
    home: Home, notes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(*next(iter(WITHOUT_VECTORS.items())))
    assert main(["--home", str(home.root), "watch", "--once", str(notes)]) == 0
    assert "1 indexed" in capsys.readouterr().err
    assert main(["--home", str(home.root), "watch", "--once", str(notes)]) == 0
    assert "1 unchanged" in capsys.readouterr().err
