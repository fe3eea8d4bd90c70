"""Dates that the person gives in a `dates.toml` beside the files."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from selfmirror.ingest.given_dates import read_table
from selfmirror.ingest.globs import Glob
from selfmirror.ingest.receipt import Receipt, Status
from selfmirror.words.when import DateSource, Precision, on_day
from tests.ingest.conftest import Desk

WRITTEN = date(2026, 5, 10)


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _dated(receipt: Receipt) -> dict[str, str | None]:
    return {file.path.rsplit("/", 1)[-1]: file.first for file in receipt.files}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("old.md", "old.md", True),
        ("old.md", "sub/old.md", False),
        ("*.txt", "a.txt", True),
        ("*.txt", "sub/a.txt", False),
        ("letters/*.txt", "letters/a.txt", True),
        ("letters/**", "letters/deep/a.txt", True),
        ("**/a.txt", "a.txt", True),
        ("**/a.txt", "x/y/a.txt", True),
        ("x/**/a.*", "x/a.txt", True),
        ("x/**/a.*", "y/a.txt", False),
        ("note [1].md", "note [1].md", True),
        ("**/**/**/b", "a/" * 200 + "a", False),
        ("*a" * 30 + "b", "a" * 250, False),
    ],
)
def test_a_glob_stays_within_a_name_unless_it_has_two_stars(
    pattern: str, path: str, fits: bool
) -> None:
    assert Glob(pattern).matches(path) is fits


def test_a_table_reads_whatever_a_date_may_be_written_as() -> None:
    table = read_table(
        b'"a.md" = 2019-03-01\n"b.md" = "2019-03"\n"c.md" = 2019\n"d.md" = "spring 2020"\n'
        b'"e.md" = "3 weeks ago"\n"f.md" = 2019-03-01T23:30:00+03:00\ng.md = "2018"\n',
        WRITTEN,
    )

    given = {name: said.iso() for name, said in table.names.items()}
    assert given == {
        "a.md": "2019-03-01",
        "b.md": "2019-03",
        "c.md": "2019",
        "d.md": "2020",
        "e.md": "2026-04-19",
        "f.md": "2019-03-01",
        "g.md": "2018",
    }
    assert {said.source for said in table.names.values()} == {DateSource.GIVEN}
    assert not table.faults


@pytest.mark.parametrize(
    "content", [b'"a.md" = ', b"\xff\xfe", b"[" * 5000, b'"a" = 1\n"a" = 2', b" " * (1 << 21)]
)
def test_a_broken_table_is_a_fault_and_gives_nothing(content: bytes) -> None:
    table = read_table(content, WRITTEN)

    assert table.broken
    assert table.faults
    assert not table.names


def test_a_table_dates_the_files_below_it_and_the_nearest_wins(desk: Desk, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    for name in ("old.md", "letters/a.txt", "letters/b.txt", "letters/deep/c.txt", "else.md"):
        _put(notes / name, f"I like {name}.")
    _put(notes / "2020-02-02.md", "---\ndate: 2021-01-01\n---\nI like both.")
    _put(
        notes / "dates.toml",
        '"old.md" = 2019-03-01\n"letters/**" = 2017\n"2020-*" = 2016\n"letters/a.txt" = 2015\n',
    )
    _put(notes / "letters" / "dates.toml", '"b.txt" = "2018-05"\n')

    receipt = desk.read(notes)

    assert _dated(receipt) == {
        "old.md": "2019-03-01",
        "a.txt": "2015",
        "b.txt": "2018-05",
        "c.txt": "2017",
        "2020-02-02.md": "2016",
        "else.md": None,
        "dates.toml": None,
    }
    tables = [file for file in receipt.files if file.path.endswith("dates.toml")]
    assert {(file.status, file.reason) for file in tables} == {
        (Status.SKIPPED, "dates given for files")
    }


def test_a_date_on_the_command_line_counts_before_the_table(desk: Desk, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    _put(notes / "a.md", "I like tea.")
    _put(notes / "dates.toml", '"a.md" = 2019-03-01\n')
    given = on_day(date(2001, 1, 1), DateSource.GIVEN, Precision.YEAR)

    assert _dated(desk.read(notes, given=given))["a.md"] == "2001"
    assert desk.stored()[0][2] == "2001-01-01"


def test_a_changed_table_dates_anew_and_an_unchanged_one_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    note, table = _put(notes / "a.md", "I like tea."), notes / "dates.toml"

    seen = []
    for text in ("", '"a.md" = 2019-03-01\n', '"a.md" = 2018\n', ""):
        table.write_text(text)
        desk.read(notes)
        (again,) = (file for file in desk.read(notes).files if file.path == str(note))
        assert again.status is Status.UNCHANGED
        seen.append([row[2:] for row in desk.stored()])

    assert seen == [
        [(None, "unknown")],
        [("2019-03-01", "given")],
        [("2018-01-01", "given")],
        [(None, "unknown")],
    ]


def test_a_broken_table_fails_by_name_and_takes_back_no_date(desk: Desk, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    _put(notes / "a.md", "I like tea.")
    table = _put(notes / "dates.toml", '"a.md" = 2019-03-01\n"b.md" = "whenever"\n')

    first = desk.read(notes)
    table.write_text('"a.md" = 2019-03-01\n"b.md')
    second = desk.read(notes)

    for receipt, named in ((first, "b.md: «whenever»"), (second, "no TOML")):
        (line,) = (file for file in receipt.files if file.path == str(table))
        assert line.status is Status.FAILED
        assert named in line.reason
    assert [row[2] for row in desk.stored()] == ["2019-03-01"]


def test_a_table_above_counts_for_a_part_imported_later(desk: Desk, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    _put(tmp_path / "dates.toml", '"**/*.md" = 1999\n')
    _put(notes / "dates.toml", '"sub/*.md" = 2019\n')
    _put(notes / "sub" / "a.md", "I like tea.")

    assert _dated(desk.read(notes / "sub"))["a.md"] is None
    assert _dated(desk.read(notes))["a.md"] == "2019"
    _put(notes / "sub" / "b.md", "I like coffee.")
    assert _dated(desk.read(notes / "sub" / "b.md")) == {"b.md": "2019"}


def test_a_table_in_a_zip_dates_the_files_beside_it(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as packed:
        packed.writestr("дневник/a.md", "I like tea.")
        packed.writestr("дневник/dates.toml", '"a.md" = "март 2019"\n')
        packed.writestr("b.md", "I like coffee.")

    assert _dated(desk.read(tmp_path / "notes.zip")) == {
        "a.md": "2019-03",
        "b.md": None,
        "dates.toml": None,
    }


def test_a_pipe_named_like_a_table_is_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    _put(tmp_path / "notes" / "a.md", "I like tea.")
    os.mkfifo(tmp_path / "notes" / "dates.toml")

    assert _dated(desk.read(tmp_path / "notes")) == {"a.md": None, "dates.toml": None}
