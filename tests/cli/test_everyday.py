"""The small commands, run through the command line itself."""

import json
import os
import stat
from pathlib import Path

import pytest

from selfmirror.cli.app import main
from selfmirror.paths import Home


@pytest.fixture(autouse=True)
def _own_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))


def test_note_given_is_dated_and_found_on_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", "Я хочу уехать в Португалию", "--date", "2024-05-03"]) == 0
    assert main(["today", "--date", "2026-05-03", "--json"]) == 0
    saved, shown = capsys.readouterr().out.splitlines()
    assert saved == "saved · 2024-05-03"
    (past,) = json.loads(shown)["past"]
    assert (past["years_ago"], past["quote"], past["said_at"]) == (
        2,
        "Я хочу уехать в Португалию",
        "2024-05-03",
    )


def test_a_note_is_not_named_by_its_own_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    words = "Я хочу уехать в Португалию"
    main(["note", words, "--date", "2024-05-03"])
    for asked in (["today", "--date", "2026-05-03"], ["memory", "list"], ["search", "Португалию"]):
        capsys.readouterr()
        assert main(asked) == 0
        assert not any(line.count(words) > 1 for line in capsys.readouterr().out.splitlines())


def test_note_comes_from_the_editor(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Home
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'from the editor' > \"$1\"\n")
    editor.chmod(editor.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert main(["note"]) == 0
    (path,) = home.journal.rglob("*.md")
    assert "from the editor" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["note", "x", "--date", "2024-02-31"], 2, "29 days"),
        (["note", "   "], 2, "empty"),
        (["config", "set", "budget.cup", "3"], 2, "budget.cup"),
        (["config", "set", "language", "fr"], 2, "language"),
        (["config", "set", "language.x", "fr"], 2, "language"),
        (["config", "set", "api_key", "k"], 2, "OPENAI_API_KEY"),
        (["nonsense"], 2, "nonsense"),
        (["sesion"], 2, "session"),
        (["note", "--nonsense"], 2, "--nonsense"),
        (["timeline", "--since", "soon"], 2, "soon"),
    ],
)
def test_wrong_usage_is_one_line_and_code_two(
    arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    said = capsys.readouterr().err.strip()
    assert says in said
    assert "\n" not in said


def test_timeline_shows_the_days_and_counts_the_undated(capsys: pytest.CaptureFixture[str]) -> None:
    main(["note", "first", "--date", "2024-05-03"])
    main(["note", "second", "--date", "2024-06"])
    main(["note", "third", "--date", "2024-07-01"])
    capsys.readouterr()
    assert main(["timeline", "--since", "2024-05", "--until", "2024-12", "--json"]) == 0
    days = json.loads(capsys.readouterr().out)["days"]
    assert [(day["date"], day["sources"]) for day in days] == [
        ("2024-05-03", ["first"]),
        ("2024-07-01", ["third"]),
    ]


def test_empty_home_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline"]) == 0
    assert main(["today"]) == 0
    assert "import DIR" in capsys.readouterr().err


def test_configuration_is_set_shown_and_never_tells_the_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert main(["config", "set", "budget.cap", "5000"]) == 0
    assert main(["config", "path"]) == 0
    assert main(["config", "show"]) == 0
    assert main(["config", "show", "--json"]) == 0
    said = capsys.readouterr().out
    assert str(home.config) in said
    assert "sk-very-secret" not in said
    assert json.loads(said.splitlines()[-1])["budget"]["cap"] == 5000


def test_environment_wins_over_the_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["config", "set", "language", "en"])
    monkeypatch.setenv("SELFMIRROR_LANGUAGE", "ru")
    monkeypatch.setenv("SELFMIRROR_BUDGET__CAP", "7")
    capsys.readouterr()
    main(["config", "show", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert (shown["language"], shown["budget"]["cap"]) == ("ru", 7)


def test_broken_configuration_is_one_line(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    home.root.mkdir()
    home.config.write_text("language = \n")
    assert main(["note", "x"]) == 2
    assert "TOML" in capsys.readouterr().err


def test_home_may_stand_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    assert main(["note", "x", "--home", str(other)]) == 0
    assert main([f"--home={other}", "today"]) == 0
    assert list((other / "journal").rglob("*.md"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_home_without_rights_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o500)
    assert main(["--home", str(tmp_path / "in"), "note", "x"]) == 1
    assert "--home" in capsys.readouterr().err


def test_home_that_is_a_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert main(["--home", str(file), "note", "x"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_version_and_help_name_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert main([]) == 0
    assert main(["-h"]) == 0
    out = capsys.readouterr().out
    assert "selfmirror 0." in out
    assert "A guided reflective session;" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("embedding.engine", "foo"), "`embedding.engine`: Input should be"),
        (("budget.cap", "-5"), "`budget.cap`: Input should be greater than or equal to 0"),
        (("budget.cap", "1e400"), "`budget.cap`: Input should be a finite number"),
        (("budget.nope", "1"), "`budget.nope`: Extra inputs are not permitted"),
    ],
)
def test_a_value_is_checked_by_itself_whatever_the_environment_says(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    home: Home,
    words: tuple[str, str],
    told: str,
) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    monkeypatch.setenv("SELFMIRROR_BUDGET__CAP", "7")
    assert main(["config", "set", *words]) == 2
    assert told in capsys.readouterr().err
    assert not home.config.exists()


def test_a_bad_value_in_the_file_is_mended_by_setting_it(home: Home) -> None:
    home.root.mkdir()
    home.config.write_text('language = "klingon"\n')
    assert main(["config", "show"]) == 2
    assert main(["config", "set", "language", "ru"]) == 0
    assert main(["config", "show"]) == 0


def test_a_note_for_a_day_to_come_is_kept_with_a_remark(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    assert main(["note", "I want to fly to Mars", "--date", "2099-01-01"]) == 0
    assert "2099-01-01 is still to come" in capsys.readouterr().err
    assert list(home.journal.rglob("2099-01-01*.md"))
    main(["note", "I want to fish", "--date", "2024-01-01"])
    assert not capsys.readouterr().err
