"""The watcher's day, told with a clock that is moved by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from selfmirror.errors import StoreBusy
from selfmirror.watch.settling import QUIET
from selfmirror.watch.watcher import Grounds, Tempo, Watcher


class Reader:
    """Records what it is given to read, and is busy when told to be."""

    def __init__(self) -> None:
        self.read: list[list[str]] = []
        self.slices = 0
        self.busy = False

    def take_in(self, paths: Sequence[Path]) -> str:
        if self.busy:
            raise StoreBusy("the store is held by pid 7")
        self.read.append([path.name for path in paths])
        return f"{len(paths)} read"

    def catch_up(self) -> bool:
        self.slices -= 1
        return self.slices > 0


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def watcher(notes: Path, reader: Reader, told: list[str], tmp_path: Path) -> Watcher:
    return Watcher(Grounds((notes,), tmp_path / "home"), reader, told.append, Tempo())


def test_it_reads_the_folder_first(watcher: Watcher, reader: Reader) -> None:
    watcher.step(0.0)
    assert reader.read == [["notes"]]
    watcher.step(0.1)
    assert watcher.settled


def test_a_saved_file_is_not_kept_waiting_by_what_is_still_to_be_drawn(
    watcher: Watcher, reader: Reader, notes: Path
) -> None:
    reader.slices = 100
    watcher.step(0.0)
    (notes / "a.md").write_text("a")
    watcher.notice([notes / "a.md"], 1.0)
    for tick in range(6):
        watcher.step(1.0 + tick / 4)
    assert reader.read == [["notes"], ["a.md"]]
    assert 90 < reader.slices < 100
    assert not watcher.settled


def test_a_saved_file_alone_is_read_once_it_rests(
    watcher: Watcher, reader: Reader, notes: Path
) -> None:
    (notes / "old.md").write_text("old")
    watcher.step(0.0)
    (notes / "new.md").write_text("new")
    watcher.notice([notes / "new.md"], 1.0)
    watcher.step(1.0)
    watcher.step(1.0 + QUIET / 2)
    assert reader.read == [["notes"]]
    watcher.step(1.0 + QUIET)
    watcher.step(5.0)
    assert reader.read == [["notes"], ["new.md"]]


def test_an_editors_save_by_rename_reads_the_note_and_not_the_draft(
    watcher: Watcher, reader: Reader, notes: Path
) -> None:
    watcher.step(0.0)
    draft, note = notes / ".note.md.swp", notes / "note.md"
    draft.write_text("words")
    watcher.notice([draft], 1.0)
    draft.rename(note)
    watcher.notice([note], 1.1)
    for tick in range(20):
        watcher.step(1.1 + tick / 4)
    assert reader.read == [["notes"], ["note.md"]]


def test_a_folder_that_appears_stands_for_its_files(
    watcher: Watcher, reader: Reader, notes: Path
) -> None:
    watcher.step(0.0)
    (notes / "2024" / ".git").mkdir(parents=True)
    (notes / "2024" / "a.md").write_text("a")
    (notes / "2024" / ".git" / "HEAD").write_text("ref")
    watcher.notice([notes / "2024"], 1.0)
    watcher.step(1.0)
    watcher.step(3.0)
    assert reader.read == [["notes"], ["a.md"]]


def test_a_busy_store_is_waited_for_and_nothing_is_forgotten(
    watcher: Watcher, reader: Reader, notes: Path, told: list[str]
) -> None:
    watcher.step(0.0)
    reader.busy = True
    (notes / "a.md").write_text("a")
    watcher.notice([notes / "a.md"], 1.0)
    watcher.step(1.0)
    watcher.step(2.0)
    assert told[-1] == "the store is held by pid 7; trying again every 5 s"
    reader.busy = False
    watcher.step(3.0)
    assert reader.read == [["notes"]]
    assert len(told) == 2
    watcher.step(7.0)
    assert reader.read == [["notes"], ["a.md"]]
    watcher.step(7.1)
    assert watcher.settled


def test_a_missed_event_is_made_good_by_the_next_look_at_everything(
    watcher: Watcher, reader: Reader, notes: Path
) -> None:
    (notes / "kept.md").write_text("kept")
    watcher.step(0.0)
    (notes / "missed.md").write_text("missed")
    watcher.step(500.0)
    assert reader.read == [["notes"]]
    watcher.step(601.0)
    watcher.step(603.0)
    assert reader.read == [["notes"], ["missed.md"]]
    watcher.step(1300.0)
    watcher.step(1302.0)
    assert len(reader.read) == 2


def test_a_deleted_file_is_left_alone(watcher: Watcher, reader: Reader, notes: Path) -> None:
    note = notes / "a.md"
    note.write_text("a")
    watcher.step(0.0)
    note.unlink()
    watcher.notice([note], 1.0)
    watcher.step(1.0)
    watcher.step(3.0)
    watcher.step(700.0)
    assert reader.read == [["notes"]]


def test_selfmirrors_own_files_are_not_read_as_notes(
    notes: Path, reader: Reader, told: list[str]
) -> None:
    home = notes / "mirror"
    (home / "journal").mkdir(parents=True)
    own = home / "journal" / "entry.md"
    watcher = Watcher(Grounds((notes,), home), reader, told.append)
    watcher.step(0.0)
    own.write_text("mine")
    watcher.notice([own, home], 1.0)
    watcher.step(1.0)
    watcher.step(3.0)
    assert reader.read == [["notes"]]


def test_a_change_outside_the_folders_is_nobodys(
    watcher: Watcher, reader: Reader, tmp_path: Path
) -> None:
    watcher.step(0.0)
    other = tmp_path / "other.md"
    other.write_text("x")
    watcher.step(0.1)
    watcher.notice([other], 1.0)
    assert watcher.settled
