"""Files made to hurt: bounded in time and memory, told in the receipt, and nothing carried out."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.importer import Importer
from selfmirror.ingest.receipt import Status
from selfmirror.settings import ImportSettings
from tests.ingest.conftest import Desk
from tests.ingest.exports import chatgpt, node, put, put_json

_DEEP = 100_000
_NAMES = "abcdefghij"
_LAUGHS = "".join(
    [
        f"<!DOCTYPE x [<!ENTITY a '{'ha' * 20}'>",
        *(f"<!ENTITY {_NAMES[n + 1]} '{f'&{_NAMES[n]};' * 10}'>" for n in range(9)),
        "]>",
    ]
)
_FOREIGN = "<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
_NOTES = {
    "n.enex": "{}<en-export><note><title>t</title><content>&j;</content></note></en-export>",
    "n.doentry": "{}<plist version='1.0'><dict><key>Creation Date</key><date>2024-01-05T10:00:00Z</date>"
    "<key>Entry Text</key><string>&j;</string><key>UUID</key><string>A</string></dict></plist>",
    "n.html": "{}<html><body><p>words &j;</p></body></html>",
    "n.note": "{}<note><title>t</title><text><note-content>&j;</note-content></text></note>",
    "n.ics": "{}\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20240101T100000Z\nSUMMARY:&j;\n"
    "END:VEVENT\nEND:VCALENDAR\n",
    "n.md": "{}\n\n&j;\n",
}


@pytest.mark.parametrize("name", list(_NOTES))
@pytest.mark.parametrize("entities", [_LAUGHS, _FOREIGN], ids=["laughs", "foreign"])
def test_entities_are_never_unfolded(tmp_path: Path, desk: Desk, name: str, entities: str) -> None:
    folder = put(tmp_path / "d", {name: _NOTES[name].format(entities)})

    desk.one(folder / name)

    stored = "".join(desk.texts())
    assert "hahahaha" * 20 not in stored
    assert "root:" not in stored


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lists.json", b"[" * _DEEP + b"]" * _DEEP),
        ("objects.json", b'{"a":' * _DEEP + b"1" + b"}" * _DEEP),
        ("line.jsonl", (b'{"type":"user","a":' + b"[" * _DEEP + b"]" * _DEEP + b"}\n") * 2),
    ],
)
def test_json_nested_deeper_than_anything_fails_alone(
    tmp_path: Path, desk: Desk, name: str, content: bytes
) -> None:
    folder = put(tmp_path / "d", {name: content, "z.md": "fine"})

    deep, fine = desk.read(folder).files

    assert (deep.status, deep.reason) == ("failed", "JSON nested deeper than any export")
    assert fine.status is Status.INDEXED


@pytest.mark.parametrize(
    "content",
    [
        "> " * _DEEP + "words",
        "- " * 20_000 + "words",
        "*" * _DEEP + "words" + "*" * _DEEP,
        "\n".join(f"{'>' * n} words" for n in range(1, 400)),
        "words\n\n" + "<!--" * _DEEP,
        "words\n\n" + "![" * _DEEP,
        "words\n\n" + "[[a|" * 20_000,
        "---\na: " + "[" * 1000 + "\n---\nwords",
        "---\na: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n---\nwords",
        "words" + " " * _DEEP + "words",
        "# words" + " " * _DEEP + "x\n\nwords",
        "#+BEGIN_QUOTE\n" * 10_000,
        "\n" * 200_000 + "words",
    ],
    ids=[
        "quotes",
        "lists",
        "stars",
        "stairs",
        "comments",
        "images",
        "links",
        "yaml",
        "alias",
        "wide",
        "heading",
        "outlined",
        "empty",
    ],
)
def test_markdown_that_never_ends_a_thing_is_read_in_time(
    tmp_path: Path, desk: Desk, content: str
) -> None:
    folder = put(tmp_path / "d", {"n.md": content})

    began = time.process_time()
    file = desk.one(folder / "n.md", dry_run=True)

    assert file.status is Status.INDEXED
    assert time.process_time() - began < 3


def test_front_matter_builds_no_objects(tmp_path: Path, desk: Desk) -> None:
    trace = tmp_path / "trace"
    text = f"---\na: !!python/object/apply:os.system ['touch {trace}']\n---\nwords"

    desk.one(put(tmp_path / "d", {"n.md": text}) / "n.md")

    assert not trace.exists()
    assert desk.texts() == ["words"]


def test_a_text_with_nuls_is_named_binary_and_one_in_utf16_is_read(
    tmp_path: Path, desk: Desk
) -> None:
    folder = put(
        tmp_path / "d",
        {
            "nul.md": b"words\x00words",
            "wide.md": "Привет, дневник".encode("utf-16-le"),
            "wide2.md": "Здравствуй, дневник".encode("utf-16-be"),
        },
    )

    assert [file.status for file in desk.read(folder).files] == ["failed", "indexed", "indexed"]
    assert desk.texts() == ["Здравствуй, дневник", "Привет, дневник"]


@pytest.mark.parametrize("change", ["grows", "shrinks", "vanishes"])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = put_json(tmp_path / "c.json", [chatgpt(node("a", None, "one"))])
    later = [chatgpt(node("a", None, "one"), node("b", "a", "two"))] if change == "grows" else []

    def meddle(file: object) -> str:
        if change == "vanishes":
            path.unlink()
        else:
            put_json(path, later)
            os.utime(path, ns=(7, 7))
        return "0" * 64

    with monkeypatch.context() as meddled:
        meddled.setattr("selfmirror.ingest.intake._hash", meddle)
        first = desk.one(path)
    assert first.path == str(path)
    if change == "vanishes":
        assert first.reason.startswith("the file cannot be read")
        return
    again = desk.one(path)
    assert again.status is not Status.UNCHANGED
    assert desk.texts() == (["one", "two"] if change == "grows" else [])


def test_a_reader_that_fails_anyhow_is_one_line(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Reading) -> list[Document]:
        raise MemoryError

    broken = Format("broken", lambda _: True, read)  # type: ignore[arg-type]
    monkeypatch.setattr("selfmirror.ingest.recognise.FORMATS", (broken,))

    (file,) = desk.read(put(tmp_path / "d", {"a.md": "a"}) / "a.md").files

    assert (file.status, file.reason) == ("failed", "it cannot be read (MemoryError)")


def test_bounds_come_from_the_configuration(tmp_path: Path, desk: Desk) -> None:
    folder = put(tmp_path / "d", {"a.md": "a" * 3000, "b.json": "[" + " " * 3000 + "]"})
    small = ImportSettings(max_file_mb=0.0025, max_text_mb=0.0015)
    importer = Importer(desk.store, desk.store.clock, small)

    from selfmirror.ingest.importer import ImportOptions

    files = importer.run([folder], ImportOptions(), lambda _: None).files

    assert all("imports.max_file_mb" in file.reason for file in files)


_BOUNDED = """
import resource, sys
from pathlib import Path
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock

