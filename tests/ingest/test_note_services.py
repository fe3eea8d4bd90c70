from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse

JOURNAL = """<!DOCTYPE html><html><head><title></title></head><body>
<p class="p1"><span class="s1"><div class='pageContainer'> <div class="pageHeader">{day}</div>
<div class="assetGrid"><div class="gridItem"><div class="activityType">Walking</div></div></div>
<div class='reflectionPrompt'>How was your day?</div><div class='title'>A walk</div><div class='bodyText'></span></p>
{body}
<p class="p1"><span class="s1"></div></div></span></p></body></html>"""
TOMBOY = """<?xml version="1.0" encoding="utf-8"?>
<note version="0.3" xmlns="http://beatniksoftware.com/tomboy">
<title>A day</title><text xml:space="preserve"><note-content version="0.1">A day

I <bold>ran</bold> far.

<list><list-item dir="ltr">milk</list-item><list-item dir="ltr">tea</list-item></list></note-content></text>
<last-change-date>2009-01-01T00:00:00.0000000+01:00</last-change-date>
<create-date>2008-06-01T22:30:00.1234567+02:00</create-date></note>"""


def _keep(**more: Any) -> dict[str, Any]:
    return {
        "color": "DEFAULT",
        "isTrashed": False,
        "isPinned": False,
        "title": "A title",
        "userEditedTimestampUsec": 1690866308447000,
        "createdTimestampUsec": 1690372692755000,
        **more,
    }


def _only(path: Path) -> tuple[str, list[tuple[str, str | None]]]:
    (note,) = parse(path)
    return note.title, [(piece.text, piece.said.iso()) for piece in note.pieces]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (_keep(textContent="I ran.\n\nFar."), ["I ran.", "Far."]),
        (_keep(textContentHtml="<p>I ran.</p>"), ["I ran."]),
        (
            _keep(listContent=[{"text": "milk", "isChecked": True}, {"text": "tea"}, 7]),
            ["- [x] milk", "- [ ] tea"],
        ),
        (_keep(textContent=""), ["A title"]),
    ],
)
def test_a_keep_note_is_said_when_it_was_made(
    tmp_path: Path, note: dict[str, Any], words: list[str]
) -> None:
    title, said = _only(put_json(tmp_path / "n.json", note))

    assert title == "A title"
    assert said == [(text, "2023-07-26T11:58:12+00:00") for text in words]


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({"createdTimestampUsec": 0}, "2023-08-01T05:05:08+00:00"),
        ({"createdTimestampUsec": "1690372692755000"}, "2023-07-26T11:58:12+00:00"),
        ({"createdTimestampUsec": None, "userEditedTimestampUsec": 1e300}, None),
    ],
)
def test_a_keep_note_without_the_time_it_was_made_has_that_of_its_last_edit(
    tmp_path: Path, times: dict[str, Any], said: str | None
) -> None:
    assert _only(put_json(tmp_path / "n.json", _keep(textContent="x", **times)))[1] == [("x", said)]


def test_a_trashed_keep_note_and_its_page_are_left_alone(tmp_path: Path, desk: Desk) -> None:
    put_json(tmp_path / "in" / "a.json", _keep(isTrashed=True, textContent="gone"))
    page = (
        '<html><body><div class="note"><div class="heading">Apr 15</div>words</div></body></html>'
    )
    put(tmp_path / "in", {"b.html": page})

    trashed, shown = desk.read(tmp_path / "in").files

    assert (trashed.status, shown.status) == ("skipped", "skipped")
    assert "trash" in trashed.reason
    assert ".json" in shown.reason
    assert not desk.texts()


def test_a_shared_keep_note_is_its_owners(tmp_path: Path, desk: Desk) -> None:
    sharees = [{"isOwner": True, "email": "ann@x.org"}, {"isOwner": False, "email": "bob@x.org"}]
    note = put_json(tmp_path / "n.json", _keep(textContent="ours", sharees=sharees))

    desk.one(note)
    assert [row[1] for row in desk.stored()] == ["other"]
    desk.one(note, me=("ann@x.org",))
    assert "me" in [row[1] for row in desk.stored()]


