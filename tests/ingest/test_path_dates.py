"""Names of files and folders as people give them: the date that they tell, or none."""

from datetime import date

import pytest

from selfmirror.ingest.dating import date_document
from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.words.speaker import Speaker

TODAY = date(2026, 5, 10)


def _dated(path: str, *front: str) -> tuple[str | None, tuple[str, ...]]:
    note = Document("note", "", (Piece("words", Speaker.ME),), clues=Clues(dates=front))
    done = date_document(note, f"/home/anna/{path}", None, TODAY)
    return done.pieces[0].said.iso(), done.warnings


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("2021-05-12_среда.md", "2021-05-12"),
        ("2021 05 12.md", "2021-05-12"),
        ("2021.05.12 21.30.md", "2021-05-12"),
        ("Запись 12.05.2021г.txt", "2021-05-12"),
        ("среда 12 мая 2021 года.md", "2021-05-12"),
        ("12мая2021.md", "2021-05-12"),
        ("12.мая.2021.md", "2021-05-12"),
        ("12_мая_2021.md", "2021-05-12"),
        ("the 12th of May 2021.md", "2021-05-12"),
        ("Wed May 12 2021.md", "2021-05-12"),
        ("2021-May-12.md", "2021-05-12"),
        ("2021, 12 мая.md", "2021-05-12"),
        ("2021 мая 12.md", "2021-05-12"),
        ("IMG-20210512-WA0001.md", "2021-05-12"),
        ("20210512T0930.md", "2021-05-12"),
        ("2021-05-12T10:20:30.md", "2021-05-12"),
        ("дневник_март_2019.md", "2019-03"),
        ("2019 март.md", "2019-03"),
        ("march 2019.md", "2019-03"),
        ("march2019.md", "2019-03"),
        ("2019_март.md", "2019-03"),
        ("03.2019.md", "2019-03"),
        ("1. Январь 2021.md", "2021-01"),
        ("01-January-2021.md", "2021-01"),
        ("2021-W12.md", "2021-03"),
        ("2021W12.md", "2021-03"),
        ("2024-W05.md", "2024"),
        ("летом 2003.md", "2003"),
        ("лето 2019, Крым.md", "2019"),
        ("summer 2019.md", "2019"),
        ("2019-осень.md", "2019"),
        ("spring of 2019.md", "2019"),
        ("Дневник 2003.md", "2003"),
        ("дневник за 2003 год.txt", "2003"),
        ("Дневник_2003_часть_2.txt", "2003"),
        ("My diary 2003 (2).md", "2003"),
        ("Notes 2019.md", "2019"),
        ("1987 год.txt", "1987"),
        ("2021-Q1.md", "2021"),
        ("Неделя 12 2021.md", "2021"),
        ("5-7 мая 2024.md", "2024-05"),
        ("с 5 по 7 мая 2024.md", "2024-05"),
        ("May 5-7, 2024.md", "2024-05"),
        ("05-07.05.2024.md", "2024-05"),
        ("2024-05-05 - 2024-05-07.md", "2024-05"),
        ("28 апреля - 3 мая 2021.md", "2021"),
        ("май-июнь 2021.md", "2021"),
        ("2021-05 — 2021-07.md", "2021"),
        ("ночь с 5 на 6 мая 2021.md", "2021-05"),
        ("глава 12, март 2019.md", "2019-03"),
        ("Windows 10 May 2020 update.md", "2020-05"),
        ("Дневник 2003/октябрь.txt", "2003-10"),
        ("Дневник 2003.zip/октябрь.txt", "2003-10"),
        ("Backup 2023-05-01/Дневник/2019/май.md", "2019-05"),
        ("Дневник 2021/5 мая.md", "2021-05-05"),
        ("Дневник/1984.md", "1984"),
        ("Дневник/1943/май/5.txt", "1943-05-05"),
        ("1943/05/12.txt", "1943-05-12"),
        ("2021/май/5.md", "2021-05-05"),
        ("2021/05_май/12_ср.md", "2021-05-12"),
        ("2021/05 - May/3rd.md", "2021-05-03"),
        ("2021/05-25.md", "2021-05-25"),
        ("2021/25.05.md", "2021-05-25"),
        ("2021/25.05 Рим.md", "2021-05-25"),
        ("2021/05 мая, среда.md", "2021-05-05"),
        ("2021/05 May.md", "2021-05"),
        ("2021/W12.md", "2021-03"),
        ("2021/май-июнь.md", "2021"),
        ("2012/май 12.md", "2012-05"),
        ("2021/05/12-18.md", "2021-05"),
        ("2021/05/10 причин.md", "2021-05"),
        ("2021/12 стульев.md", "2021"),
        ("2021/01 Inbox/note.md", "2021"),
        ("Лето 2021/июль.md", "2021-07"),
        ("1999/12.03.99.md", "1999-03-12"),
        ("Дневники 1998-2001/12.03.99.md", "1999-03-12"),
        ("2024/24.05.12.md", "2024-05-12"),
        ("2021/210525.md", "2021-05-25"),
    ],
)
def test_a_name_tells_its_date_as_closely_as_it_is_sure(path: str, told: str) -> None:
    assert _dated(path) == (told, ())


