"""`selfmirror tui` needs a terminal, and ends with the code of the app."""

from pathlib import Path
from typing import Any

import pytest

from selfmirror.cli.app import main
from selfmirror.errors import ExitCode
from selfmirror.paths import Home
from selfmirror.tui import app as module
from selfmirror.tui.wording import WORDING, face_language


def test_a_pipe_is_told_what_to_use_instead(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home.root), "tui"]) == ExitCode.USAGE
    assert "selfmirror session" in capsys.readouterr().err


def test_a_terminal_gets_the_app(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def show(self: Any) -> None:
        seen.append(self.mirror.home.root)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(module.MirrorApp, "run", show)
    assert main(["--home", str(home.root), "tui", "--offline"]) == ExitCode.DONE
    assert seen == [home.root]


def test_both_languages_say_the_same_things() -> None:
    assert WORDING["ru"].keys() == WORDING["en"].keys()


@pytest.mark.parametrize(
    ("chosen", "environment", "language"),
    [
        ("ru", {"LANG": "en_US.UTF-8"}, "ru"),
        ("en", {"LANG": "ru_RU.UTF-8"}, "en"),
        ("auto", {"LANG": "ru_RU.UTF-8"}, "ru"),
        ("auto", {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ("auto", {}, "en"),
    ],
)
def test_labels_follow_the_choice_then_the_locale(
    chosen: str, environment: dict[str, str], language: str
) -> None:
    assert face_language(chosen, environment) == language
