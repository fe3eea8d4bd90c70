"""Killed at any moment, nothing acknowledged is lost and the next command leaves the doctor content."""

import json
from pathlib import Path

import pytest

from tests.fakes.processes import run, start, wait_until


def diary(folder: Path, days: int) -> Path:
    """A folder of dated notes."""
    folder.mkdir()
    for day in range(days):
        name = f"2024-{1 + day // 28:02d}-{1 + day % 28:02d}.md"
        (folder / name).write_text(
            f"I want to see museum number {day}.\n\nЯ решил дописать главу {day}.\n", "utf-8"
        )
    return folder


def counts(home: Path) -> dict[str, int]:
    report = run(home, "doctor", "--json")
    assert report.returncode == 0, report.stdout + report.stderr
    found: dict[str, int] = json.loads(report.stdout)["counts"]
    return found


@pytest.mark.slow
def test_session_killed_after_a_turn_keeps_the_turn(tmp_path: Path) -> None:
    home = tmp_path / "home"
    session = start(home, "session", "want-now", "--lang", "ru", "--json", "--offline")
    assert session.stdin
    assert session.stdout
    session.stdin.write("Хочу наконец дописать книгу о реке\n")
    session.stdin.flush()
    replies = 0
    while replies < 2:
        replies += json.loads(session.stdout.readline())["event"] == "reply"
    session.kill()
    session.communicate()
    assert run(home, "consolidate").returncode == 0
    assert counts(home)["utterances"] >= 1
    assert "книгу о реке" in run(home, "search", "книга", "--json").stdout
    resumed = run(home, "session", "--resume", "--json", "--offline", text="И ещё море\n/end\n")
    assert resumed.returncode == 0
    assert "и ещё море" in run(home, "search", "море", "--json").stdout.lower()


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_import_killed_anywhere_ends_like_one_that_was_not(tmp_path: Path, share: float) -> None:
    notes = diary(tmp_path / "notes", 120)
    whole = tmp_path / "whole"
    assert run(whole, "import", str(notes)).returncode == 0
    home = tmp_path / "home"
    killed = start(home, "import", str(notes))
    wait_until(lambda: stored(home) >= 120 * share or killed.poll() is not None)
    killed.kill()
    killed.communicate()
    assert run(home, "import", str(notes)).returncode == 0
    assert counts(home) == counts(whole)


def stored(home: Path) -> int:
    """How many files the runs so far have recorded, read between the import's own leases."""
    if not (home / "mirror.duckdb").exists():
        return 0
    runs = run(home, "import", "list", "--json")
    if runs.returncode:
        return 0
    return sum(r.get("files", 0) for r in json.loads(runs.stdout)["runs"])


@pytest.mark.slow
def test_repair_killed_midway_is_mended_by_the_next_command(tmp_path: Path) -> None:
    notes = diary(tmp_path / "notes", 40)
    home = tmp_path / "home"
    assert run(home, "import", str(notes)).returncode == 0
    before = counts(home)
    words = home / "index" / "words"
    repair = start(home, "doctor", "--repair")
    wait_until(lambda: not words.exists() or repair.poll() is not None or not any(words.iterdir()))
    repair.kill()
    repair.communicate()
    assert "museum number 7" in run(home, "search", "museum number 7", "--json").stdout
    assert counts(home) == before
