"""`selfmirror search`: its JSON, its lines, and its filters, on the embedded model where there is one."""

import json
from functools import partial
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
    assert search(diary, "музей", "--mode", "lexical", "--speaker", "me") == 0
    assert capsys.readouterr().out == "1\t2025-01-02\tme\tdiary\tБыл в музее\n"


def test_both_languages_find_each_other(diary: Home, capsys: pytest.CaptureFixture[str]) -> None:
    if not E5Embedder.available():
        pytest.skip("the embedded model has no wheel here")
    assert search(diary, "museum", "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [hit["text"] for hit in hits] == ["I walked to the museum", "Был в музее"]


def test_nothing_found_is_said_on_stderr(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert search(home, "museum") == 0
    told = capsys.readouterr()
    assert (told.out, "nothing found" in told.err) == ("", True)


def test_a_terminal_gets_two_lines_a_hit(
    diary: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfmirror.cli.search.is_terminal", lambda: True)
    assert search(diary, "museum", "--mode", "lexical") == 0
    assert capsys.readouterr().out == " 1. 2024-01-02  me  diary\n    I walked to the museum\n\n"


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
