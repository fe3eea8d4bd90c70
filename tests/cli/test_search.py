"""`selfmirror search`: its JSON, its lines, and its filters, on the embedded model where there is one."""

import json
import platform
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from selfmirror.cli.app import main
from selfmirror.cli.mirror import freshen
from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.paths import Home
from selfmirror.store.database import Store
from tests.fakes.words import remember, said


@pytest.fixture
def diary(home: Home, store: Store) -> Home:
    remember(store, said("I walked to the museum", "2024-01-02"), said("Был в музее", "2025-01-02"))
    return home


def search(home: Home, *words: str) -> int:
    return main(["--home", str(home.root), "search", *words])


def test_json_is_the_contract(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(diary, "museum", "--json", "--until", "2024") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)

    assert set(document) == {"query", "filters", "hits", "ms"}
    assert document["filters"]["until"] == "2024-12-31"
    (hit,) = document["hits"]
    assert set(hit) == {
        "rank", "score", "utterance", "text", "context", "speaker", "said_at", "date_source",
        "source", "title", "project", "why",
    }  # fmt: skip
    assert (hit["text"], hit["said_at"], hit["why"]["lexical"]) == (
        "I walked to the museum",
        "2024-01-02",
        1,
    )
    assert set(hit["context"]) == {"before", "after"}


