"""Diaries in one file, whose entries begin with a day; Old Style, impossible and yearless days."""

from pathlib import Path

import pytest

from selfmirror.ingest.formats.dated_lines import with_dated_lines
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.text_dates import find_date, parse_moment
from tests.ingest.conftest import Desk
from tests.ingest.reading import parse


def _days(path: Path, text: str) -> list[tuple[str, str | None]]:
    path.write_text(text, encoding="utf-8")
    return [(piece.text, piece.said.iso()) for one in parse(path) for piece in one.pieces]


@pytest.mark.parametrize("name", ["diary.txt", "diary.md"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("07.09.2025", "08.09.2025"),
        ("воскресенье, 07.09.2025", "понедельник, 08.09.2025"),
        ("7 сентября 2025, воскресенье", "8 сентября 2025 г., пн"),
        ("Sunday, 7 September 2025", "Monday, September 8th, 2025"),
        ("**2025-09-07**", "**2025-09-08** 21:30"),
        ("# 2025-09-07", "## 8 Sep 2025"),
    ],
)
def test_a_line_that_is_a_day_dates_what_follows(
    tmp_path: Path, name: str, first: str, second: str
) -> None:
    text = f"About me.\n\n{first}\nI like tea.\n\nAnd cake.\n\n{second}\n\nI like rain."

    assert _days(tmp_path / name, text) == [
        ("About me.", None),
        ("I like tea.", "2025-09-07"),
        ("And cake.", "2025-09-07"),
        ("I like rain.", "2025-09-08"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Birthdays\n\n2020-01-05\n2020-02-06\n2020-03-07\n\nThat is all.",
        "- 2020-01-05\n- 2020-02-06\n- 2020-03-07",
        "2020-01-05 and\n\nthen 2020-02-06 came.",
        "One.\n\n2020-01-05\n\nTwo.",
        "One.\n\n2020-05-05\na\n2019-02-06\nb\n2021-03-07\nc\n2018-03-07\nd",
        "```\n2020-01-05\nstarted\n2020-01-06\nended\n```\n\nA log.",
    ],
)
def test_a_list_of_dates_is_no_diary(tmp_path: Path, text: str) -> None:
    assert {day for _, day in _days(tmp_path / "notes.md", text)} == {None}


def test_a_diary_may_run_backwards(tmp_path: Path) -> None:
    text = "2025-09-08\nlater\n\n2025-09-07\nbefore\n\n2025-09-01\nfirst"

    assert [day for _, day in _days(tmp_path / "d.txt", text)] == [
        "2025-09-08",
        "2025-09-07",
        "2025-09-01",
    ]


def test_an_impossible_day_leaves_its_entry_undated_with_a_warning(
    desk: Desk, tmp_path: Path
) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("28.02.2025\none\n\n30.02.2025\ntwo\n\n01.03.2025\nthree", encoding="utf-8")

    line = desk.one(diary)

    assert line.warnings == ("there is no date 30.02.2025",)
    assert [(row[0], row[2]) for row in desk.stored()] == [
        ("one", "2025-02-28"),
        ("three", "2025-03-01"),
        ("two", None),
    ]


def test_days_without_a_year_take_that_of_the_note(tmp_path: Path) -> None:
    text = (
        "## Sunday, 7 Sep\none\n\n## 8 сентября\ntwo\n\n## Friday, 9 Sep\nthree\n\n## 31 June\nfour"
    )
    path = tmp_path / "2025.md"

    assert _days(path, text) == [
        ("one", "2025-09-07"),
        ("two", "2025-09-08"),
        ("three", None),
        ("four", None),
    ]
    assert parse(path)[0].warnings == (
        "9 sep 2025 is no friday: its year is not known",
        "there is no date 31 june 2025",
    )
    assert {day for _, day in _days(tmp_path / "diary.md", text)} == {None}


@pytest.mark.parametrize("name", ["diary.txt", "diary.md"])
@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("30 декабря 2024", "31 декабря", "1 января"),
        ("Понедельник, 30 дек 2024", "Вторник, 31 дек", "Среда, 1 января"),
        ("Mon, December 30, 2024", "Tue, December 31", "Wed, January 1"),
        ("# 30 декабря 2024", "# 31 декабря, вторник", "# 1 января, среда"),
    ],
)
def test_days_without_a_year_follow_the_day_above_them(
    tmp_path: Path, name: str, first: str, second: str, third: str
) -> None:
    entries = [f"{first}\nI like tea.", f"{second}\nI like rain.", f"{third}\nI like snow."]
    dated = [("I like tea.", "2024-12-30"), ("I like rain.", "2024-12-31")]
    dated.append(("I like snow.", "2025-01-01"))

    assert _days(tmp_path / name, "\n\n".join(entries)) == dated


