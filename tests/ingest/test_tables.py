"""Tables: a diary kept in rows is the person's, accounts are not."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse


def _book(path: Path, sheets: dict[str, list[list[object]]], author: str = "openpyxl") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = author
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "Date,Note\n2024-01-05,Устал\n2024-01-06,\n2024-01-07,\"Отдохнул,\nнаконец\"\n",
        "id;Дата;настроение;Запись\n1;05.01.2024;3;Устал\n2;06.01.2024;4;\n3;07.01.2024;4;\"Отдохнул,\nнаконец\"\n",
        "full_date\tmood\tnote\n05/01/2024\trad\tУстал\n13/01/2024\tmeh\t\n07/01/2024\tmeh\t\"Отдохнул,\nнаконец\"\n",
    ],
)  # fmt: skip
def test_rows_with_a_day_and_a_text_are_a_journal(tmp_path: Path, desk: Desk, content: str) -> None:
    put(tmp_path, {"дневник.csv": content})

    file = desk.one(tmp_path / "дневник.csv")

    assert desk.ask(
        "SELECT text, speaker, CAST(said_on AS TEXT), date_source FROM utterance ORDER BY position"
    ) == [
        ("Устал", "me", "2024-01-05", "message"),
        ("Отдохнул,\nнаконец", "me", "2024-01-07", "message"),
    ]
    assert (file.messages, dict(file.left_out), file.warnings) == (3, {"no words": 1}, ())


@pytest.mark.parametrize(
    "content",
    [
        "Date,Description,Amount\n2024-01-05,I want coffee and a very large cake,5\n",
        "Date,Note,URL\n2024-01-05,I want this one,https://a.b\n",
        "Name,Tags\nI want a boat,a\nI want a house,b\n",
        "Date,Name\n2024-01-05,Run\n2024-01-06,Swim\n",
        "id,text\n1704412800,I want a boat of my own now\n1704412801,I want a house of my own now\n",
    ],
)
def test_other_tables_are_nobodys_words_that_is_known(
    tmp_path: Path, desk: Desk, content: str
) -> None:
    put(tmp_path, {"t.csv": content})

    file = desk.one(tmp_path / "t.csv")

    assert set(file.by_speaker) == {"other"}
    assert " | " in desk.texts()[0]
    assert "names no author" in file.warnings[0]


def test_a_day_that_may_be_two_keeps_its_year_alone(tmp_path: Path) -> None:
    put(tmp_path, {"t.csv": "Date,Note\n05/01/2024,a\n06/01/2024,b\n"})

    (document,) = parse(tmp_path / "t.csv")

    assert [piece.said.iso() for piece in document.pieces] == ["2024", "2024"]


def test_rows_of_several_people_are_theirs_by_name(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"t.csv": "Date,Author,Text\n2024-01-05,Anna,hi\n2024-01-06,Boris,yo\n"})

    assert desk.one(tmp_path / "t.csv", me=("Boris",), dry_run=True).by_speaker == {
        "me": 1,
        "other": 1,
    }


def test_a_long_cell_and_uneven_rows_are_read(tmp_path: Path) -> None:
    long = "слово " * 30_000
    put(tmp_path, {"t.csv": f"Date,Note\n2024-01-05,{long}\n2024-01-06,a,b,c\n2024-01-07,x\n2024-01-08,y\n"})  # fmt: skip

    (document,) = parse(tmp_path / "t.csv")

    assert [len(piece.text) for piece in document.pieces] == [len(long) - 1, 1, 1, 1]


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path, desk: Desk) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Дневник": [["Дата", "Текст"], [datetime(2024, 1, 5), "Хочу к морю"]],
        "Счёт": [["Дата", "Сумма"], [datetime(2024, 1, 6), 5.0]],
        "Пусто": [],
    }
    path = _book(tmp_path / "a.xlsx", sheets)

    desk.one(path)

    assert desk.stored() == [
        ("Дата | Сумма\n2024-01-06 | 5", "other", None, "unknown"),
        ("Хочу к морю", "me", "2024-01-05", "message"),
    ]


@pytest.mark.parametrize(("author", "speaker"), [("Anna", "me"), ("Boris", "other")])
def test_the_author_of_a_workbook_decides(
    tmp_path: Path, desk: Desk, author: str, speaker: str
) -> None:
    path = _book(tmp_path / "a.xlsx", {"a": [["Дата", "Текст"], ["2024-01-05", "Хочу"]]}, author)

    assert desk.one(path, me=("Anna",), dry_run=True).by_speaker == {speaker: 1}


def test_a_workbook_that_the_library_has_remarks_on_is_read_in_silence(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.xlsx", {"a": [["Дата", "Текст"], ["2024-01-05", "Хочу"]]})
    bare = tmp_path / "b.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = (
                b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
            )
            new.writestr(name, content if name == "xl/styles.xml" else old.read(name))

    (document,) = parse(bare)

    assert [piece.text for piece in document.pieces] == ["Хочу"]


def test_a_note_with_commas_is_no_table(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"a.md": "milk, eggs\nbread, tea\nsalt, oil", "2024-01-05": "a, b\nc, d\ne, f\n"})

    assert {file.format for file in desk.read(tmp_path, dry_run=True).files} == {"markdown", "text"}
