from datetime import date

import pytest

from selfmirror.ingest.dating import date_document
from selfmirror.ingest.document import Clues, Document, Piece
from selfmirror.ingest.path_dates import date_in_folders, date_in_name
from selfmirror.ingest.text_dates import find_date, from_epoch, parse_moment
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import DateSource, Precision, When, on_day

TODAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("name", "day", "precision"),
    [
        ("2024-01-05.md", "2024-01-05", "day"),
        ("2024-1-5 walk.md", "2024-01-05", "day"),
        ("20240105.md", "2024-01-05", "day"),
        ("202401051230 idea.md", "2024-01-05", "day"),
        ("2024.01.05", "2024-01-05", "day"),
        ("05.01.2024.txt", "2024-01-05", "day"),
        ("13-05-2024.md", "2024-05-13", "day"),
        ("05-13-2024.md", "2024-05-13", "day"),
        ("5 января 2024.md", "2024-01-05", "day"),
        ("3-е мая.md", None, ""),
        ("12 мая 2024 года.md", "2024-05-12", "day"),
        ("Jan 5 2024.md", "2024-01-05", "day"),
        ("January 5, 2024.md", "2024-01-05", "day"),
        ("Sept 5, 2024.md", "2024-09-05", "day"),
        ("5th of May, 2024.md", "2024-05-05", "day"),
        ("2019-01-week3.md", "2019-01-15", "month"),
        ("2024-W03.md", "2024-01-15", "month"),
        ("2024-01.md", "2024-01-01", "month"),
        ("март 2023.md", "2023-03-01", "month"),
        ("2024.md", "2024-01-01", "year"),
        ("2001 A Space Odyssey.md", None, ""),
        ("market 2024.md", None, ""),
        ("12345678.md", None, ""),
        ("shopping.md", None, ""),
    ],
)
def test_a_file_name_tells_its_date(name: str, day: str | None, precision: str) -> None:
    found = date_in_name(name).found

    assert (found.day.isoformat() if found else None) == day
    assert (found.precision.value if found else "") == precision


@pytest.mark.parametrize("text", ["2024-02-31", "31.02.2024", "31 февраля 2024", "2024-W60"])
def test_a_day_that_does_not_exist_is_a_warning_and_no_date(text: str) -> None:
    search = find_date(text)

    assert search.found is None
    assert search.warning.startswith("there is no")


def test_a_date_that_could_be_two_gives_its_year_only() -> None:
    search = find_date("01-05-2024")

    assert search.found is not None
    assert search.found.precision is Precision.YEAR
    assert "two dates" in search.warning


@pytest.mark.parametrize(
    ("path", "day", "precision"),
    [
        ("/d/2024/01/05/walk.md", "2024-01-05", "day"),
        ("/d/2024/01/05.md", "2024-01-05", "day"),
        ("/d/2024-01/05.md", "2024-01-05", "day"),
        ("/d/2024/01/walk.md", "2024-01-01", "month"),
        ("/d/2024/13/walk.md", "2024-01-01", "year"),
        ("/d/2024/walk.md", "2024-01-01", "year"),
        ("/d/notes/walk.md", None, ""),
    ],
)
def test_folders_tell_a_date_as_far_as_they_go(path: str, day: str | None, precision: str) -> None:
    found = date_in_folders(path).found

    assert (found.day.isoformat() if found else None) == day
    assert (found.precision.value if found else "") == precision


def test_an_instant_is_known_only_with_its_offset() -> None:
    assert parse_moment("2024-01-05 21:30") is None
    assert parse_moment("2024-99-05T21:30Z") is None
    moscow = parse_moment("2024-01-05 21:30 +03:00")
    assert moscow is not None
    assert moscow.isoformat() == "2024-01-05T21:30:00+03:00"
    assert parse_moment("1700000000") == parse_moment("1700000000000") == from_epoch(1.7e9)
    assert from_epoch(0) is None
    assert from_epoch(-5) is None
    assert from_epoch(float("nan")) is None


def _note(*, said: When | None = None, **clues: object) -> Document:
    piece = Piece("words", Speaker.ME, said) if said else Piece("words", Speaker.ME)
    return Document("note", "t", (piece,), clues=Clues(**clues))  # type: ignore[arg-type]


def _dated(
    document: Document, path: str, given: When | None = None
) -> tuple[When, tuple[str, ...]]:
    done = date_document(document, path, given, TODAY)
    return done.pieces[0].said, done.warnings


def test_the_surest_source_dates_a_note() -> None:
    note = _note(dates=("2020-02-02",), heading="3 марта 2020")
    path = "/2020/05/2020-04-04.md"
    given = on_day(date(2020, 1, 1), DateSource.GIVEN)

    assert _dated(note, path, given)[0] == given
    assert _dated(note, path)[0] == on_day(date(2020, 2, 2), DateSource.FRONT_MATTER)
    assert _dated(_note(heading="3 марта 2020"), path)[0] == on_day(
        date(2020, 4, 4), DateSource.FILE_NAME
    )
    assert _dated(_note(heading="3 марта 2020"), "/2020/x.md")[0].source is DateSource.HEADING
    assert _dated(_note(), "/2020/05/x.md")[0].iso() == "2020-05"
    assert not _dated(_note(), "/x.md")[0].known


def test_a_month_is_refined_by_a_less_sure_day_inside_it_and_by_no_other() -> None:
    inside, _ = _dated(_note(heading="January 17, 2019"), "/2019-01-week3.md")
    outside, _ = _dated(_note(heading="March 17, 2019"), "/2019-01-week3.md")

    assert (inside.iso(), inside.source) == ("2019-01-17", DateSource.HEADING)
    assert (outside.iso(), outside.source) == ("2019-01", DateSource.FILE_NAME)


def test_31_february_in_front_matter_warns_and_the_file_name_dates_the_note() -> None:
    said, warnings = _dated(_note(dates=("2024-02-31",)), "/2024-03-01.md")

    assert said == on_day(date(2024, 3, 1), DateSource.FILE_NAME)
    assert warnings == ("there is no date 2024-02-31",)


def test_front_matter_without_an_offset_is_known_to_the_day() -> None:
    naive, _ = _dated(_note(dates=("2020-05-31 14:00:53.576212",)), "/x.md")
    aware, _ = _dated(_note(dates=("2020-05-31T14:00:53+03:00",)), "/x.md")
    year, _ = _dated(_note(dates=("2020",)), "/x.md")
    nonsense, warnings = _dated(_note(dates=("{{date}}",)), "/x.md")

    assert naive.iso() == "2020-05-31"
    assert aware.iso() == "2020-05-31T14:00:53+03:00"
    assert year.iso() == "2020"
    assert not nonsense.known
    assert "cannot be read" in warnings[0]


def test_a_future_date_is_kept_with_a_warning() -> None:
    said, warnings = _dated(_note(), "/2031-01-01.md")

    assert said.iso() == "2031-01-01"
    assert warnings == ("1 dated in the future",)


def test_a_message_keeps_its_own_time_and_a_given_date_fills_only_the_gaps() -> None:
    given = on_day(date(2020, 1, 1), DateSource.GIVEN)
    own = on_day(date(2019, 1, 1), DateSource.MESSAGE)
    talk = Document("conversation", "t", (Piece("a", Speaker.ME, own), Piece("b", Speaker.ME)), "k")

    assert [p.said for p in date_document(talk, "/2024-01-01.json", given, TODAY).pieces] == [
        own,
        given,
    ]
    bare = date_document(talk, "/2024-01-01.json", None, TODAY).pieces[1].said
    assert not bare.known
