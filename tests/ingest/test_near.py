"""Notes that nearly repeat others: all stored, remarked on, and no second evidence."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.near import THRESHOLD, Near, NearNotes, sign
from selfmirror.memory.forgetting import forget_belief
from selfmirror.memory.memory import Memory
from tests.fakes.clocks import FixedClock
from tests.ingest.conftest import Desk
from tests.ingest.exports import put

LONG = "\n\n".join(
    f"On day {n} we walked from the harbour to hill number {n * 7} and talked about book {n * 13}."
    for n in range(12)
)
EDITED = LONG.replace("day 3", "morning 3")
WISH = "I want to write a book about lighthouses."


def _near(desk: Desk, path: Path) -> dict[str, Any] | None:
    (file,) = desk.read(path).files
    return dict(file.near) if file.near else None


def test_a_near_copy_is_imported_and_remarked_on_across_runs(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path, {"a/walk.md": LONG, "b/walk2.md": EDITED})
    desk.read(folder / "a")

    (file,) = desk.read(folder / "b").files

    assert file.status == "indexed"
    assert file.near is not None
    assert file.near["path"].endswith("a/walk.md")
    assert THRESHOLD <= file.near["similarity"] < 1
    assert file.near["threshold"] == THRESHOLD
    assert any("nearly repeats" in warning for warning in file.warnings)
    assert len(desk.texts()) == 13
    assert (file.added, file.known) == (1, 11)


def test_an_estimate_never_says_that_nothing_differs() -> None:
    assert "more than 99% alike" in str(Near("a.md", 1.0))
    assert "95% alike" in str(Near("a.md", 0.95))


def test_the_remark_is_the_same_within_one_run_and_in_a_dry_run(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"walk.md": LONG, "walk2.md": EDITED})

    tried = desk.read(folder, dry_run=True).files
    done = desk.read(folder).files

    assert tried == done
    assert [bool(file.near) for file in done] == [False, True]


@pytest.mark.parametrize("other", ["A short note.", LONG[: len(LONG) // 2], LONG[::-1]])
def test_notes_that_differ_or_are_short_are_not_near(
    tmp_path: Path, desk: Desk, other: str
) -> None:
    folder = put(tmp_path / "d", {"a.md": LONG, "b.md": other, "c.md": "A short note, too."})

    assert [file.near for file in desk.read(folder).files] == [None, None, None]


def test_two_days_of_nearly_the_same_words_are_near_but_no_cause_for_a_warning(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": LONG, "2024-01-06.md": EDITED})

    file = desk.read(folder).files[1]

    assert file.near is not None
    assert file.warnings == ()
    assert len(desk.texts()) == 24


@pytest.mark.slow
@pytest.mark.parametrize("order", list(permutations(["2024-01-05.md", "old.md", "older.md"])))
def test_what_is_stored_does_not_depend_on_which_copy_came_first(
    tmp_path: Path, desk: Desk, order: tuple[str, ...]
) -> None:
    texts = {"2024-01-05.md": LONG, "old.md": EDITED, "older.md": LONG}
    for name in order:
        desk.read(put(tmp_path / name, {name: texts[name]}))

    days = [(row[2], row[0]) for row in desk.stored()]
    assert len(days) == len(set(days)) == 24
    assert sum(day is None for day, _ in days) == 12


def test_an_edited_note_is_not_near_to_itself(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path, {"a.md": LONG})
    desk.read(folder)

    put(folder, {"a.md": EDITED})

    assert _near(desk, folder / "a.md") is None
    assert desk.ask("SELECT count(*) FROM note_signature") == [(1,)]
    put(folder, {"a.md": ""})
    desk.read(folder)
    assert desk.ask("SELECT count(*) FROM note_signature") == [(0,)]


def test_undo_forgets_what_near_copies_are_known_by(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"a/walk.md": LONG, "b/walk2.md": EDITED})
    run = str(desk.read(tmp_path / "a").run)
    assert desk.ask("SELECT octet_length(signature) FROM note_signature") == [(512,)]

    desk.importer.undo(run)

    assert desk.ask("SELECT count(*) FROM note_signature") == [(0,)]
    assert _near(desk, tmp_path / "b") is None


def test_an_unchanged_tree_asks_for_no_signatures(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "d", {"walk.md": LONG, "walk2.md": EDITED})
    desk.read(folder)

    monkeypatch.setattr("selfmirror.ingest.importer.get_signatures", pytest.fail)

    assert {file.status for file in desk.read(folder).files} == {"unchanged"}


@pytest.mark.parametrize("dated_first", [True, False])
def test_an_undated_near_copy_is_no_second_evidence(
    tmp_path: Path, desk: Desk, clock: FixedClock, *, dated_first: bool
) -> None:
    dated = put(tmp_path / "x", {"2024-01-05.md": f"{WISH}\n\n{LONG}"})
    undated = put(tmp_path / "y", {"backup.md": f"{WISH}\n\n{EDITED}"})
    for folder in (dated, undated) if dated_first else (undated, dated):
        desk.read(folder)
        Memory(desk.store, clock).consolidate()

    (belief,) = Memory(desk.store, clock).beliefs()
    assert [quote.said.iso() for quote in belief.evidence] == ["2024-01-05"]
    assert sum(text == WISH for text in desk.texts()) == 2

    put(dated, {"2024-01-05.md": "Something else entirely."})
    desk.read(dated)
    Memory(desk.store, clock).consolidate()
    (belief,) = Memory(desk.store, clock).beliefs()
    assert [quote.said.iso() for quote in belief.evidence] == [None]


def test_forgetting_takes_the_undated_copy_and_the_signatures_along(
    tmp_path: Path, desk: Desk, clock: FixedClock
) -> None:
    put(tmp_path, {"2024-01-05.md": f"{WISH}\n\n{LONG}", "backup.md": f"{WISH}\n\n{EDITED}"})
    desk.read(tmp_path)
    memory = Memory(desk.store, clock)
    memory.consolidate()

    forget_belief(desk.store, memory.beliefs()[0], None, clock.now())

    assert WISH not in desk.texts()
    assert desk.ask("SELECT count(*) FROM note_signature") == [(0,)]
    memory.consolidate()
    assert memory.beliefs() == []


def test_a_note_learned_anew_is_known_by_its_new_words_alone() -> None:
    notes = NearNotes(dict)
    first, second = sign([LONG]), sign(["entirely other words " + str(n) for n in range(40)])
    assert first is not None
    assert second is not None

    notes.learn("a", first)
    assert notes.nearest(first, []) is not None
    notes.learn("a", second)
    assert notes.nearest(first, []) is None
    notes.learn("a", None)
    assert notes.nearest(second, []) is None
