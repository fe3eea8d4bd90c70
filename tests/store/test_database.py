"""Opening the store: one transaction, and one line about whatever stands in the way."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from selfmirror.errors import MirrorError, StoreBusy
from selfmirror.paths import Home
from selfmirror.store.database import Store, new_engine
from selfmirror.store.migrations import MIGRATIONS
from tests.fakes.clocks import FixedClock


def rows(store: Store) -> int:
    with store.open() as db:
        found = db.execute("SELECT count(*) FROM forgotten").fetchone()
    assert found
    return int(found[0])


def forget(store: Store, word: str) -> None:
    with store.open() as db:
        db.execute("INSERT INTO forgotten VALUES (?, TIMESTAMP '2024-01-01')", [word])


def test_a_block_that_raises_leaves_nothing_behind(store: Store) -> None:
    forget(store, "kept")
    with pytest.raises(RuntimeError), store.open() as db:  # noqa: PT012 - a block is what is tested
        db.execute("INSERT INTO forgotten VALUES ('lost', TIMESTAMP '2024-01-01')")
        raise RuntimeError
    assert rows(store) == 1


def test_migrations_run_once_and_in_order(store: Store) -> None:
    assert rows(store) == 0
    with Store(store.home, store.clock).open() as db:
        done = db.execute("SELECT number FROM migration ORDER BY number").fetchall()
    assert [row[0] for row in done] == list(range(1, len(MIGRATIONS) + 1))


def test_beliefs_that_were_over_in_an_older_store_are_folded_anew_to_name_what_closed_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("selfmirror.store.migrations.MIGRATIONS", MIGRATIONS[:6])
        with store.open() as db:
            for slot, ended in (("want.book", "'day'"), ("want.boat", "NULL")):
                db.execute(
                    f"INSERT INTO belief BY NAME SELECT ? AS id, 'want' AS kind, ? AS slot, 'I want it' AS statement, "
                    "1.0 AS polarity, 'day' AS from_precision, 'given' AS from_source, "
                    f"{ended} AS to_precision, TIMESTAMP '2024-01-01' AS recorded_at, 0.8 AS confidence, "
                    "'candidate' AS status, 1 AS quotes",
                    [slot, slot],
                )
    with Store(store.home, store.clock).open() as db:
        assert db.execute("SELECT slot FROM stale_slot").fetchall() == [("want.book",)]
        assert db.execute("SELECT count(closed_by) FROM belief").fetchone() == (0,)


def test_a_store_of_a_newer_selfmirror_is_left_alone(store: Store, clock: FixedClock) -> None:
    with store.open() as db:
        db.execute("INSERT INTO migration VALUES (999, TIMESTAMP '2030-01-01')")
    with pytest.raises(MirrorError, match="newer selfmirror"), Store(store.home, clock).open():
        pass


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"\x00" * 20_000])
def test_a_file_that_is_no_database_is_named_and_left_alone(store: Store, content: bytes) -> None:
    store.home.root.mkdir()
    store.home.database.write_bytes(content)
    with pytest.raises(MirrorError, match="cannot be opened") as caught, store.open():
        pass
    assert "\n" not in str(caught.value)
    assert store.home.database.read_bytes() == content


def test_a_home_that_is_a_file_is_named(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "home").write_text("")
    for root in (tmp_path / "home", tmp_path / "home" / "below"):
        with pytest.raises(MirrorError, match="home"), Store(Home(root), clock).open():
            pass


_HOLD = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(30)
"""


def test_a_file_that_another_program_has_open_is_busy_and_its_pid_is_named(
    store: Store, clock: FixedClock
) -> None:
    rows(store)
    holder = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _HOLD, str(store.home.database)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout
        holder.stdout.readline()
        impatient = Store(store.home, clock, wait=0.1)
        with pytest.raises(StoreBusy, match=str(holder.pid)), impatient.open():
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_full_disk_is_said_plainly_and_loses_nothing(store: Store) -> None:
    forget(store, "kept")
    with pytest.raises(MirrorError, match="full"), store.open() as db:  # noqa: PT012 - as above
        db.execute("INSERT INTO forgotten VALUES ('lost', TIMESTAMP '2024-01-01')")
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")
    assert rows(store) == 1


def test_a_disk_that_fails_while_the_schema_is_made_is_one_line(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not read from file\nStack trace")

    with monkeypatch.context() as broken:
        broken.setattr("selfmirror.store.database.migrate", fail)
        with pytest.raises(MirrorError, match="cannot be used: IO Error") as caught, store.open():
            pass
    assert "\n" not in str(caught.value)
    assert rows(store) == 0


def test_a_home_removed_meanwhile_is_made_anew(store: Store) -> None:
    forget(store, "kept")
    for file in store.home.root.iterdir():
        file.unlink()
    assert rows(store) == 0


def test_an_empty_file_is_not_taken_for_a_store_to_be_made(store: Store) -> None:
    store.home.root.mkdir()
    store.home.database.touch()
    with pytest.raises(MirrorError, match="it is an empty file; nothing was changed"), store.open():
        pass
    assert not store.home.database.stat().st_size


def test_what_a_crash_left_of_a_store_in_the_making_is_cleared(store: Store) -> None:
    store.home.root.mkdir()
    store.home.database.with_suffix(".fresh").write_bytes(b"half a store")
    store.home.database.with_suffix(".fresh.wal").write_bytes(b"half a log")
    assert rows(store) == 0


def test_a_store_that_went_missing_is_made_anew_and_told_of(home: Home, clock: FixedClock) -> None:
    told: list[str] = []
    written = home.journal / "2024" / "01" / "a.md"
    written.parent.mkdir(parents=True)
    written.write_text("the first words of a new home")
    rows(Store(home, clock, tell=told.append))
    assert not told

    home.database.unlink()
    rows(Store(home, clock, tell=told.append))
    (line,) = told
    assert "was missing and is made anew: the journal comes back, but no imports" in line


def test_a_store_killed_while_it_is_made_is_made_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(connection: duckdb.DuckDBPyConnection, _: object) -> None:
        connection.execute("CREATE TABLE half (x INTEGER)")
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("selfmirror.store.database.migrate", killed)
        with pytest.raises(KeyboardInterrupt), store.open():
            pass
    assert not store.home.database.exists()
    assert rows(store) == 0


def test_a_commit_that_finds_no_room_is_said_plainly_and_the_store_goes_on(
    store: Store,
) -> None:
    forget(store, "kept")
    with pytest.raises(MirrorError, match="is full"), store.open():
        raise duckdb.TransactionException(
            "TransactionContext Error: Failed to commit: Could not write file: No space left on device"
        )
    assert rows(store) == 1


def test_what_does_not_fit_into_memory_goes_below_the_home_and_is_gone_after(
    home: Home, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("selfmirror.store.database.new_engine", new_engine)
    seen: list[bool] = []
    with store.sparing(), store.open() as db:
        db.execute(
            "CREATE TEMP TABLE big AS SELECT range AS id, repeat(md5(range::TEXT), 8) AS text "
            "FROM range(700000)"
        )
        seen.append(home.spill.is_dir() and any(home.spill.iterdir()))
        db.execute("DROP TABLE big")
    (home.spill / "left").parent.mkdir(exist_ok=True)
    (home.spill / "left").write_text("what a killed process left")

    with Store(home, store.clock).open():
        assert not (home.spill / "left").exists()
    assert seen == [True]
    assert not (tmp_path / ".tmp").exists()
