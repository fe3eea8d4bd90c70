"""The time of a file on disk: shown as weak where nothing else is known, and never counted with."""

import os
import zipfile
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from selfmirror.ingest.file_times import day_of_entry, day_of_file
from selfmirror.ingest.receipt import Status
from selfmirror.store.utterances import get_utterances
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote
from selfmirror.words.spoken import spoken_date
from selfmirror.words.when import UNKNOWN_TIME, DateSource, by_file_time
from tests.fakes.clocks import FixedClock
from tests.ingest.conftest import Desk

OLD = date(2019, 3, 1)


def _put(path: Path, text: str, written: date = OLD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    moment = datetime(written.year, written.month, written.day, 12).astimezone().timestamp()
    os.utime(path, (moment, moment))
    return path


def _shown(desk: Desk) -> dict[str, str]:
    with desk.store.open() as db:
        ids = [row[0] for row in db.execute("SELECT id FROM utterance").fetchall()]
        return {one.text: one.said.shown() for one in get_utterances(db, ids).values()}


def test_a_weak_day_is_shown_and_is_no_time() -> None:
    said = by_file_time(OLD)

    assert not said.known
    assert said.iso() is None
    assert said.shown() == "~2019-03-01 (file time)"
    assert said.shown_day() == "~2019-03-01"
    assert spoken_date(said, Language.EN) == "undated (the file is of 1 March 2019)"
    assert spoken_date(said, Language.RU) == "без даты (файл от 1 марта 2019)"


def test_what_stands_for_an_unknown_day_is_shown_whole() -> None:
    assert UNKNOWN_TIME.shown_day("a time unknown") == "a time unknown"


def test_times_that_are_none_give_no_day() -> None:
    assert day_of_file(0) is None
    assert day_of_file(-(10**18)) is None
    assert day_of_file(10**30) is None
    assert day_of_entry(zipfile.ZipInfo("a")) is None
    broken = zipfile.ZipInfo("a", (2019, 3, 1, 0, 0, 0))
    assert day_of_entry(broken) == OLD
    broken.date_time = (2019, 13, 1, 0, 0, 0)
    assert day_of_entry(broken) is None


def test_a_note_without_any_date_shows_its_files_day_with_a_warning(
    desk: Desk, tmp_path: Path
) -> None:
    line = desk.one(_put(tmp_path / "n" / "thought.md", "I like tea."))

    assert line.dated == {"file_time": 1}
    assert (line.first, line.last) == (None, None)
    assert line.warnings == (
        "dated by its file's time alone (2019-03-01): weak, it orders nothing",
    )
    assert _shown(desk) == {"I like tea.": "~2019-03-01 (file time)"}
    assert desk.stored() == [("I like tea.", "me", None, "unknown")]


def test_whatever_else_is_known_counts_instead(desk: Desk, tmp_path: Path) -> None:
    notes = tmp_path / "n"
    _put(notes / "2020-01-02.md", "I like tea.")
    _put(notes / "diary.md", "Before.\n\n# 2020-01-03\n\nOne.\n\n# 2020-01-04\n\nTwo.")
    _put(notes / "given.md", "I like water.")
    _put(notes / "dates.toml", '"given.md" = 2001')

    receipt = desk.read(notes)

    assert "file_time" not in receipt.totals()["dated"]
    assert _shown(desk)["Before."] == "undated"


def test_a_file_of_today_or_of_tomorrow_is_undated(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    today = clock.now().date()
    for name, day in (("a", today), ("b", today + timedelta(days=9))):
        line = desk.one(_put(tmp_path / f"{name}.md", f"I like {name}.", day))
        assert line.dated == {"unknown": 1}
        assert not line.warnings


def test_a_zip_tells_its_entries_days_and_not_its_own(desk: Desk, tmp_path: Path) -> None:
    packed = tmp_path / "notes.zip"
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr(zipfile.ZipInfo("a.md", (2018, 7, 6, 1, 2, 4)), "I like tea.")
        opened.writestr(zipfile.ZipInfo("b.md"), "I like water.")
    os.utime(packed, (1e9, 1e9))

    desk.read(packed)

    assert _shown(desk) == {"I like tea.": "~2018-07-06 (file time)", "I like water.": "undated"}


def test_reading_again_changes_nothing_whenever_it_is_done(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    today = clock.now().date()
    old, new = _put(tmp_path / "n" / "a.md", "I like tea."), tmp_path / "n" / "b.md"
    _put(new, "I like water.", today)
    desk.read(tmp_path / "n")
    before = _shown(desk)

    clock.move(days=40)
    again = desk.read(tmp_path / "n")
    assert {file.status for file in again.files} == {Status.UNCHANGED}
    assert _shown(desk) == before

    # Copied about, or edited: what was decided of the file holds.
    _put(old, "I like tea.", today + timedelta(days=20))
    desk.read(tmp_path / "n")
    _put(old, "I like tea.\n\nAnd cake.", today + timedelta(days=30))
    desk.read(tmp_path / "n")
    assert _shown(desk) == before | {"And cake.": "~2019-03-01 (file time)"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_show_the_earliest_day_in_any_order(
    desk: Desk, clock: FixedClock, tmp_path: Path, order: tuple[int, ...]
) -> None:
    days = (date(2020, 1, 1), OLD, clock.now().date())
    copies = [_put(tmp_path / str(n) / "a.md", "I like tea.", day) for n, day in enumerate(days)]

    runs = [desk.read(copies[place]).run for place in order]
    assert _shown(desk) == {"I like tea.": "~2019-03-01 (file time)"}

    desk.importer.undo(runs[order.index(1)] or "")
    assert _shown(desk) in ({"I like tea.": "~2020-01-01 (file time)"}, {})


def test_a_dated_copy_takes_the_weak_one_along(desk: Desk, tmp_path: Path) -> None:
    _put(tmp_path / "n" / "a.md", "I like tea.")
    _put(tmp_path / "n" / "z" / "2018-05-06.md", "I like tea.", date(2021, 1, 1))

    desk.read(tmp_path / "n")

    assert desk.stored() == [("I like tea.", "me", "2018-05-06", "file_name")]
    assert by_file_time(OLD).source is DateSource.FILE_TIME


def test_a_quote_tells_programs_a_weak_day_apart_from_a_date() -> None:
    told = Quote("u", "I like tea.", by_file_time(OLD), "note").as_json()

    assert (told["said_at"], told["file_time"]) == (None, "2019-03-01")
    assert "file_time" not in Quote("u", "I like tea.", UNKNOWN_TIME, "note").as_json()
