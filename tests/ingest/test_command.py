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
    assert lines[2].startswith("2 files: 1 indexed, 1 skipped; 1 utterance added")
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
    assert _json(capsys) == {"run": run, "removed": 2, "kept": 0, "gone": 0}
    assert followed == ["all", "all"]
    assert main(["import", "undo", "last", "--yes"]) == 2
    assert "there is nothing to undo" in capsys.readouterr().err
    main(["import", "show", "last"])
    assert f"(import {run}, taken back on 20" in capsys.readouterr().out


def test_a_terminal_sees_what_needs_attention_and_the_sums(
    tmp_path: Path,
    followed: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("selfmirror.cli.receipts.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    odd = {f"odd/{n}.md": f"Сегодня я решил писать {n}".encode("cp1251") for n in range(5)}
    bare = {f"bin/{n:03}.bin": b"\x00" for n in range(400)}
    fine = {f"notes/2024-01-{n:02}.md": "a" for n in range(1, 29)}
    folder = put(tmp_path / "d", {**odd, **bare, **fine, "x.json": '[{"title": "t", "mapping": {'})

    main(["import", str(folder)])
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == f"below {folder}"
    assert [" ".join(line.split()) for line in lines[1:4]] == [
        "400 skipped binary: bin/000.bin",
        "33 indexed markdown",
        "1 failed broken JSON: parse error: premature EOF: x.json",
    ]
    assert "failed: broken JSON: parse error: premature EOF" in lines
    assert "    x.json" in lines
    assert "warning: read as cp1251" in lines
    assert "    and 2 more files" in lines
    assert any(line.startswith("434 files: 33 indexed, 400 skipped, 1 failed") for line in lines)
    assert max(map(len, lines[1:])) < 80
    assert len(lines) < 25


def test_one_file_of_a_receipt_is_shown_in_full(
    tmp_path: Path, followed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "d", {"a/2024-01-05.md": "# T\n\nDear diary", "b.bin": b"\x00"})
    talk = chatgpt(
        node("a", None, "hi"), node("b", "a", "yo", "assistant"), node("c", "b", "", "system")
    )
    put_json(folder / "chats" / "c.json", [talk])
    main(["import", str(folder)])
    capsys.readouterr()

    assert main(["import", "show", "last", "--file", "2024-01-05.md"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(folder / "a" / "2024-01-05.md"),
        "  status    indexed, read as markdown",
        "  words     1 by 1 me; of these 1 new",
        "  messages  1 in, 1 with words",
        "  dated by  1 file name",
        "  said      2024-01-05",
    ]
    assert main(["import", "show", "last", "--file", "*/CHATS/*"]) == 0
    out = capsys.readouterr().out
    assert "words     2 by 1 me, 1 assistant; of these 2 new" in out
    assert "messages  3 in, 2 with words; left out: 1 system" in out
    assert "dated by  2 message" in out
    assert main(["import", "show", "last", "--file", "b.bin"]) == 0
    assert "status    skipped\n  why       binary" in capsys.readouterr().out
    assert main(["import", "show", "last", "--file", "*.md", "--json"]) == 0
    document = _json(capsys)
    assert [file["path"] for file in document["files"]] == [str(folder / "a" / "2024-01-05.md")]
    assert document["totals"]["files"] == 1
    assert main(["import", "show", "last", "--file", "nowhere.md"]) == 2
    assert "met no file like nowhere.md" in capsys.readouterr().err


def test_a_dry_run_leaves_a_home_as_it_was_byte_for_byte(
    tmp_path: Path, home: Home, followed: list[str]
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})
    main(["import", str(folder)])
    put(folder, {"a.md": "b", "c.md": "word " * 90})

    def content() -> dict[str, tuple[bytes, int]]:
        files = [path for path in sorted(home.root.rglob("*")) if path.is_file()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = content()
    assert main(["import", str(folder), "--dry-run", "--json"]) == 0
    after = content()

    assert before.keys() == after.keys()
    assert [name for name in before if before[name][0] != after[name][0]] == []