store = Store(Home(Path(sys.argv[1])), FixedClock())
for path in sys.argv[2:]:
    receipt = Importer(store, FixedClock(), ImportSettings()).run([Path(path)], ImportOptions(), lambda _: None)
    print(path.rsplit(".")[-1], receipt.files[0].status, receipt.files[0].reason)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "start"),
    [
        (
            "one.json",
            b'[{"mapping": {"a": {"message": {"author": {"role": "user"}, "content": {"parts": ["',
        ),
        (
            "one.jsonl",
            b'{"type": "user", "sessionId": "s", "message": {"role": "user", "content": "',
        ),
        (
            "one.txt",
            b"01/01/2024, 10:00 - Anna: hi\n01/01/2024, 10:01 - Anna: hi\n02/01/2024, 10:02 - Bo: ",
        ),
        ("one.csv", b'Conversation,Time,Author,Message\r\nTalk,2024-01-05T10:00:00,Human,"'),
        ("one.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:"),
        ("one.html", b"<!DOCTYPE html><html><body><p>"),
        ("one.enex", b'<?xml version="1.0"?><en-export><note><title>'),
        ("one.md", b"# T\n\n"),
    ],
)
def test_a_gigantic_line_takes_no_more_memory_than_its_bound(
    tmp_path: Path, name: str, start: bytes
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(start)
        for _ in range(500):
            file.write(b"x" * (1 << 20))

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _BOUNDED, str(tmp_path / "home"), str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    path.unlink()
    *_, told, memory = done.stdout.splitlines()
    assert "failed" in told or "skipped" in told
    assert int(memory) < 500, done.stdout
