"""What is forgotten is gone from every file of the home."""

from pathlib import Path

import pytest

from selfmirror.cli.app import main
from selfmirror.guide.guide import Guide
from selfmirror.paths import Home
from tests.fakes.clocks import FixedClock
from tests.guide.sessions import insights, mirror_at, opened, talk

TOLD = "Хочу переехать в Кадис, и больше никто об этом не знает. Вчера смотрел карту."


def hold(guide: Guide, clock: FixedClock, answer: str, verdict: str) -> None:
    session, _ = opened(guide, "want-now", "ru")
    talk(guide, session, [answer, "Меня держит работа."], clock)
    for insight in insights(guide, session):
        guide.answer_insight(insight.id, verdict)
    list(guide.close(session))


@pytest.mark.slow
def test_a_forgotten_want_is_in_no_file_of_the_home(
    home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    mirror = mirror_at(home, clock)
    hold(mirror.guide, clock, TOLD, "y")
    clock.move(days=3)
    hold(mirror.guide, clock, "Опять думаю: переехать ли в Кадис?", "n")
    home.history.write_text(f"\n# 2026-11-21 10:00:00\n+{TOLD}\n", "utf-8")
    mirror.catch_up(lambda _: None)
    told = [file for file in home.root.rglob("*") if file.is_file() and "Кадис" in _read(file)]
    assert {"session_history", "mirror.duckdb"} < {file.name for file in told}
    (want,) = [b for b in mirror.memory.beliefs() if "Кадис" in b.statement]
    assert main(["memory", "forget", want.id, "--yes"]) == 0
    left = [_read(file) for file in home.root.rglob("*") if file.is_file()]
    assert not any("Хочу переехать" in text or "никто об этом" in text for text in left)
    assert any("Меня держит работа" in text for text in left)


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "ignore")