def test_a_diary_without_years_that_runs_backwards_turns_the_year_too(tmp_path: Path) -> None:
    text = "2 января 2025\nХочу чаю.\n\n1 января\nХочу снега.\n\n31 декабря\nХочу ёлку."

    assert [day for _, day in _days(tmp_path / "diary.txt", text)] == [
        "2025-01-02", "2025-01-01", "2024-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["diary.txt", "diary.md"])
@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("04.03.2024 / 05.03 / 06.03.", "2024-03-04 2024-03-05 2024-03-06"),
        ("04.03.2024 / 05.03.24 / 06.03.24", "2024-03-04 2024-03-05 2024-03-06"),
        ("28.11.2024 / 15.01 / 16.01", "2024-11-28 2025-01-15 2025-01-16"),
        ("04.03.2024 / 05.11", "2024-03-04 2024-11-05"),
        ("06.03.2024 / 05.03 / 31.12", "2024-03-06 2024-03-05 2023-12-31"),
        ("01.03.2024 / 05.03 / 04.04 / 05.03", "2024-03-01 2024-03-05 2024-04-04 None"),
        ("04.03.2024 / 05.03, вт / 06.03, пт", "2024-03-04 2024-03-05 None"),
        ("28.02.2025 / 01.03.2025 / 29.02", "2025-02-28 2025-03-01 None"),
        ("01.03.2024 / 02.03.2024 / 10.05 / 10.30", "2024-03-01" + " 2024-03-02" * 3),
        ("01.03.2024 / 02.03.2024 / 8/10", "2024-03-01 2024-03-02 2024-03-02"),
        ("25/02/2024 / 26/02 / 05/03", "2024-02-25 2024-02-26 None"),
        ("30-08-2025 / 31-08-2025 / 01-09-2025", "2025-08-30 2025-08-31 None"),
        ("5-7 мая 2024 / 8 мая 2024 / 28 мая - 2 июня 2024", "2024-05 2024-05-08 2024"),
        ("28.02.2019 / 01.03.2019 / Апрель 2019", "2019-02-28 2019-03-01 2019-04"),
        ("04.03.2024 / 5-7 марта / 8 марта", "2024-03-04 None 2024-03-08"),
        ("05.03 / 06.03 / 07.03", "None None None"),
    ],
)
def test_the_order_of_days_tells_the_year_that_they_leave_out(
    tmp_path: Path, name: str, lines: str, days: str
) -> None:
    text = "\n\n".join(f"{line}\nI like tea." for line in lines.split(" / "))

    assert " ".join(str(day) for _, day in _days(tmp_path / name, text)) == days


def test_an_entry_written_a_day_late_keeps_the_year(tmp_path: Path) -> None:
    days = ["01.03.2024", *(f"{day:02}.03" for day in (2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 11))]
    text = "\n\n".join(f"{day}\nI like tea." for day in days)

    assert _days(tmp_path / "d.txt", text)[-2:] == [
        ("I like tea.", "2024-03-09"),
        ("I like tea.", "2024-03-11"),
    ]


def test_a_diary_named_by_its_year_dates_lines_without_one(tmp_path: Path) -> None:
    for name, line in (
        ("Дневник 1999.txt", "05.03"),
        ("1999.md", "5 марта"),
        ("1999.txt", "05.03.99"),
    ):
        text = "\n\n".join(f"{day}\nI like tea." for day in (line, line.replace("5", "6", 1)))
        days = [day for _, day in _days(tmp_path / name, text)]
        assert days == ["1999-03-05", "1999-03-06"]


def test_headings_that_are_months_date_their_sections_and_years_alone_do_not(
    tmp_path: Path,
) -> None:
    months = _days(tmp_path / "a.md", "## Март 2019\none\n\n## Апрель 2019\ntwo\n\n# 2020\nthree")
    years = _days(tmp_path / "b.md", "## 2019\none\n\n## 2020\ntwo")

    assert [day for _, day in months] == ["2019-03", "2019-04", "2020"]
    assert [day for _, day in years] == [None, None]


def test_a_year_above_them_holds_for_days_without_one(tmp_path: Path) -> None:
    text = "# 2024\n\n## 30 December\none\n\n## 31 December\ntwo\n\n# 2025\n\n## January 1\nthree"

    assert [day for _, day in _days(tmp_path / "diary.md", text)] == [
        "2024-12-30",
        "2024-12-31",
        "2025-01-01",
    ]


@pytest.mark.parametrize(
    ("text", "day", "warned"),
    [
        ("5 января 1900 (ст. ст.)", "1900-01-05", "Old Style"),
        ("5 января 1900 года по старому стилю", "1900-01-05", "Old Style"),
        ("25 октября 1917 г. ст. стиля", "1917-10-25", "Old Style"),
        ("24 March 1661 (O.S.)", "1661-03-24", "Old Style"),
        ("5 (18) января 1900", "1900-01-05", "two calendars"),
        ("5/18 January 1900", "1900-01-05", "two calendars"),
        ("24 января (6 февраля) 1900", "1900-01-24", "two calendars"),
        ("30 February 2024", None, "there is no date"),
        ("29 февраля 1900 (ст. ст.)", None, "there is no date"),
        ("5 January 1900", "1900-01-05", ""),
    ],
)
def test_a_date_of_another_calendar_is_kept_as_found_with_a_warning(
    text: str, day: str | None, warned: str
) -> None:
    search = find_date(text)

    assert (search.found.day.isoformat() if search.found else None) == day
    assert warned in search.warning
    assert bool(search.warning) == bool(warned)


def test_an_old_style_heading_dates_a_note_and_warns(desk: Desk, tmp_path: Path) -> None:
    note = tmp_path / "letter.md"
    note.write_text("# 5 января 1900 (ст. ст.)\n\nЛюблю чай.", encoding="utf-8")

    line = desk.one(note)

    assert line.first == "1900-01-05"
    assert line.warnings == ("5 января 1900 is in the Old Style: kept as it stands",)


def test_universal_time_is_an_offset() -> None:
    told = parse_moment("2024-01-05 21:30 UTC")
    assert told is not None
    assert told.isoformat() == "2024-01-05T21:30:00+00:00"
    assert parse_moment("2024-01-05 21:30 MSK") is None


def test_parting_keeps_every_word() -> None:
    text = "a\n\n01.01.2024\nb\n02.01.2024\nc"
    parted = with_dated_lines([Passage(part) for part in text.split("\n\n")])

    assert [(one.text, one.heading) for one in parted] == [
        ("a", False),
        ("01.01.2024", True),
        ("b", False),
        ("02.01.2024", True),
        ("c", False),
    ]