@pytest.mark.parametrize(
    "path",
    [
        "1984.md",
        "books/1984.md",
        "1984 Orwell.md",
        "Blade Runner 2049.md",
        "Дневник 2003-2005.md",
        "глава 12.md",
        "12 мая.md",
        "май '21.md",
        "v2021.5.12.md",
        "PyCharm 2023.1.2.md",
        "Unity 2021.3.11f1.md",
        "1.2.2003.4.md",
        "+7 921 2012-05-12.md",
        "8 2012 05 12 33.md",
        "978-5-2021-0512-3.md",
        "ISBN 5-2019-05-12.md",
        "Отчёт №20210512.md",
        "GOST 2019-05-123.md",
        "2021 рублей.md",
        "цена 2021.50.md",
        "майка 2019.md",
        "2024 may be hard.md",
        "2010-11 учебный год.md",
        "2010-11 school year.md",
        "Office 2019.md",
        "начало 2019.md",
        "2020-2021/5 мая.md",
        "Дневник 2003-04.md",
        "notes export 2023-05-01.md",
        "Backup 2023-05-01/todo.md",
        "takeout-20240105T120000Z-001.zip/Keep/todo.md",
        "vault-2024-01-05.zip/todo.md",
        "Архив 2019/todo.md",
    ],
)
def test_what_only_looks_like_a_date_is_none(path: str) -> None:
    assert _dated(path) == (None, ())


@pytest.mark.parametrize(
    ("path", "told", "warning"),
    [
        ("зима 2019-2020.md", None, "two years"),
        ("winter 2019.md", None, "two years"),
        ("2020-W53.md", None, "two years"),
        ("декабрь 2020 - январь 2021.md", None, "two years"),
        ("12.03.99.md", None, "century"),
        ("2012/24.05.99.md", "2012", "century"),
        ("2010-2012/10.11.12.md", None, "2 dates"),
        ("2021/05-06.md", "2021", "two dates"),
        ("2021/05/05-06.md", "2021-05", "two dates"),
        ("2021/5 мая, вторник.md", "2021", "is no"),
        ("2031-01-01.md", "2031-01-01", "future"),
    ],
)
def test_a_name_that_leaves_its_date_open_says_so(
    path: str, told: str | None, warning: str
) -> None:
    day, warnings = _dated(path)

    assert day == told
    assert len(warnings) == 1
    assert warning in warnings[0]


def test_front_matter_tells_the_century_of_a_name() -> None:
    assert _dated("12.03.99.md", "1999") == ("1999-03-12", ())
    assert _dated("12.03.99.md", "2003") == ("2003", ("12.03.99 does not tell its century",))
