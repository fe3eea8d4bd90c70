"""Who of the people in a chat is the person: asked once, and remembered."""

import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from selfmirror.cli.app import main
from selfmirror.cli.diagnostics import chosen_name
from selfmirror.ingest.attribution import SAY_WHO, Ask
from selfmirror.ingest.importer import ImportOptions
from selfmirror.ingest.receipt import Receipt
from selfmirror.paths import Home
from selfmirror.wiring import Mirror
from tests.ingest.conftest import Desk, quiet
from tests.ingest.exports import put

_Asked = list[tuple[str, tuple[str, ...]]]


def _chat(*authors: str, day: int = 5) -> str:
    return "".join(
        f"{day:02}.01.2024, 10:{minute:02} - {author}: words of {author} {minute}\n"
        for minute, author in enumerate(authors)
    )


def _answering(answers: dict[str, str], asked: _Asked) -> Ask:
    def ask(path: str, names: Sequence[str]) -> str | None:
        asked.append((Path(path).name, tuple(names)))
        return answers.get(Path(path).name)

    return ask


def _run(desk: Desk, folder: Path, ask: Ask, options: ImportOptions | None = None) -> Receipt:
    return desk.importer.run([folder], options or ImportOptions(), quiet, ask)


def test_a_name_that_was_told_holds_for_the_chats_that_follow(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path / "d",
        {
            "1.txt": _chat("Boris", "Anna", "Boris"),
            "2.txt": _chat("Vera", "anna", day=6),
            "3.txt": _chat("Аня", "Boris", "Аня", day=7),
            "4.txt": _chat("Аня", "Vera", day=8),
        },
    )
    asked: _Asked = []

    receipt = _run(desk, tmp_path / "d", _answering({"1.txt": "Anna", "3.txt": "Аня"}, asked))

    assert asked == [("1.txt", ("Boris", "Anna")), ("3.txt", ("Аня", "Boris"))]
    assert [file.by_speaker["me"] for file in receipt.files] == [1, 1, 2, 1]
    assert not any(file.warnings for file in receipt.files)


def test_the_next_import_of_the_same_files_asks_nobody(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path / "d", {"1.txt": _chat("Boris", "Anna")})
    asked: _Asked = []
    ask = _answering({"1.txt": "Anna"}, asked)

    _run(desk, tmp_path / "d", ask)
    (again,) = _run(desk, tmp_path / "d", ask).files
    put(tmp_path / "d", {"1.txt": _chat("Boris", "Anna", "Anna")})
    (grown,) = _run(desk, tmp_path / "d", ask).files

    assert len(asked) == 1
    assert (again.status, again.by_speaker) == ("unchanged", {"other": 1, "me": 1})
    assert (grown.added, grown.by_speaker) == (1, {"other": 1, "me": 2})


def test_without_an_answer_everybody_stays_another(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path / "d", {"1.txt": _chat("Boris", "Anna")})
    asked: _Asked = []

    (file,) = _run(desk, tmp_path / "d", _answering({}, asked)).files
    (again,) = _run(desk, tmp_path / "d", _answering({}, asked)).files
    (told,) = _run(desk, tmp_path / "d", _answering({}, asked), ImportOptions(me=("Anna",))).files

    assert (len(asked), file.by_speaker) == (1, {"other": 2})
    assert file.warnings == (f"none of Boris, Anna is known to be you ({SAY_WHO})",)
    assert (again.status, again.warnings) == ("unchanged", file.warnings)
    assert (told.by_speaker, told.warnings) == ({"other": 1, "me": 1}, ())


def test_nobody_is_asked_where_the_name_is_known_or_nothing_is_written(
    tmp_path: Path, desk: Desk
) -> None:
    put(tmp_path / "d", {"1.txt": _chat("Boris", "Anna")})
    asked: _Asked = []
    ask = _answering({}, asked)

    _run(desk, tmp_path / "d", ask, ImportOptions(me=("ANNA",)))
    _run(desk, tmp_path / "d", ask, ImportOptions(dry_run=True))

    assert asked == []
    assert ("words of Anna 1", "me", "2024-01-05", "message") in desk.stored()


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> _Terminal:
    """A terminal where this is typed; it shows what was written to it."""
    shown = _Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(sys, "stdin", _Terminal(typed))
    return shown


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("2\n", "Anna"), ("anna\n", "Anna"), ("\n", None), ("", None), ("3\n", None), ("0\n", None), ("x\n", None)],
)  # fmt: skip
def test_a_name_is_chosen_by_its_number_or_by_itself(
    monkeypatch: pytest.MonkeyPatch, typed: str, chosen: str | None
) -> None:
    terminal = _terminal(monkeypatch, typed)

    assert chosen_name("chat.txt", ["Boris\x1b[31m", "Anna"]) == chosen
    assert "Which of these are you in chat.txt?\n1: Boris\n2: Anna\n" in terminal.getvalue()


def test_a_wrong_answer_is_said_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch, "7\nAna\nAnna\n")

    assert chosen_name("chat.txt", ["Boris", "Anna"]) == "Anna"
    assert "there is no 7 among them\n" in terminal.getvalue()
    assert "there is no Ana among them\n" in terminal.getvalue()


def test_a_large_chat_shows_those_who_speak_most_and_takes_any_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = _terminal(monkeypatch, "Person 40\n")

    assert chosen_name("chat.txt", [f"Person {n}" for n in range(50)]) == "Person 40"
    assert "Person 12" not in terminal.getvalue()
    assert "38 more are not shown" in terminal.getvalue()


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch, "")
    monkeypatch.setattr(sys, "stdin", StringIO("1\n"))

    assert chosen_name("chat.txt", ["Anna"]) is None
    assert terminal.getvalue() == ""


def test_the_import_command_asks_once_in_a_terminal(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    monkeypatch.setattr(Mirror, "catch_up", lambda *_: None)
    terminal = _terminal(monkeypatch, "2\n")
    put(tmp_path / "d", {"1.txt": _chat("Boris", "Anna"), "2.txt": _chat("Vera", "Anna", day=6)})

    assert main(["import", str(tmp_path / "d"), "--json"]) == 0
    assert main(["import", str(tmp_path / "d"), "--json"]) == 0

    assert terminal.getvalue().count("Which of these are you") == 1
