import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import chatgpt, claude, node, put, put_json, said
from tests.ingest.reading import pieces


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([{"uuid": "u", "full_name": "A", "email_address": "a@b"}], "no words"),
        ({"strange": 1}, "JSON of a format not known yet"),
        ([1], "JSON of a format not known yet"),
        ([], "JSON that holds nothing"),
        ({}, "JSON that holds nothing"),
        (1, "JSON without words: a single value"),
        (None, "JSON without words: a single value"),
        ("str", "JSON without words: a single value"),
    ],
)  # fmt: skip
def test_json_of_another_kind_is_refused_by_what_it_looks_like(
    tmp_path: Path, desk: Desk, document: Any, reason: str
) -> None:
    file = desk.one(put_json(tmp_path / "conversations.json", document), dry_run=True)

    assert file.status == "skipped"
    assert reason in file.reason
    assert not file.utterances


@pytest.mark.parametrize("name", ["conversations.json", "notes.txt", "x", "export.md"])
def test_an_export_is_known_by_its_structure_under_any_name(
    tmp_path: Path, desk: Desk, name: str
) -> None:
    first = put_json(tmp_path / "1" / name, [chatgpt(node("a", None, "hi"))])
    second = put_json(tmp_path / "2" / name, [claude(said("m", "human", "yo"))])

    receipt = desk.read(first, second, dry_run=True)

    assert [file.format for file in receipt.files] == ["chatgpt", "claude"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_may_have_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    text = json.dumps([chatgpt(node("a", None, "привет"))], ensure_ascii=False)
    (tmp_path / "c.json").write_bytes(text.encode(encoding))

    assert [piece.text for piece in pieces(tmp_path / "c.json")] == ["привет"]


@pytest.mark.parametrize(
    ("name", "content", "status", "reason"),
    [
        ("empty.md", b"", "skipped", "an empty file"),
        ("photo.md", b"\x89PNG\x00\x01\x02", "failed", "binary, though named as text"),
        ("photo.png", b"\x89PNG\x00\x01\x02", "skipped", "binary"),
        ("half.json", b'[{"title": "t", "mapping": {"a": {"mess', "failed", "broken JSON"),
        ("words.json", b"these are words", "failed", "not valid JSON"),
        ("picture.svg", b"<svg><text>hi</text></svg>", "skipped", "HTML"),
        (
            "lol.ics",
            b"<?xml version='1.0'?><!DOCTYPE x [\n<!ENTITY a 'x;y'>\n<!ENTITY b '&a;y'>\n]>;\n",
            "skipped",
            "XML",
        ),
        ("part.log", b"<a>1;2\n<b>3;4\n<c>5;6\n", "skipped", "not known yet (.log)"),
        ("table.csv", b"a\n1\n", "skipped", "not known yet (.csv)"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "failed", "save it as .docx"),
        ("LICENSE", b"Permission is hereby granted", "skipped", "call it .txt or .md"),
        ("log.jsonl", b'{"a": 1}\n{"a": 2}\n', "skipped", "JSON of a format not known yet"),
        ("deep.json", b"[" * 100_000, "failed", "nested deeper"),
        ("deep.md", b'{"a":' * 100_000, "failed", "nested deeper"),
    ],
)
def test_what_cannot_be_read_gets_one_line_with_its_reason(
    tmp_path: Path, desk: Desk, name: str, content: bytes, status: str, reason: str
) -> None:
    put(tmp_path, {name: content})

    file = desk.one(tmp_path / name, dry_run=True)

    assert (file.status, file.utterances) == (status, 0)
    assert reason in file.reason


def test_a_note_that_begins_like_json_is_a_note(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"a.md": "[2024-01-05] I ran.", "b.txt": "{just a mood}"})

    assert desk.read(tmp_path).totals()["indexed"] == 2
    assert desk.texts() == ["[2024-01-05] I ran.", "{just a mood}"]


def test_a_text_over_the_bound_is_refused_at_once(tmp_path: Path, desk: Desk) -> None:
    with (tmp_path / "line.md").open("wb") as file:
        file.write(b"words ")
        file.truncate(300 << 20)
    with (tmp_path / "line.txt").open("wb") as file:
        file.write(b"x" * (33 << 20))

    receipt = desk.read(tmp_path / "line.md", tmp_path / "line.txt", dry_run=True)

    assert [one.status for one in receipt.files] == ["failed", "failed"]
    assert receipt.files[1].reason == "a text larger than 32 MB (imports.max_text_mb)"
    assert receipt.seconds < 2
