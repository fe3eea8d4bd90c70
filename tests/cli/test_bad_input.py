"""What no program should be given gets one clear line, the right exit code, and loses nothing."""

import json
import os
from pathlib import Path

import pytest

from selfmirror.cli.app import main
from selfmirror.cli.output import write_json
from selfmirror.errors import ExitCode, StoreBusy
from selfmirror.paths import Home
from selfmirror.store.database import Store


def run(home: Home, *words: str) -> int:
    return main(["--home", str(home.root), *words])


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


def written(home: Home) -> str:
    return "".join(path.read_text("utf-8") for path in home.journal.rglob("*.md"))


def test_a_note_in_bytes_that_are_not_utf8_is_kept(home: Home) -> None:
    assert run(home, "note", "before \udcff after") == ExitCode.DONE
    assert "before � after" in written(home)


def test_a_tag_with_an_escape_sequence_leaves_the_file_readable(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "note", "x", "--tag", "\x1b[31m\n---\n\x9b\u2028red") == ExitCode.DONE
    assert "\x1b" not in written(home)
    capsys.readouterr()
    assert run(home, "doctor", "--json") == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["ok"]


def test_a_journal_file_edited_into_nonsense_is_named_by_the_doctor_and_stops_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    run(home, "note", "the lighthouse")
    (kept,) = home.journal.rglob("*.md")
    (kept.parent / "day.md").write_text(
        '---\nkind: "entry"\nid: "x"\ndate: 2026-02-31\n---\nx\n', "utf-8"
    )
    os.mkfifo(kept.parent / "pipe.md")
    capsys.readouterr()
    assert run(home, "search", "lighthouse") == ExitCode.DONE
    assert "the lighthouse" in capsys.readouterr().out
    assert run(home, "doctor") == ExitCode.FAILED
    told = capsys.readouterr().out
    assert "day.md: the front matter cannot be read: day is out of range for month" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("search", "x", "--emotion", "nope"), "there is no emotion nope"),
        (("search", "x", "--since", "31 February"), "«31 February» is not a date"),
        (("session", "--date", "2024-02-31"), "there is no date 2024-02-31"),
        (("session", "nope"), "there is no method nope"),
        (("search",), "Missing argument 'query'; see `selfmirror search --help`"),
        (("memory", "show"), "see `selfmirror memory show --help`"),
        (("import", "undo"), "see `selfmirror import undo --help`"),
        (("import", "--nope", "x"), "see `selfmirror import --help`"),
        (("nope",), "see `selfmirror --help`"),
    ],
)
def test_what_does_not_exist_is_named_in_one_line(
    home: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert run(home, *words) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_a_bad_variable_of_the_environment_is_wrong_usage(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_ME", "Anna")
    assert run(home, "note", "x") == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert '"me"' in line


def test_methods_that_are_no_files_are_named(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.methods.mkdir(parents=True)
    os.mkfifo(home.methods / "pipe.md")
    (home.methods / "deep.md").write_text("---\na: " + "[" * 5000 + "\n---\n", "utf-8")
    assert run(home, "methods") == ExitCode.PARTLY
    told = capsys.readouterr()
    assert "want-now" in told.out
    assert "pipe.md, line 1: it is not a file" in told.err
    assert "deep.md" in told.err


def test_json_holds_what_a_terminal_must_not_see_and_still_says_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "a\x9b31m b\u202e c\ud83d d\x1b[2J e\x7f я"
    write_json({"text": text})
    out = capsys.readouterr().out
    assert not any(sign in out for sign in "\x1b\x7f\x9b\u202e\ud83d")
    assert "я" in out
    assert json.loads(out) == {"text": text}


def test_a_home_that_is_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert run(Home(tmp_path / "file"), "timeline") == ExitCode.FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert "is a file, not a folder" in line


def test_a_configuration_that_cannot_be_read_is_named(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.root.mkdir()
    home.config.touch()

    def denied(_: Path, *__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", denied)
    assert run(home, "timeline") == ExitCode.FAILED
    assert "config.toml cannot be read: Permission denied" in capsys.readouterr().err
    assert run(home, "doctor") == ExitCode.FAILED
    assert "FAIL  config" in capsys.readouterr().out


def test_a_path_without_rights_is_a_line_of_the_receipt(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept.md").write_text("kept words", "utf-8")
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def denied(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", denied)
    monkeypatch.setattr(os, "access", lambda path, _: not str(path).endswith("closed"))
    paths = (str(tmp_path / "closed"), str(tmp_path / "kept.md"))
    assert run(home, "import", *paths, "--json") == ExitCode.PARTLY
    receipt = json.loads(capsys.readouterr().out)
    assert [file["status"] for file in receipt["files"]] == ["failed", "indexed"]


def test_a_home_that_cannot_be_made_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Home(Path("/proc/none/home")), "note", "x") == ExitCode.FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert "the home /proc/none/home cannot be made" in line


def test_the_doctor_of_a_busy_store_says_who_has_it(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Store) -> None:
        raise StoreBusy("the store is held by pid 1 (selfmirror import)")

    monkeypatch.setattr(Store, "open", busy)
    assert run(home, "doctor") == ExitCode.BUSY
    (line,) = capsys.readouterr().err.splitlines()
    assert "pid 1 (selfmirror import)" in line
