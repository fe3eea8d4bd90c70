from pathlib import Path

from selfmirror.ingest.document import Document
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse


def _read(folder: Path, text: str, name: str = "x.csv") -> list[Document]:
    documents = parse(put(folder, {name: text}) / name)
    for one in documents:
        assert one.messages == one.spoken + sum(one.left_out.values())
    return documents


def _said(document: Document) -> list[tuple[str, str, str | None]]:
    return [(piece.speaker.value, piece.text, piece.said.iso()) for piece in document.pieces]


def test_a_file_is_turned_round_and_not_sorted(tmp_path: Path) -> None:
    text = (
        "\ufeffConversation,Time,Author,Message\r\n"
        '"Beans",2026-07-27T08:00:00,AI,"**Yes**, ""now"":\n\n- dig"\r\n'
        "Beans,2026-07-27T08:00:00,Human,and now?\r\n"
        "Roses,2026-07-26T23:20:56,AI,Water.\r\n"
        'Roses,2026-07-26T23:20:56,Human,"how, exactly?"\r\n'
        "Beans,2026-07-25T08:00:00,AI,\r\n"
        "Beans,2026-07-25T08:00:00,Human,first\r\n"
        "torn\r\n"
    )

    talks = {one.title: one for one in _read(tmp_path, text)}

    assert _said(talks["Beans"]) == [
        ("me", "first", "2026-07-25"),
        ("me", "and now?", "2026-07-27"),
        ("assistant", '**Yes**, "now":\n\n- dig', "2026-07-27"),
    ]
    assert _said(talks["Roses"])[0] == ("me", "how, exactly?", "2026-07-26")
    assert [piece.answers for piece in talks["Beans"].pieces] == [None, 0, 1]
    assert (talks["Beans"].left_out, talks[""].left_out) == ({"no text": 1}, {"unreadable": 1})


def test_the_layout_with_offsets_is_read(tmp_path: Path) -> None:
    text = (
        "CreatedAt,MessageContent,Author,ChatName\n"
        "2/1/2026 9:00:00 +00:00,Query,user,Research\n"
        "12/31/2026 10:00:01 PM +03:00,Answer,bot,Research\n"
    )

    (talk,) = _read(tmp_path, text)

    assert _said(talk) == [
        ("me", "Query", "2026-02-01T09:00:00+00:00"),
        ("assistant", "Answer", "2026-12-31T22:00:01+03:00"),
    ]


def test_prompts_alone_are_put_together_by_time(tmp_path: Path) -> None:
    text = (
        "Timestamp,ClientApp,Prompt\n"
        "2026-02-01T10:10:00Z,Windows,then\n"
        "2026-02-01T10:00:00Z,Windows,first\n"
        "2026-01-01T10:00:00Z,Windows,long ago\n"
    )

    old, new = _read(tmp_path, text)

    assert [text for _, text, _ in _said(new)] == ["first", "then"]
    assert [text for _, text, _ in _said(old)] == ["long ago"]
    assert "is a guess" in new.warnings[0]


def test_where_times_do_not_tell_the_person_speaks_first(tmp_path: Path) -> None:
    head = "Conversation,Time,Author,Message\n"
    mine, theirs = "A,2026-01-01T10:00:00,Human,q\n", "A,2026-01-01T10:00:00,AI,a\n"

    for place, rows in enumerate([head + mine + theirs, head + theirs + mine]):
        (talk,) = _read(tmp_path / str(place), rows)
        assert [who for who, _, _ in _said(talk)] == ["me", "assistant"]


def test_an_export_is_known_by_its_header_and_may_be_empty(tmp_path: Path, desk: Desk) -> None:
    file = desk.one(
        put(tmp_path, {"notes.txt": "CreatedAt,MessageContent,Author,ChatName\n"}) / "notes.txt"
    )

    assert (file.format, file.status, file.reason) == ("copilot", "skipped", "no words in it")


def test_another_table_with_authors_is_none(tmp_path: Path, desk: Desk) -> None:
    file = desk.one(put(tmp_path, {"a.csv": "Author,Message\nme,hi\n"}) / "a.csv", dry_run=True)

    assert file.format != "copilot"
