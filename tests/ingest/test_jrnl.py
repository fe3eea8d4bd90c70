from pathlib import Path

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse

JOURNAL = """[2013-06-09 15:39] Ran by the river. *
Cold, but good.

A second paragraph.

[2013-06-10 09:00:00 PM] Read.

[2013-06-10 21:00] Read.
"""


def _entries(path: Path) -> list[tuple[str, str | None, int]]:
    return [(one.title, one.pieces[0].said.iso(), len(one.pieces)) for one in parse(path)]


def test_each_entry_is_a_note_known_to_its_day_for_its_clock_has_no_zone(
    tmp_path: Path, desk: Desk
) -> None:
    file = desk.one(put(tmp_path, {"any.name": JOURNAL}) / "any.name")

    assert (file.format, file.messages, file.spoken) == ("jrnl", 3, 3)
    assert desk.stored() == [
        ("A second paragraph.", "me", "2013-06-09", "message"),
        ("Ran by the river.\nCold, but good.", "me", "2013-06-09", "message"),
        ("Read.", "me", "2013-06-10", "message"),
        ("Read.", "me", "2013-06-10", "message"),
    ]
    assert len(desk.ask("SELECT id FROM source")) == 3


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("[09.06.2013 15:39]", "2013-06-09"),
        ("[2020-08-31 02:32:00 PM]", "2020-08-31"),
        ("[Sun 9 Jun 2013 3:39PM]", "2013-06-09"),
        ("[9 июня 2013, 15:39]", "2013-06-09"),
        ("[2019-07 14:23]", "2019-07"),
        ("2013-06-09 15:39", "2013-06-09"),
        ("09.06.2013 15:39", "2013-06-09"),
    ],
)
def test_a_journal_may_write_its_times_in_any_way(tmp_path: Path, stamp: str, said: str) -> None:
    put(tmp_path, {"2020/08/29.txt": f"{stamp} Ran\n[1] a line that begins with a figure\n"})

    assert _entries(tmp_path / "2020/08/29.txt") == [("Ran", said, 1)]


def test_a_journal_without_brackets_keeps_what_its_entries_quote(tmp_path: Path) -> None:
    text = "2010-06-10 15:00 One\n\n2013-06-10 15:40 Two\n2013-06-11 10:00 a line\n\n[2019-08-03 12:55] said\n"
    put(tmp_path, {"old.txt": text})

    assert _entries(tmp_path / "old.txt") == [("One", "2010-06-10", 1), ("Two", "2013-06-10", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "[tomorrow maybe 15:39] Entry\n\n[ashasd7zdskhz7 10:00] Entry\n",
        "[2024-01-05] I ran.\n",
        "A list\n\n[2013-06-09 15:39] Ran\n",
        "[2024-01-05 10:00] Anna: hi\n\n[2024-01-05 10:01] Boris: yo\n\n[2024-01-05 10:02] Anna: ok\n",
        "[2024-01-05 10:00:01] INFO start\n[2024-01-05 10:00:02] INFO go\n[2024-01-05 10:00:03] stop\n",
        "2024-01-05 10:00:01 INFO start\n2024-01-05 10:00:02 INFO go\n2024-01-05 10:00:03 stop\n"
        * 3,
    ],
)
def test_brackets_a_chat_and_a_log_are_no_journal(tmp_path: Path, desk: Desk, text: str) -> None:
    put(tmp_path, {"a.log": text})

    assert desk.one(tmp_path / "a.log", dry_run=True).format != "jrnl"


@pytest.mark.parametrize(
    "sealed", [b"JRNLv3\x00@0eyJz", b"gAAAAABfb4gQBMqq" + b"Gn_W8v-s" * 20 + b"=="]
)
def test_an_encrypted_journal_is_left_alone_with_its_reason(
    tmp_path: Path, desk: Desk, sealed: bytes
) -> None:
    put(tmp_path, {"my.journal": sealed})

    file = desk.one(tmp_path / "my.journal")

    assert (file.status, file.utterances) == ("skipped", 0)
    assert "encrypted" in file.reason


def test_a_grown_journal_adds_only_its_new_entry(tmp_path: Path, desk: Desk) -> None:
    journal = put(tmp_path, {"j.txt": JOURNAL}) / "j.txt"
    desk.one(journal)
    before = set(desk.ask("SELECT id FROM utterance"))

    put(tmp_path, {"j.txt": "[2013-06-01 08:00] Earlier.\n\n" + JOURNAL})
    desk.one(journal)

    after = set(desk.ask("SELECT id FROM utterance"))
    assert before < after
    assert len(after) == len(before) + 1
