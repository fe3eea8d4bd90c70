import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from selfmirror.errors import UsageError
from selfmirror.ingest.importer import ImportOptions
from selfmirror.words.identity import text_hash
from selfmirror.words.when import DateSource, on_day
from tests.fakes.clocks import FixedClock
from tests.ingest.conftest import Desk, quiet
from tests.ingest.exports import chatgpt, node, put, put_json


def _statuses(desk: Desk, folder: Path) -> dict[str, str]:
    return {file.path.rsplit("/", 1)[-1]: file.status.value for file in desk.read(folder).files}


def _ids(desk: Desk) -> dict[str, str]:
    return {text: one for one, text in desk.ask("SELECT id, text FROM utterance")}


def test_a_second_run_finds_everything_unchanged_and_reads_nothing(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "d", {f"2024-01-0{n}.md": f"day {n}" for n in range(1, 6)})
    first = desk.read(folder)

    monkeypatch.setattr("selfmirror.ingest.intake.probe", pytest.fail)
    second = desk.read(folder)

    assert {file.status for file in second.files} == {"unchanged"}
    assert second.totals()["utterances"] == first.totals()["utterances"] == 5
    assert (second.totals()["added"], len(desk.stored())) == (0, 5)
    assert second.files[0].first == "2024-01-01"


def test_a_touched_file_is_unchanged_by_its_content(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})
    desk.read(folder)
    os.utime(folder / "a.md", ns=(1, 1))

    assert _statuses(desk, folder) == {"a.md": "unchanged"}
    assert desk.ask("SELECT mtime_ns FROM known_file") == [(1,)]