def test_simplenotes_trash_is_counted(tmp_path: Path, desk: Desk) -> None:
    note = {"id": "1", "content": "A day\r\n\r\nI ran.", "creationDate": "2020-01-05T10:00:00.000Z"}
    export = {"activeNotes": [note, 3], "trashedNotes": [{**note, "id": "2", "content": "gone"}]}

    file = desk.one(put_json(tmp_path / "notes.json", export))

    assert desk.texts() == ["A day", "I ran."]
    assert (file.messages, file.spoken) == (3, 1)
    assert dict(file.left_out) == {"in the trash": 1, "unreadable": 1}


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("e.html", "Sunday, 17 December 2023", "2023-12-17"),
        ("e.html", "воскресенье, 17 декабря 2023 г.", "2023-12-17"),
        ("2023-12-17_A walk.html", "Sonntag, der siebzehnte", "2023-12-17"),
        ("e.html", "Sonntag, der siebzehnte", None),
    ],
)
def test_apples_entry_has_its_day_and_only_the_persons_words(
    tmp_path: Path, desk: Desk, name: str, day: str, said: str | None
) -> None:
    body = '<p class="p2"><span class="s2">One.</span></p><p class="p2">Two.</p>'

    desk.one(put(tmp_path, {name: JOURNAL.format(day=day, body=body)}) / name)

    assert [row[:3] for row in desk.stored()] == [("One.", "me", said), ("Two.", "me", said)]
    assert desk.ask("SELECT title FROM source") == [("A walk",)]


def _joplin(text: str, **fields: str) -> str:
    every = {
        "id": "0123456789abcdef" * 2,
        "created_time": "2021-03-04T10:00:00.000Z",
        "is_todo": "0",
        "todo_completed": "0",
        "markup_language": "1",
        **fields,
        "type_": fields.get("type_", "1"),
    }
    return text + "\n\n" + "\n".join(f"{name}: {value}" for name, value in every.items())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, [("I <b>ran</b>.", "me")]),
        ({"markup_language": "2"}, [("I ran.", "me")]),
        ({"source_url": "https://x.org"}, [("I <b>ran</b>.", "other")]),
        (
            {"is_todo": "1", "todo_completed": "1614852000000"},
            [("- [x] A day", "me"), ("I <b>ran</b>.", "me")],
        ),
        ({"type_": "2"}, []),
        ({"encryption_applied": "1"}, []),
    ],
)
def test_joplins_note_has_its_fields_below(
    tmp_path: Path, desk: Desk, fields: dict[str, str], words: list[tuple[str, str]]
) -> None:
    put(tmp_path, {"n.md": _joplin("A day\n\nI <b>ran</b>.", **fields)})

    file = desk.one(tmp_path / "n.md")

    assert [row[:2] for row in desk.stored()] == words
    assert file.format == "joplin"
    assert {row[2] for row in desk.stored()} <= {"2021-03-04"}


def test_tomboys_note_is_read_without_its_title_line(tmp_path: Path) -> None:
    put(tmp_path, {"n.note": TOMBOY})
    said = "2008-06-01T22:30:00+02:00"

    assert _only(tmp_path / "n.note") == ("A day", [("I ran far.", said), ("- milk\n- tea", said)])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("</note>", ""), "broken XML"),
        (("<note ", '<!DOCTYPE n [<!ENTITY a "b">]><note '), "entities"),
    ],
)
def test_a_broken_or_hostile_note_fails_with_one_line(
    tmp_path: Path, desk: Desk, change: tuple[str, str], reason: str
) -> None:
    file = desk.one(put(tmp_path, {"n.note": TOMBOY.replace(*change)}) / "n.note")

    assert file.status == "failed"
    assert reason in file.reason