def test_a_pipe_gets_one_line_a_hit(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(diary, "музей", "-k", "1", "--mode", "lexical", "--speaker", "me") == 0
    assert capsys.readouterr().out == "1\t2025-01-02\tme\tdiary\tБыл в музее\n"


def test_both_languages_find_each_other(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    if not E5Embedder.available():
        pytest.skip("the embedded model has no wheel here")
    assert search(diary, "museum", "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [hit["text"] for hit in hits] == ["I walked to the museum", "Был в музее"]


def test_an_empty_store_is_said_on_stderr(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(home, "museum") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing is stored yet" in told.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("musuem", "--emotion", "joy"), ["among 0 passages of 2", "--emotion joy", "museum for musuem", "without --emotion (2 passages)"]),
        (("музеях", "--emotion", "joy"), ["музее for музеях"]),
        (("museum", "--until", "2020"), ["with --until 2020-12-31", "without --until (2 passages)"]),
        (('"museum of walks"', "--since", "2024"), ["among 2 passages between 2 January 2024 and 2 January 2025", "without the quotes"]),
        (("museum", "--until", "2020", "--emotion", "joy"), ["without any filter (2 passages)"]),
        (("--since", "2024", "--until", "2024", "--", "museum", "-walked"), ["1 passage of 2 on 2 January 2024", "without -walked"]),
    ],
)  # fmt: skip
def test_an_empty_result_says_what_was_searched_and_what_to_try(
    diary: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: list[str]
) -> None:
    assert search(diary, "--mode", "lexical", *words) == 0
    said = capsys.readouterr().err
    assert [one for one in told if one not in said] == []


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of sixty columns that takes styles."""
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for module in ("found", "opening", "output"):
        monkeypatch.setattr(f"selfmirror.cli.{module}.is_terminal", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_a_paragraph_a_hit(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(diary, "museums", "-k", "1", "--mode", "lexical") == 0
    assert capsys.readouterr().out == (
        " 1. 2 January 2024, by the file's name · me\n"
        "    I walked to the \x1b[1mmuseum\x1b[0m\n"
        "    \x1b[2m/diary.md\x1b[0m\x1b[2m · found by words 1st\x1b[0m\n"
        "\n"
    )


@pytest.mark.usefixtures("terminal")
def test_no_style_and_no_link_where_none_is_wanted(
    written: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert search(written, "museum", "-k", "1", "--mode", "lexical") == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.fixture
def written(home: Home, store: Store, tmp_path: Path) -> Home:
    """A note that lies in a file, one in a zip, and one whose file is gone."""
    note = tmp_path / "my notes 50%.md"
    note.write_text("# Plans\n\nThe museum, again\n", "utf-8")
    (tmp_path / "old.zip").write_bytes(b"PK")
    paths = (note, tmp_path / "old.zip" / "a.md", tmp_path / "gone.md")
    for number, (path, text) in enumerate(
        zip(paths, ("The museum, again", "A violin", "A cello"), strict=True)
    ):
        remember(store, said(text, f"2024-01-0{number + 1}", source=str(path)), path=str(path))
    return home


@pytest.mark.usefixtures("terminal")
def test_a_path_is_a_link_to_its_file_where_there_is_one(
    written: Home,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KITTY_WINDOW_ID", "1")
    assert search(written, "museum", "violin", "--mode", "lexical") == 0
    out = capsys.readouterr().out
    assert f"]8;;file://{platform.node()}{tmp_path}/my%20notes%2050%25.md#3\x1b\\" in out
    assert out.count("file://") == 1


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `vim` and an `xdg-open` that write down what they were given."""
    told = tmp_path / "told"
    for name in ("vim", "xdg-open", "open"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho "{name} $*" > "{told}"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("EDITOR", "vim")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    return told


@pytest.mark.parametrize(
    "words", [("--open", "museum"), ("museum", "--open", "1"), ("museum", "--open=1")]
)
def test_a_hit_is_opened_by_the_platform(
    written: Home,
    opener: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    assert search(written, "--mode", "lexical", *words) == 0
    assert opener.read_text("utf-8") == f"xdg-open {tmp_path}/my notes 50%.md\n"
    assert f"opening {tmp_path}/my notes 50%.md" in capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
def test_a_text_is_opened_in_the_editor_at_its_line(
    written: Home, opener: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert search(written, "museum", "--mode", "lexical", "--open") == 0
    assert opener.read_text("utf-8") == f"vim +3 {tmp_path}/my notes 50%.md\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("violin", "--open"), "a.md is inside"),
        (("cello", "--open"), "is not there any more"),
        (("cello", "--open", "9"), "there is no hit 9 to open; 1 hit found"),
        (("absent", "--open"), "there is nothing to open"),
    ],
)
def test_what_cannot_be_opened_is_said(
    written: Home,
    opener: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    assert search(written, "--mode", "lexical", *words) == 1
    assert told in capsys.readouterr().err
    assert not opener.exists()


def test_a_time_in_the_query_is_a_filter_that_is_shown(
    diary: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "what did I write about the museum in January 2024"
    assert search(diary, asked, "--json", "--mode", "lexical") == 0
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert document["query"] == asked
    assert document["filters"] == {
        "since": "2024-01-01", "until": "2024-01-31", "asked_when": "in January 2024", "speaker": "any",
        "mode": "lexical",
    }  # fmt: skip
    assert [hit["said_at"] for hit in document["hits"]] == ["2024-01-02"]
    assert 'said between 1 and 31 January 2024 ("in January 2024"); --any-time lifts it' in told.err


def test_a_time_in_the_query_is_undone(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--json", "--mode", "lexical", "что я писал о музее в январе 2024")
    assert search(diary, *asked, "--any-time") == 0
    assert len(json.loads(capsys.readouterr().out)["hits"]) == 2
    assert search(diary, *asked[:-1], "что я писал о музее в январе 2020") == 0
    told = capsys.readouterr()
    assert "since" not in json.loads(told.out)["filters"]
    assert len(json.loads(told.out)["hits"]) == 2
    assert 'nothing found that was said between 1 and 31 January 2020 ("в январе 2020")' in told.err


@pytest.mark.parametrize(
    "words", [["x", "--since", "2024-02-31"], ["x", "--speaker", "nobody"], []]
)
def test_what_cannot_be_understood_is_wrong_usage(home: Home, words: list[str]) -> None:
    assert search(home, *words) == 2


def test_what_still_waits_is_told(
    diary: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not E5Embedder.available():
        pytest.skip("the embedded model has no wheel here")
    monkeypatch.setattr("selfmirror.cli.search.freshen", partial(freshen, embed_at_most=1))
    assert search(diary, "museum") == 0
    assert "1 passages wait" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--", "-museum"), "only words to leave out"),
        (("",), "no word to look for"),
        (('"',), "no word to look for"),
        (("museum", "--since", "2025", "--until", "2024"), "before --since 2025-01-01"),
    ],
)
def test_what_can_find_nothing_is_refused(
    diary: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert search(diary, *words) == 2
    assert told in capsys.readouterr().err
