import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse

CLASSIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>Creation Date</key><date>2013-10-27T23:27:27Z</date>
<key>Entry Text</key><string>{text}</string>
<key>Time Zone</key><string>Europe/Stockholm</string>
<key>UUID</key><string>E1</string>
</dict></plist>"""


def _entry(text: str, **more: Any) -> dict[str, Any]:
    return {
        "uuid": "E1",
        "creationDate": "2020-03-23T22:30:00Z",
        "timeZone": "Europe\\/Moscow",
        "text": text,
        **more,
    }


def _journal(*entries: Any) -> dict[str, Any]:
    return {"metadata": {"version": "1.0"}, "entries": list(entries)}


def test_an_entry_is_said_on_the_clock_of_its_zone(tmp_path: Path) -> None:
    (note,) = parse(put_json(tmp_path / "j.json", _journal(_entry("A fine day.\n\nSecond."))))

    assert [piece.text for piece in note.pieces] == ["A fine day.", "Second."]
    assert {piece.said.iso() for piece in note.pieces} == {"2020-03-24T01:30:00+03:00"}
    assert note.title == "A fine day."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"isAllDay": True}, "2020-03-24"),
        ({"timeZone": "Nowhere/City"}, "2020-03-23T22:30:00+00:00"),
        ({"timeZone": "../../etc/passwd"}, "2020-03-23T22:30:00+00:00"),
        ({"creationDate": "once"}, None),
    ],
)
def test_a_time_is_taken_as_far_as_it_is_known(
    tmp_path: Path, change: dict[str, Any], said: str | None
) -> None:
    (note,) = parse(put_json(tmp_path / "j.json", _journal(_entry("x", **change))))

    assert note.pieces[0].said.iso() == said


def test_the_marks_of_day_one_are_taken_away(tmp_path: Path) -> None:
    text = "I ran 5\\.2 km\\! \\#run\n\n![](dayone-moment://AB12)\n\n```\na\\.b\n```"
    rich = json.dumps({"contents": [{"text": "from "}, {"text": "rich text"}]})
    journal = _journal(
        _entry(text), _entry("", uuid="E2", richText=rich), _entry("![](dayone-moment://C)"), 7
    )

    first, second, picture, none = parse(put_json(tmp_path / "j.json", journal))

    assert [piece.text for piece in first.pieces] == ["I ran 5.2 km! #run", "```\na\\.b\n```"]
    assert [piece.text for piece in second.pieces] == ["from rich text"]
    assert (picture.spoken, dict(picture.left_out)) == (0, {"no words": 1})
    assert dict(none.left_out) == {"unreadable": 1}


def test_the_classic_entry_is_the_same_entry(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path / "in", {"a.doentry": CLASSIC.format(text="Ran &amp; read")})
    put_json(
        tmp_path / "in" / "j.json",
        _journal(
            _entry("Ran & read", creationDate="2013-10-27T23:27:27Z", timeZone="Europe/Stockholm")
        ),
    )

    receipt = desk.read(tmp_path / "in")

    assert [file.format for file in receipt.files] == ["dayone", "dayone"]
    assert desk.stored() == [("Ran & read", "me", "2013-10-28", "message")]


@pytest.mark.parametrize(
    "content",
    [
        CLASSIC.format(text="&bomb;").replace(
            '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
            '"http://www.apple.com/x.dtd" [<!ENTITY bomb SYSTEM "file:///etc/passwd">]>',
        ),
        CLASSIC.format(text="words").replace("<plist", "<!-- <plist"),
    ],
)
def test_a_broken_or_hostile_entry_fails_with_one_line(
    tmp_path: Path, desk: Desk, content: str
) -> None:
    file = desk.one(put(tmp_path, {"a.doentry": content}) / "a.doentry")

    assert (file.status, file.utterances) == ("failed", 0)
    assert "a broken property list" in file.reason
