from pathlib import Path

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export application="Evernote" version="10">
"""
ENML = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>{}</en-note>"""


def _note(words: str, *fields: str, title: str = "A day", created: str = "20240112T072527Z") -> str:
    stamp = f"<created>{created}</created>" if created else ""
    content = f"<content><![CDATA[{ENML.format(words)}]]></content>"
    return f"<note><title>{title}</title>{stamp}{''.join(fields)}{content}</note>"


def _export(*notes: str) -> str:
    return HEAD + "\n".join(notes) + "\n</en-export>"


def test_notes_are_read_with_their_times_and_their_blocks(tmp_path: Path) -> None:
    words = "<div>Лес&nbsp;&amp; река</div><div><br/></div><ul><li style='--en-checked:true;'><div>ran</div></li></ul>"
    late = _note("<div>late</div>", "<updated>20240301T000000Z</updated>", created="")
    export = _export(
        _note(words), late, _note("<div>when?</div>", created=""), _note("", title="Only a title")
    )
    put(tmp_path, {"any.bin": export})

    notes = parse(tmp_path / "any.bin")

    assert [[(one.text, one.said.iso()) for one in note.pieces] for note in notes] == [
        [("Лес & река", "2024-01-12T07:25:27+00:00"), ("- [x] ran", "2024-01-12T07:25:27+00:00")],
        [("late", "2024-03-01T00:00:00+00:00")],
        [("when?", None)],
        [("Only a title", "2024-01-12T07:25:27+00:00")],
    ]


@pytest.mark.parametrize(
    ("attributes", "speaker"),
    [
        ("<source>web.clip7</source>", "other"),
        ("<source-url>https://x.org/</source-url>", "other"),
        ("<source>mobile.iphone</source><author>Ann</author>", "me"),
        ("", "me"),
    ],
)
def test_a_clip_is_not_taken_for_the_persons_words(
    tmp_path: Path, desk: Desk, attributes: str, speaker: str
) -> None:
    note = _note("words", f"<note-attributes>{attributes}</note-attributes>")

    desk.one(put(tmp_path, {"n.enex": _export(note)}) / "n.enex")

    assert desk.stored() == [("words", speaker, "2024-01-12", "message")]


def test_what_is_encrypted_stays_out_and_attachments_are_passed_over(
    tmp_path: Path, desk: Desk
) -> None:
    words = '<div>open</div><en-crypt hint="h">RU5DMCR2SQ</en-crypt><div>after</div>'
    data = f"<resource><data encoding='base64'>{'QUJD' * 50_000}</data><title>no</title></resource>"
    tasks = (
        "<task><title>walk</title><taskStatus>completed</taskStatus></task>"
        "<task><title>swim</title><taskStatus>open</taskStatus></task>"
    )

    file = desk.one(put(tmp_path, {"n.enex": _export(_note(words, data, tasks))}) / "n.enex")

    assert desk.texts() == ["- [x] walk\n- [ ] swim", "open\nafter"]
    assert "an encrypted passage is left out" in file.warnings


def test_one_broken_note_does_not_hide_the_others(tmp_path: Path, desk: Desk) -> None:
    broken = _note("b").replace("A day", "A \x0b day")
    notes = [_note("a"), broken, _note("c" * 70_000), "<note><title>d</note>", _note("e")]

    file = desk.one(put(tmp_path, {"n.enex": _export(*notes)}) / "n.enex")

    assert [text[0] for text in desk.texts()] == ["a", "c", "e"]
    assert (file.status, file.messages, dict(file.left_out)) == ("indexed", 5, {"unreadable": 2})


def test_two_notes_of_one_time_and_title_are_two(tmp_path: Path, desk: Desk) -> None:
    file = desk.one(put(tmp_path, {"n.enex": _export(_note("a"), _note("b"))}) / "n.enex")

    assert (file.messages, file.spoken) == (2, 2)
    assert len(desk.ask("SELECT id FROM source")) == 2


@pytest.mark.parametrize(
    ("export", "reason", "utterances"),
    [
        (_export(_note("a"), "<note><title>b</note>"), "broken XML", 1),
        (_export(_note("a"))[:-30], "broken XML", 0),
        (
            _export(_note("a")).replace(
                'export4.dtd">', 'export4.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            ),
            "entities",
            0,
        ),
    ],
)
def test_a_broken_or_hostile_export_fails_with_one_line(
    tmp_path: Path, desk: Desk, export: str, reason: str, utterances: int
) -> None:
    file = desk.one(put(tmp_path, {"n.enex": export}) / "n.enex")

    assert (file.status, file.utterances) == ("failed", utterances)
    assert reason in file.reason
