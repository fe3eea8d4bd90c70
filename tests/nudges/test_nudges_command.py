"""`nudges` on the command line."""

import json
from typing import Any

import pytest

from selfmirror.affect.reading import Reading
from selfmirror.cli.app import main
from selfmirror.paths import Home
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock
from tests.nudges.test_nudges import AGAINST, Person

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))


@pytest.fixture
def spoken(store: Store, clock: FixedClock) -> str:
    """One nudge spoken, and one withheld from a distressed person a day later."""
    person = Person(store, clock)
    nudge = person.writes(AGAINST)
    clock.move(days=1)
    assert person.writes(AGAINST, Reading(-0.9, 0.9, 0.9, confidence=0.9)) is None
    assert nudge is not None
    return nudge


def shown(capsys: Out, *arguments: str) -> list[dict[str, Any]]:
    assert main(["nudges", *arguments, "--json"]) == 0
    nudges: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["nudges"]
    return nudges


def test_spoken_and_withheld_are_listed_with_the_keys_of_the_contract(
    spoken: str, capsys: Out
) -> None:
    (said,), (withheld,) = shown(capsys), shown(capsys, "--withheld")
    assert {
        "id",
        "at",
        "kind",
        "decision",
        "score",
        "features",
        "evidence",
        "outcome",
    } <= said.keys()
    assert (said["id"], said["decision"], said["outcome"]) == (spoken, "spoken", None)
    assert said["evidence"][0]["said_at"] == "2025-12-01"
    assert (withheld["decision"], withheld["reason"]) == ("withheld", "no arguing with distress")


def test_a_pipe_gets_plain_lines(spoken: str, capsys: Out) -> None:
    assert main(["nudges"]) == 0
    cells = capsys.readouterr().out.rstrip("\n").split("\t")
    assert (cells[0], cells[2]) == (spoken[:8], "older-stronger")


def test_why_shows_the_features_the_cost_and_the_quotes(spoken: str, capsys: Out) -> None:
    assert main(["nudges", "why", spoken[:6]]) == 0
    told = capsys.readouterr().out
    assert "an interruption costs 0.60" in told
    assert "2025-12-01  Хочу закончить книгу  [diary]" in told
    assert "evidence\t" in told
    assert main(["nudges", "why", spoken, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["weights"]["distress"] < 0


@pytest.mark.parametrize("outcome", ["ack", "snooze", "dismiss"])
def test_an_answer_is_kept(spoken: str, outcome: str, capsys: Out) -> None:
    assert main(["nudges", outcome, spoken]) == 0
    capsys.readouterr()
    assert shown(capsys)[0]["outcome"] == outcome


def test_a_kind_is_disabled_and_enabled(
    spoken: str, store: Store, clock: FixedClock, capsys: Out
) -> None:
    assert main(["nudges", "disable", "older-stronger"]) == 0
    clock.move(days=9)
    assert Person(store, clock, turns=7).writes(AGAINST) is None
    assert main(["nudges", "enable", "older-stronger"]) == 0
    assert Person(store, clock, turns=8).writes(AGAINST) is not None
    assert "silent now" in capsys.readouterr().out
    assert spoken


@pytest.mark.parametrize(
    "arguments", [["why", "nothing"], ["ack", "nothing"], ["disable", "loudness"]]
)
def test_what_is_not_there_is_wrong_usage(arguments: list[str], capsys: Out) -> None:
    assert main(["nudges", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_nudges_is_said_on_stderr(capsys: Out) -> None:
    assert main(["nudges"]) == 0
    assert main(["nudges", "--withheld"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "nothing was said unasked\nnothing was withheld\n"
