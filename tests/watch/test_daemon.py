"""The daemon as a process: it reads, follows, and ends between two batches when told to."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from selfmirror.errors import MirrorError
from selfmirror.ingest.options import ImportOptions
from selfmirror.ingest.receipt import FileAccount, Receipt, Status
from selfmirror.watch.daemon import Daemon, Means
from selfmirror.watch.observing import observing
from selfmirror.watch.watcher import Grounds, Tempo

QUICK = Tempo(look=0.01, retry=0.05)


@dataclass
class Core:
    """Stands for the importer and search; records in which order it was called."""

    calls: list[str] = field(default_factory=list)
    vectors_left: int = 0
    mute: bool = False
    status: Status = Status.INDEXED
    on_draw: Callable[[], None] = lambda: None
    drawn: threading.Event = field(default_factory=threading.Event)

    def run(self, paths: Sequence[Path], options: ImportOptions, progress: Any) -> Receipt:
        self.calls.append("import " + " ".join(path.name for path in paths))
        files = tuple(FileAccount(str(path), self.status, added=1) for path in paths)
        return Receipt("r", files, 0.1, behind=self.status is Status.INDEXED)

    def mark_followed(self) -> None:
        self.calls.append("followed")
        self.drawn.set()

    def catch_up_words(self, progress: Any) -> None:
        self.calls.append("words")

    def catch_up(self, progress: Any, *, embed_at_most: int) -> int:
        self.calls.append("slice")
        self.vectors_left = max(self.vectors_left - (0 if self.mute else embed_at_most), 0)
        return self.vectors_left

    def draw(self, progress: Callable[[str], None]) -> None:
        self.on_draw()
        progress("reading 1 of 9")
        self.calls.append("rest")


def daemon_on(core: Any, notes: Path, told: list[str]) -> Daemon:
    return Daemon(
        Grounds((notes,), notes.parent / "home"),
        Means(core, core, core.draw),
        ImportOptions(),
        told.append,
    )


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


def test_a_changed_table_of_dates_reads_the_files_beside_it(notes: Path) -> None:
    core = Core()
    daemon_on(core, notes, []).take_in([notes / "a.md", notes / "dates.toml"])

    assert core.calls[0] == "import a.md notes"


def tell_to_end(which: signal.Signals, when: threading.Event) -> None:
    def wait() -> None:
        when.wait(5)
        os.kill(os.getpid(), which)

    threading.Thread(target=wait, daemon=True).start()


def test_once_reads_draws_and_ends(notes: Path) -> None:
    core, told = Core(), list[str]()
    assert daemon_on(core, notes, told).once()
    assert core.calls == ["import notes", "rest", "followed"]
    assert told == ["1 file: 1 indexed; 1 utterance added"]


def test_once_with_nothing_new_draws_nothing_and_names_failures(notes: Path) -> None:
    core, told = Core(status=Status.FAILED), list[str]()
    assert not daemon_on(core, notes, told).once()
    assert core.calls == ["import notes"]
    assert "1 failed" in told[0]


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_words_come_first_then_vectors_in_slices_then_the_rest(
    notes: Path, which: signal.Signals
) -> None:
    core, told = Core(vectors_left=100), list[str]()
    before = signal.getsignal(which)
    tell_to_end(which, core.drawn)
    assert daemon_on(core, notes, told).run(QUICK) == which
    assert core.calls == ["import notes", "words", "slice", "slice", "slice", "rest", "followed"]
    assert signal.getsignal(which) is before


def test_a_signal_in_the_middle_of_a_long_batch_ends_it(notes: Path) -> None:
    core, told = Core(), list[str]()
    core.on_draw = lambda: os.kill(os.getpid(), signal.SIGTERM)
    assert daemon_on(core, notes, told).run(QUICK) == signal.SIGTERM
    assert "followed" not in core.calls
    assert "the rest follows at the next start" in told[-1]


def test_a_daemon_whose_observer_dies_goes_on_with_another(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[int]()

    @contextmanager
    def frail(folders: Any, changes: Any, tell: Any) -> Any:
        with observing(folders, changes, tell) as intact:
            opened.append(1)
            yield intact if len(opened) > 1 else (lambda: False)

    monkeypatch.setattr("selfmirror.watch.daemon.observing", frail)
    core = Core()
    tell_to_end(signal.SIGTERM, core.drawn)
    assert daemon_on(core, notes, []).run(QUICK) == signal.SIGTERM
    assert len(opened) == 2


def test_a_model_that_does_not_answer_is_not_asked_without_a_pause(tmp_path: Path) -> None:
    core = Core(vectors_left=60, mute=True)
    daemon = daemon_on(core, tmp_path, [])

    assert daemon.catch_up()
    with pytest.raises(MirrorError, match="60 passages wait"):
        daemon.catch_up()
    assert core.calls == ["slice", "slice", "rest", "followed"]
    core.mute = False
    assert daemon.catch_up()
    assert not daemon.catch_up()