def test_a_changed_note_keeps_what_stayed_and_lets_go_of_what_went(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": "stays\n\ngoes\n\nstays too"})
    desk.read(folder)
    before = _ids(desk)

    put(folder, {"2024-01-05.md": "new\n\nstays\n\nstays too"})
    (file,) = desk.read(folder).files
    after = _ids(desk)

    assert (file.status, file.added, file.known, file.removed) == ("indexed", 1, 2, 1)
    assert set(after) == {"new", "stays", "stays too"}
    assert {after[text] for text in ("stays", "stays too")} <= set(before.values())
    assert desk.ask("SELECT text FROM utterance ORDER BY position") == [
        ("new",),
        ("stays",),
        ("stays too",),
    ]
    assert desk.ask("SELECT count(*) FROM source") == [(1,)]


def test_an_emptied_note_lets_go_of_its_words_and_an_unreadable_one_keeps_them(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a", "b.md": "b", "c.md": "c"})
    desk.read(folder)

    put(folder, {"a.md": "", "b.md": "# \n", "c.md": b"\x00\x01\x02"})
    receipt = desk.read(folder)

    assert [file.status for file in receipt.files] == ["skipped", "skipped", "failed"]
    assert receipt.totals()["removed"] == 2
    assert desk.texts() == ["c"]


def test_a_moved_file_is_a_duplicate_and_survives_the_change_of_its_origin(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": "words", "copy/2024-01-05.md": "words"})

    assert [file.status for file in desk.read(folder).files] == ["indexed", "duplicate"]
    assert set(_statuses(desk, folder).values()) == {"unchanged"}
    assert desk.texts() == ["words"]

    put(folder, {"2024-01-05.md": "other words"})
    desk.read(folder)
    assert desk.texts() == ["other words", "words"]
    put(folder, {"copy/2024-01-05.md": "more words"})
    desk.read(folder)
    assert desk.texts() == ["more words", "other words"]


def test_the_same_words_of_two_days_were_said_twice(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": "Ran 5 km.", "2024-01-06.md": "Ran 5 km."})

    assert set(_statuses(desk, folder).values()) == {"indexed"}
    assert [day for _, _, day, _ in desk.stored()] == ["2024-01-05", "2024-01-06"]


@pytest.mark.parametrize("dated_first", [True, False])
def test_an_undated_copy_takes_the_date_that_is_known(
    tmp_path: Path, desk: Desk, *, dated_first: bool
) -> None:
    dated = put(tmp_path / "x", {"2024-01-05.md": "words"})
    undated = put(tmp_path / "y", {"backup.md": "words"})
    for folder in (dated, undated) if dated_first else (undated, dated):
        desk.read(folder)

    assert desk.stored() == [("words", "me", "2024-01-05", "file_name")]
    assert _statuses(desk, tmp_path / "y") == {"backup.md": "unchanged"}
    put(dated, {"2024-01-05.md": "changed"})
    desk.read(dated)
    assert desk.texts() == ["changed", "words"]


def test_a_copied_export_is_a_duplicate(tmp_path: Path, desk: Desk) -> None:
    for name in ("a.json", "b.json"):
        put_json(tmp_path / "d" / name, [chatgpt(node("a", None, "hi"))])

    assert _statuses(desk, tmp_path / "d") == {"a.json": "indexed", "b.json": "duplicate"}
    assert set(_statuses(desk, tmp_path / "d").values()) == {"unchanged"}


def test_words_of_two_overlapping_exports_stay_while_one_holds_them(
    tmp_path: Path, desk: Desk
) -> None:
    folder = tmp_path / "d"
    put_json(folder / "a.json", [chatgpt(node("a", None, "shared"), node("b", "a", "only a"))])
    put_json(folder / "b.json", [chatgpt(node("a", None, "shared"), node("c", "a", "only b"))])
    receipt = desk.read(folder)
    assert [(file.added, file.known) for file in receipt.files] == [(2, 0), (1, 1)]

    put_json(folder / "a.json", [chatgpt(node("z", None, "fresh"))])
    assert desk.read(folder).totals()["removed"] == 1
    assert desk.texts() == ["fresh", "only b", "shared"]


def test_what_the_person_said_of_a_file_holds_until_they_say_otherwise(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})
    day = on_day(date(2020, 5, 1), DateSource.GIVEN)
    desk.read(folder, project="Book", given=day)
    assert desk.stored() == [("a", "me", "2020-05-01", "given")]

    assert _statuses(desk, folder) == {"a.md": "unchanged"}
    put(folder, {"a.md": "b"})
    desk.read(folder)
    assert desk.stored() == [("b", "me", "2020-05-01", "given")]
    assert desk.ask("SELECT project FROM source") == [("Book",)]

    (file,) = desk.read(folder, given=on_day(date(2021, 1, 1), DateSource.GIVEN)).files
    assert (file.status, file.added, file.removed) == ("indexed", 1, 1)
    assert desk.stored() == [("b", "me", "2021-01-01", "given")]


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path, desk: Desk) -> None:
    folder = put(
        tmp_path / "d", {"2024-01-05.md": "one\n\ntwo", "copy/2024-01-05.md": "one\n\ntwo"}
    )

    tried = desk.read(folder, dry_run=True)
    assert not desk.store.home.root.exists()
    done = desk.read(folder)

    assert tried.run is None
    assert tried.files == done.files
    assert desk.read(folder, dry_run=True).totals()["unchanged"] == 2
    put(folder, {"2024-01-05.md": "one\n\nthree"})
    assert desk.read(folder, dry_run=True).totals()["added"] == 1
    assert desk.texts() == ["one", "two"]
    assert len(desk.importer.runs()) == 1


def test_a_dry_run_tells_what_would_go_and_what_stays_forgotten(tmp_path: Path, desk: Desk) -> None:
    folder = put(
        tmp_path / "d",
        {
            "2024-01-05.md": "one\n\ntwo\n\nthree",
            "a/2024-01-05.md": "two",
            "2024-01-07.md": "x\n\ny",
            "old.md": "old words",
        },
    )
    desk.read(folder)
    with desk.store.open() as db:
        db.execute("INSERT INTO forgotten VALUES (?, now()::TIMESTAMP)", [text_hash("never again")])
    put(
        folder,
        {"2024-01-05.md": "one\n\nnever again", "2024-01-07.md": "", "2020-01-01.md": "old words"},
    )
    put(folder, {"b/2024-01-05.md": "three"})

    tried = desk.read(folder, dry_run=True)
    done = desk.read(folder)

    assert tried.files == done.files
    assert (tried.totals()["removed"], tried.totals()["forgotten"]) == (3, 1)


def test_forgotten_words_do_not_come_back_and_are_accounted_for(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"a.md": "keep\n\nforget"})
    desk.read(folder)
    with desk.store.open() as db:
        db.execute("INSERT INTO forgotten SELECT hash, now() FROM utterance WHERE text = 'forget'")
        db.execute("DELETE FROM utterance WHERE text = 'forget'")

    put(tmp_path / "e", {"2024-01-05.md": "keep\n\nforget"})
    (file,) = desk.read(tmp_path / "e").files

    assert (file.utterances, file.added, file.known, file.forgotten) == (2, 1, 0, 1)
    assert desk.texts() == ["keep"]


def test_receipts_are_kept_and_shown_again(tmp_path: Path, desk: Desk, clock: FixedClock) -> None:
    folder = put(tmp_path / "d", {"2024-01-05.md": "a", "b.bin": b"\x00"})
    first = desk.read(folder)
    clock.move(hours=1)
    second = desk.read(folder)

    assert [run.id for run in desk.importer.runs()] == [first.run, second.run]
    assert desk.importer.receipt(str(first.run)).files == first.files
    assert desk.importer.receipt(str(first.run)[:6]).run == first.run
    assert desk.importer.receipt("last").files == second.files
    with pytest.raises(UsageError, match="no such import"):
        desk.importer.receipt("zzz")
    with desk.store.open() as db:
        db.execute("UPDATE import_run SET id = 'twin' || id")
    with pytest.raises(UsageError, match="several imports begin so"):
        desk.importer.receipt("twin")


def test_undo_removes_exactly_what_the_run_added(tmp_path: Path, desk: Desk) -> None:
    first = put(tmp_path / "1", {"2024-01-05.md": "one\n\nshared", "2024-01-06.md": "two"})
    desk.read(first)
    before = desk.ask("SELECT * EXCLUDE (source, position) FROM utterance ORDER BY id")
    second = put(tmp_path / "2", {"2024-01-05.md": "shared\n\nthree"})
    run = str(desk.read(second).run)

    assert desk.importer.preview_undo(run).removed == 1
    done = desk.importer.undo(run)

    assert (done.removed, done.kept) == (1, 0)
    assert desk.ask("SELECT * EXCLUDE (source, position) FROM utterance ORDER BY id") == before
    with pytest.raises(UsageError, match="there is nothing to undo"):
        desk.importer.undo(run)
    assert _statuses(desk, second) == {"2024-01-05.md": "indexed"}


def test_undo_says_how_much_that_the_run_removed_does_not_come_back(
    tmp_path: Path, desk: Desk
) -> None:
    desk.read(put(tmp_path / "d", {"2024-01-05.md": "one\n\ntwo\n\nthree"}))
    run = str(desk.read(put(tmp_path / "d", {"2024-01-05.md": "one\n\nfour and more"})).run)

    assert desk.importer.preview_undo(run).gone == 2
    done = desk.importer.undo(run)

    assert (done.removed, done.gone) == (1, 2)


def test_undo_leaves_with_another_run_what_its_files_hold_too(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path / "d", {"2024-01-05.md": "mine\n\nshared", "x/2024-01-05.md": "shared\n\nyours"})
    first = str(desk.read(tmp_path / "d" / "2024-01-05.md").run)
    second = str(desk.read(tmp_path / "d" / "x").run)

    done = desk.importer.undo(first)
    assert (done.removed, done.kept) == (1, 1)
    assert desk.texts() == ["shared", "yours"]

    assert desk.importer.undo(second).removed == 2
    assert desk.texts() == []
    assert desk.ask("SELECT count(*) FROM source") == [(0,)]


def test_indexes_are_behind_until_they_followed(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})

    assert desk.read(folder).behind
    assert desk.read(folder).behind
    desk.importer.mark_followed()
    run = desk.read(folder)
    assert not run.behind
    desk.importer.undo(str(desk.importer.runs()[0].id))
    assert desk.read(tmp_path / "nothing").behind


