"""`memory` and `consolidate`, run through the command line itself."""

import json
import sys
from datetime import date

import pytest

from selfmirror.cli.app import main
from selfmirror.memory.belief import Belief, Kind
from selfmirror.memory.memory import Memory
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.words.when import DateSource, on_day
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember, said

LEAVE = said("Хочу уехать в Португалию.", "2024-03-01")
STAY = said("Больше не хочу уезжать в Португалию.", "2025-03-01")


@pytest.fixture
def known(
    home: Home, monkeypatch: pytest.MonkeyPatch, store: Store, clock: FixedClock
) -> dict[str, Belief]:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    remember(store, LEAVE, STAY)
    memory = Memory(store, clock)
    memory.consolidate()
    memory.add(Kind.VALUE, "Honesty matters to me", on_day(date(2025, 6, 1), DateSource.GIVEN))
    return {b.kind.value: b for b in memory.beliefs(everything=True)}


def test_list_shows_what_since_when_how_sure_and_in_whose_words(
    known: dict[str, Belief], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memory", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Honesty matters to me"
    assert lines[1].startswith("  value · since 2025-06-01 · confirmed · value.honesti · ")
    assert lines[2] == "  2025-06-01 “Honesty matters to me” (memory add)"
    assert lines[4] == "Больше не хочу уезжать в Португалию"
    assert lines[6] == "  2025-03-01 «Больше не хочу уезжать в Португалию.» (diary)"


def test_list_as_json_follows_the_contract_as_of_a_day(
    known: dict[str, Belief], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memory", "list", "--as-of", "2024-12", "--kind", "want", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (belief,) = document["beliefs"]
    assert document["as_of"] == "2024-12-31"
    assert belief["valid_from"] == "2024-03-01"
    assert belief["evidence"][0]["quote"] == "Хочу уехать в Португалию."
    assert set(belief) >= {
        "id", "kind", "slot", "statement", "polarity", "valid_from", "valid_to", "confidence", "status",
        "supersedes", "evidence",
    }  # fmt: skip


def test_show_and_history_tell_the_whole_course(
    known: dict[str, Belief], capsys: pytest.CaptureFixture[str]
) -> None:
    want = known["want"]
    assert main(["memory", "show", want.id[:8]]) == 0
    assert main(["memory", "history", "португал"]) == 0
    assert main(["memory", "history", want.id, "--json"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[1].startswith("  want · 2024-03-01 to 2025-03-01 · ")
    assert [b["kind"] for b in json.loads(out[-1])["beliefs"]] == ["want", "dropped"]


def test_a_verdict_changes_what_is_listed(
    known: dict[str, Belief], capsys: pytest.CaptureFixture[str]
) -> None:
    dropped = known["dropped"].id
    assert main(["memory", "reject", dropped, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "rejected"
    assert main(["memory", "confirm", dropped, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "confirmed"
    assert main(["memory", "edit", dropped, "Остаюсь здесь"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Остаюсь здесь"
    assert (
        main(["memory", "add", "Я боюсь летать", "--kind", "fear", "--date", "2024", "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["valid_from"] == "2024"
    assert main(["memory", "add", "I like maps", "--kind", "preference"]) == 0


def test_forget_names_what_will_go_and_asks(
    known: dict[str, Belief], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    want = known["want"].id
    assert main(["memory", "forget", want]) == 2
    assert "Хочу уехать в Португалию." in capsys.readouterr().err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda: "n\n", raising=False)
    assert main(["memory", "forget", want]) == 0
    assert "nothing was forgotten" in capsys.readouterr().err
    assert main(["memory", "show", want]) == 0


def test_forgotten_words_are_gone_from_the_journal_and_the_store(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    assert main(["note", "Хочу уехать в Португалию", "--date", "2024-05-03"]) == 0
    assert main(["consolidate", "--dry-run", "--json"]) == 0
    assert main(["consolidate"]) == 0
    assert main(["memory", "list", "--json"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert json.loads(out[1]) == {"dry_run": True, "unread": 1}
    assert out[2].startswith("read 1 · claims 1 · opened 1")
    (belief,) = json.loads(out[-1])["beliefs"]
    assert main(["memory", "forget", belief["id"], "--yes", "--json"]) == 0
    gone = json.loads(capsys.readouterr().out)
    assert (gone["utterances"], len(gone["files"])) == (1, 1)
    (path,) = home.journal.rglob("*.md")
    assert "Португалию" not in path.read_text("utf-8")
    assert "[забыто " in path.read_text("utf-8")
    assert main(["consolidate", "--json"]) == 0
    assert main(["consolidate", "--dry-run"]) == 0
    assert main(["memory", "list", "--all", "--json"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert json.loads(out[-1])["beliefs"] == []
    for asked in (["search", "забыто"], ["timeline"], ["today", "--date", "2027-05-03"]):
        assert main([*asked, "--json"]) == 0
    assert main(["ask", "что забыто?"]) == 0
    assert "[забыто" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["memory", "list", "--kind", "whim"], "whim"),
        (["memory", "list", "--as-of", "2024-02-31"], "29 days"),
        (["memory", "show", "zzz"], "no belief"),
        (["memory", "history", "zzz"], "no belief"),
        (["memory", "history", "e"], "several slots"),
        (["memory", "add", " "], "nothing to add"),
    ],
)
def test_wrong_usage_is_one_line_and_code_two(
    known: dict[str, Belief], store: Store, clock: FixedClock, capsys: pytest.CaptureFixture[str],
    arguments: list[str], says: str,
) -> None:  # fmt: skip
    remember(store, said("I want to see the sea.", "2025-01-01"))
    Memory(store, clock).consolidate()
    assert main(arguments) == 2
    said_so = capsys.readouterr()
    assert says in said_so.err
    assert said_so.out == ""


def test_an_empty_memory_says_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    assert main(["memory", "list"]) == 0
    assert "selfmirror note" in capsys.readouterr().err


def test_memory_holds_what_was_just_noted(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    assert main(["note", "Я решил писать книгу"]) == 0
    capsys.readouterr()
    assert main(["memory", "list", "--json"]) == 0
    (belief,) = json.loads(capsys.readouterr().out)["beliefs"]
    assert belief["statement"] == "Я решил писать книгу"
    assert belief["evidence"][0]["quote"] == "Я решил писать книгу"
