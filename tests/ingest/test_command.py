import json
import sys
from pathlib import Path
from typing import Any

import pytest

from selfmirror.cli.app import main
from selfmirror.paths import Home
from selfmirror.wiring import Mirror
from tests.ingest.exports import chatgpt, node, put, put_json

KEYS = {"path", "status", "format", "reason", "utterances", "by_speaker", "dated", "first", "last"}


@pytest.fixture(autouse=True)
def _quick_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for all that follows an import, and notes how often it was asked for."""
    calls: list[str] = []
    monkeypatch.setattr(Mirror, "catch_up", lambda *_: calls.append("all"))
    return calls


def _json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_import_answers_with_the_contracts_document(
    tmp_path: Path, followed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": "Я хочу в горы.", "a.bin": b"\x00"})
    talk = chatgpt(node("a", None, "hi", create_time=None), node("b", "a", "yo", "assistant"))
    put_json(folder / "c.json", [talk])

    assert main(["import", str(folder), "--json"]) == 0
    document = _json(capsys)

    assert {"run", "files", "totals", "seconds"} <= document.keys()
    assert all(file.keys() >= KEYS for file in document["files"])
    assert [file["status"] for file in document["files"]] == ["indexed", "skipped", "indexed"]
    assert document["files"][2]["dated"] == {"message": 1, "unknown": 1}
    assert document["totals"]["messages"] == {"in": 3, "stored": 3, "skipped": {}}
    assert followed == ["all"]

    assert main(["import", str(folder), "--json"]) == 0
    assert _json(capsys)["totals"]["unchanged"] == 2
    assert followed == ["all"]


def test_the_exit_code_tells_what_needs_the_person(
    tmp_path: Path, followed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "half", {"x.json": '[{"title": "t", "mapping": {'})
    (tmp_path / "empty").mkdir()

    assert main(["import", str(tmp_path / "half")]) == 3
    assert "broken JSON" in capsys.readouterr().out
    assert main(["import", str(tmp_path / "nowhere")]) == 2
    assert main(["import", str(tmp_path / "empty")]) == 2
    assert main(["import", str(tmp_path / "half"), "--date", "2024-02-31"]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert "there is no such file or folder" in errors[0]
    assert "nothing to read" in errors[1]
    assert "that month has 29 days" in errors[2]
    assert followed == []


def test_a_pipe_gets_one_line_a_file_safe_to_print(
    tmp_path: Path, followed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "d", {"2024-01-05 \x1b[31mred.md": "a", "b.csv": "x"})

    assert main(["import", str(folder), "--project", "P", "--me", "Anna", "--date", "2020"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split("\t")[:5] == ["indexed", "markdown", "1", "2020", "2020"]
    assert "\x1b" not in lines[0]
    assert lines[1].startswith("skipped\t")
    assert "a format not known yet (.csv)" in lines[1]
    assert lines[2].startswith("2 files: 1 indexed, 1 skipped; 1 utterances added")
    assert "dated by: 1 given" in lines


def test_a_dry_run_leaves_no_trace(
    tmp_path: Path, home: Home, followed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})

    assert main(["import", str(folder), "--dry-run"]) == 0

    assert "(nothing was written)" in capsys.readouterr().out
    assert not home.root.exists()
    assert followed == []


def test_without_embedding_the_words_are_indexed_and_the_rest_stays_due(
    tmp_path: Path, followed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})
    asked: list[int | None] = []
    monkeypatch.setattr(
        "selfmirror.search.finder.Search.catch_up",
        lambda _self, _progress, embed_at_most=None: asked.append(embed_at_most),
    )

    assert main(["import", str(folder), "--no-embed"]) == 0
    assert (asked, followed) == ([0], [])
    assert main(["import", str(folder)]) == 0
    assert followed == ["all"]


def test_an_interrupt_while_the_indexes_follow_loses_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Mirror, "catch_up", interrupt)

    assert main(["import", str(folder), "--json"]) == 130
    captured = capsys.readouterr()
    assert json.loads(captured.out)["totals"]["added"] == 1
    assert captured.err.startswith("interrupted; the words are stored")


def test_past_imports_are_listed_shown_and_taken_back(
    tmp_path: Path,
    followed: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert main(["import", "list", "--json"]) == 0
    assert _json(capsys) == {"runs": []}
    folder = put(tmp_path / "d", {"2024-01-05.md": "a\n\nb"})
    main(["import", str(folder), "--json"])
    run = _json(capsys)["run"]

    assert main(["import", "list"]) == 0
    assert capsys.readouterr().out.startswith(f"{run}\t")
    main(["import", "list", "--json"])
    assert [one["run"] for one in _json(capsys)["runs"]] == [run]
    main(["import", "show", run, "--json"])
    assert _json(capsys)["files"][0]["utterances"] == 2
    main(["import", "show", "last"])
    assert "2 utterances added" in capsys.readouterr().out

    assert main(["import", "undo", run]) == 2
    assert "say --yes" in capsys.readouterr().err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda: "n\n", raising=False)
    assert main(["import", "undo", run]) == 0
    assert "nothing was taken back" in capsys.readouterr().err
    assert main(["import", "undo", run, "--yes", "--json"]) == 0
    assert _json(capsys) == {"run": run, "removed": 2, "kept": 0}
    assert followed == ["all", "all"]
    assert main(["import", "undo", "last", "--yes"]) == 2
    assert "there is nothing to undo" in capsys.readouterr().err


def test_a_terminal_sees_what_needs_attention_and_the_sums(
    tmp_path: Path,
    followed: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("selfmirror.cli.import_.is_terminal", lambda: True)
    folder = put(tmp_path / "d", {f"{n:03}.csv": "x" for n in range(70)} | {"fine.md": "a"})

    main(["import", str(folder)])
    out = capsys.readouterr().out

    assert "fine.md" not in out
    assert "and 10 more: selfmirror import show" in out
    assert "71 files: 1 indexed, 70 skipped" in out
    assert followed == ["all"]