def test_paths_given_twice_are_read_once(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"a.md": "a"})

    receipt = desk.read(folder / "a.md", folder, folder / "a.md")

    assert [file.status for file in receipt.files] == ["indexed"]


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store
from selfmirror.ingest import ledger
from tests.fakes.clocks import FixedClock

ledger._WORDS_A_BATCH = 100

def progress(text):
    if text.startswith(f"reading {sys.argv[3]} of"):
        os.kill(os.getpid(), signal.SIGKILL)

store = Store(Home(Path(sys.argv[1])), FixedClock())
Importer(store, FixedClock(), ImportSettings()).run([Path(sys.argv[2])], ImportOptions(), progress)
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["2", "3", "4"])
def test_a_killed_import_is_completed_by_the_next(
    tmp_path: Path, open_desk: Callable[[Path], Desk], at: str
) -> None:
    folder = put(
        tmp_path / "d",
        {
            f"2024-01-0{n}.md": "\n\n".join(f"block {n} {i}" for i in range(300))
            for n in range(1, 5)
        },
    )
    home = tmp_path / "killed"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _KILLED, str(home), str(folder), at],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL

    killed, whole = open_desk(home), open_desk(tmp_path / "whole")
    whole.read(folder)
    partly = len(killed.stored())
    receipt = killed.read(folder)

    assert 0 < partly < 1200
    assert {file.status for file in receipt.files} <= {"indexed", "unchanged"}
    assert killed.stored() == whole.stored()
    assert _ids(killed) == _ids(whole)
    assert killed.ask("SELECT count(*) FROM known_file") == [(4,)]


def test_a_long_file_is_stored_in_several_transactions(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfmirror.ingest.ledger._WORDS_A_BATCH", 500)
    talks = [
        chatgpt(*[node(f"{n}-{i}", None, f"{n} {i}") for i in range(60)], key=f"c{n}")
        for n in range(20)
    ]
    put_json(tmp_path / "c.json", talks)

    (file,) = desk.importer.run([tmp_path / "c.json"], ImportOptions(), quiet).files

    assert (file.added, file.utterances, file.messages) == (1200, 1200, 1200)
    assert desk.ask("SELECT count(*) FROM utterance") == [(1200,)]
