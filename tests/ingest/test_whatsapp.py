from pathlib import Path

import pytest

from selfmirror.ingest.attribution import SAY_WHO
from selfmirror.ingest.document import Document
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse

_TALK = """05.01.2024, 09:58 - Сообщения и звонки защищены сквозным шифрованием.
05.01.2024, 10:00 - Анна: Я хочу в лес
и ещё:

- к морю
05.01.2024, 10:01 - Борис: <Без медиафайлов>
05.01.2024, 10:02 - Борис: \u200eIMG-1.jpg (файл добавлен)
вот он
05.01.2024, 10:03 - Анна: Это сообщение удалено
06.01.2024, 00:10 - Борис: время: 10:05
06.01.2024, 00:11 - Анна изменила тему с "a: b" на "c"
"""


def _one(folder: Path, text: str, name: str = "chat.txt") -> Document:
    (document,) = parse(put(folder, {name: text}) / name)
    assert document.messages == document.spoken + sum(document.left_out.values())
    return document


def _said(document: Document) -> list[tuple[str, str, str | None]]:
    return [(piece.author, piece.text, piece.said.iso()) for piece in document.pieces]


def test_a_chat_is_read_message_by_message(tmp_path: Path) -> None:
    document = _one(tmp_path, _TALK)

    assert _said(document) == [
        ("Анна", "Я хочу в лес\nи ещё:\n\n- к морю", "2024-01-05"),
        ("Борис", "вот он", "2024-01-05"),
        ("Борис", "время: 10:05", "2024-01-06"),
    ]
    assert document.left_out == {"system": 3, "media only": 1}
    assert [piece.position for piece in document.pieces] == [1, 3, 5]


def test_a_chat_from_another_phone_reads_the_same(tmp_path: Path) -> None:
    text = (
        "[15/01/20, 9:05:01\u202fPM] Anna: one\r\n"
        "\u200e[15/01/20, 9:06:11\u202fPM] Anna: \u200eimage omitted\r\n"
        "[15/01/20, 9:07:00\u202fPM] Bob: \u200e<attached: 0001.opus>\r\n"
        "[1/02/20, 12:07:00\u202fAM] ~\u202fBob: two \u200e<This message was edited>\r\n"
    )
    spanish = "15/1/20, 9:05 p.\u00a0m. - Anna: one\n1/2/20, 12:07 a.\u00a0m. - Bob: two\n"

    ios, android = _one(tmp_path / "a", text), _one(tmp_path / "b", spanish)

    assert _said(ios) == [("Anna", "one", "2020-01-15"), ("Bob", "two", "2020-02-01")]
    assert ios.left_out == {"media only": 2}
    assert [piece.key for piece in ios.pieces] == ["21:05 Anna", "00:07 Bob"]
    assert [(one.key, one.text) for one in ios.pieces] == [
        (one.key, one.text) for one in android.pieces
    ]


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (("5/13/20", "6/1/20"), ["2020-05-13", "2020-06-01"]),
        (("13/5/2020", "1/6/2020"), ["2020-05-13", "2020-06-01"]),
        (("1/5/20", "2/5/20", "1/6/20"), ["2020-05-01", "2020-05-02", "2020-06-01"]),
        (("2020/05/13", "2020/06/01"), ["2020-05-13", "2020-06-01"]),
        (("2020-05-13", "2020-06-01"), ["2020-05-13", "2020-06-01"]),
        (("13-05-20", "01-06-20"), ["2020-05-13", "2020-06-01"]),
        (("1.6.20", "2.6.20"), ["2020-06-01", "2020-06-02"]),
    ],
)
def test_the_whole_chat_tells_day_from_month(
    tmp_path: Path, dates: tuple[str, ...], days: list[str]
) -> None:
    document = _one(tmp_path, "".join(f"{day}, 10:00 - Anna: hi\n" for day in dates))

    assert [piece.said.iso() for piece in document.pieces] == days
    assert not document.warnings


def test_dates_that_stay_ambiguous_are_said_to_be(tmp_path: Path) -> None:
    document = _one(
        tmp_path, "1/2/20, 10:00 - Anna: a\n2/3/20, 10:00 - Bob: b\n3/3/20, 9:00 - Bob: c\n"
    )

    assert [piece.said.iso() for piece in document.pieces] == ["2020", "2020", "2020-03-03"]
    assert document.warnings == (
        "its dates could be day or month first: only what both agree on is taken",
    )


def test_a_date_that_does_not_exist_is_unknown(tmp_path: Path) -> None:
    document = _one(tmp_path, "30.02.2020, 10:00 - Anna: a\n02.03.2020, 10:00 - Bob: b\n")

    assert [piece.said.iso() for piece in document.pieces] == [None, "2020-03-02"]
    assert document.warnings == ("1 messages have a date that does not exist",)


def test_the_persons_messages_are_those_under_their_name(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"chat.txt": _TALK})

    unknown = desk.one(tmp_path / "chat.txt", dry_run=True)
    known = desk.one(tmp_path / "chat.txt", me=("анна",))

    assert unknown.by_speaker == {"other": 3}
    assert unknown.warnings == (f"none of Борис, Анна is known to be you ({SAY_WHO})",)
    assert known.by_speaker == {"me": 1, "other": 2}
    assert (known.format, known.dated, known.warnings) == ("whatsapp", {"message": 3}, ())


def test_the_same_messages_in_a_longer_export_are_stored_once(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"a.txt": _TALK, "b.txt": "04.01.2024, 08:00 - Анна: раньше\n" + _TALK})

    assert desk.one(tmp_path / "a.txt").added == 3
    assert desk.one(tmp_path / "b.txt").added == 1


def test_a_diary_with_times_is_no_chat(tmp_path: Path, desk: Desk) -> None:
    diary = "[2013-06-09 15:39] Mood: fine\nI ran.\n\n[2013-06-10 15:40] Plan: rest\n"

    file = desk.one(put(tmp_path, {"diary.txt": diary}) / "diary.txt", dry_run=True)

    assert file.format != "whatsapp"


def test_a_pasted_chat_below_a_line_of_its_own_is_a_chat(tmp_path: Path) -> None:
    chat = "Our talk\n\n" + "".join(f"05.01.2024, 10:0{n} - Anna: hi {n}\n" for n in range(4))

    document = _one(tmp_path, chat)

    assert [piece.text for piece in document.pieces] == ["hi 0", "hi 1", "hi 2", "hi 3"]
    assert document.left_out == {"system": 1}


@pytest.mark.parametrize("filler", ["\u200e", "1", "<a", "a: "])
def test_a_hostile_line_is_read_in_no_time(tmp_path: Path, filler: str) -> None:
    document = _one(
        tmp_path, f"05.01.2024, 10:00 - Anna: hi\n05.01.2024, 10:00 - Bob: {filler * 200_000}\n"
    )

    assert document.messages == 2
