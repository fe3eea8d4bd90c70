"""Several processes on one home: all finish, or wait and say for whom."""

from pathlib import Path

import pytest

from tests.fakes.processes import run, start
from tests.scenarios.test_kill import counts, diary


@pytest.mark.slow
def test_two_sessions_an_import_and_a_search_at_once_all_finish(tmp_path: Path) -> None:
    notes = diary(tmp_path / "notes", 60)
    home = tmp_path / "home"
    assert run(home, "note", "I want to see the museum").returncode == 0
    running = [
        start(home, "import", str(notes)),
        start(home, "session", "want-now", "--lang", "ru", "--offline"),
        start(home, "session", "which-project", "--lang", "en", "--offline"),
        start(home, "search", "museum"),
    ]
    spoken = ["", "Хочу к морю\nИ книгу\n/end\n", "The river book\nNot the app\n/end\n", ""]
    ended = [
        process.communicate(text, timeout=60) for process, text in zip(running, spoken, strict=True)
    ]
    for process, (_, narration) in zip(running, ended, strict=True):
        assert process.returncode == 0, narration
    assert "museum" in ended[3][0]
    assert counts(home)["utterances"] >= 1 + 120 + 4
