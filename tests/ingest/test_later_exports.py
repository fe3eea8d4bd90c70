"""The same chats in several exports: nothing twice, and a later export adds only what is new."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import chatgpt, claude, node, put_json, said

Talk = dict[str, Any]


def _chatgpt(messages: int, title: str = "Talk", branch: str = "") -> Talk:
    nodes = [node("root", None, None)]
    for place in range(messages):
        role = "assistant" if place % 2 else "user"
        above = f"m{place - 1}" if place else "root"
        nodes.append(node(f"m{place}", above, f"message {place}", role, create_time=1.7e9 + place))
    if branch:
        nodes.append(node("b0", "m0", branch, create_time=1.7e9 + 50))
    return chatgpt(*nodes, key="c1", title=title)


def _claude(messages: int, title: str = "Talk", branch: str = "") -> Talk:
    lines = []
    for place in range(messages):
        above = {"parent_message_uuid": f"m{place - 1}"} if place else {}
        sender = "assistant" if place % 2 else "human"
        lines.append(said(f"m{place}", sender, f"message {place}", **above))
    if branch:
        lines.append(said("b0", "human", branch, parent_message_uuid="m0"))
    return claude(*lines, key="c1", name=title)


MAKERS = pytest.mark.parametrize("make", [_chatgpt, _claude])


def _zipped(path: Path, entries: dict[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, document in entries.items():
            archive.writestr(name, json.dumps(document))
    return path


def _state(desk: Desk) -> list[tuple[Any, ...]]:
    return list(
        desk.ask(
            "SELECT id, source, position, parent, speaker, text, said_at FROM utterance ORDER BY id"
        )
    )


@MAKERS
def test_the_same_chat_in_every_wrapper_is_stored_once(
    tmp_path: Path, desk: Desk, make: Any
) -> None:
    other = make(1) | {"id": "c2", "uuid": "c2", "conversation_id": "c2"}
    put_json(tmp_path / "folder" / "conversations.json", [make(3)])
    put_json(tmp_path / "split" / "conversations-000.json", [make(3), other])
    put_json(tmp_path / "split" / "conversations-001.json", [make(3)])
    put_json(tmp_path / "wrapped.json", {"conversations": [make(3)]})
    _zipped(tmp_path / "export.zip", {"conversations.json": [make(3)], "x/again.json": [make(3)]})

    first = desk.read(tmp_path / "folder").totals()
    later = [
        desk.read(tmp_path / name).totals() for name in ("split", "wrapped.json", "export.zip")
    ]

    assert first["added"] == 3
    assert [one["added"] for one in later] == [1, 0, 0]
    assert sorted(desk.texts()) == ["message 0", "message 0", "message 1", "message 2"]


@MAKERS
def test_a_grown_chat_adds_only_its_new_messages(tmp_path: Path, desk: Desk, make: Any) -> None:
    desk.read(put_json(tmp_path / "2024" / "conversations.json", [make(2)]))

    file = desk.one(put_json(tmp_path / "2025" / "conversations.json", [make(5)]))

    assert (file.added, file.known, file.utterances) == (3, 2, 5)
    assert desk.texts() == [f"message {place}" for place in range(5)]
    assert desk.ask("SELECT count(*) FROM source") == [(1,)]


@MAKERS
def test_an_edited_title_and_a_later_branch_add_the_branch_alone(
    tmp_path: Path, desk: Desk, make: Any
) -> None:
    desk.read(put_json(tmp_path / "old.json", [make(3)]))
    before = desk.ask("SELECT id FROM utterance ORDER BY id")

    file = desk.one(put_json(tmp_path / "new.json", [make(3, "Renamed", "another way")]))

    assert (file.added, file.known) == (1, 3)
    assert desk.ask("SELECT title FROM source") == [("Renamed",)]
    assert set(before) <= set(desk.ask("SELECT id FROM utterance"))
    parents = dict(desk.ask("SELECT text, parent FROM utterance"))
    assert parents["another way"] == parents["message 1"] is not None


@pytest.mark.slow
@MAKERS
@pytest.mark.parametrize("taken_back", ["old", "new"])
def test_undoing_either_export_leaves_what_the_other_holds(
    tmp_path: Path, desk: Desk, open_desk: Any, make: Any, taken_back: str
) -> None:
    old = put_json(tmp_path / "old.json", [make(2, branch="only in the old")])
    new = put_json(tmp_path / "new.json", [make(4)])
    runs = {"old": str(desk.read(old).run), "new": str(desk.read(new).run)}

    desk.importer.undo(runs[taken_back])

    alone = open_desk(tmp_path / "alone")
    alone.read(new if taken_back == "old" else old)
    assert _state(desk) == _state(alone)
    rest = "new" if taken_back == "old" else "old"
    desk.importer.undo(runs[rest])
    assert desk.texts() == []
    assert desk.ask("SELECT count(*) FROM holding") == [(0,)]


@MAKERS
def test_the_same_file_grown_in_place_is_taken_back_run_by_run(
    tmp_path: Path, desk: Desk, make: Any
) -> None:
    path = put_json(tmp_path / "conversations.json", [make(2)])
    first = str(desk.read(path).run)
    second = str(desk.read(put_json(path, [make(4)])).run)

    assert desk.importer.undo(second).removed == 2
    assert desk.texts() == ["message 0", "message 1"]
    assert desk.importer.undo(first).removed == 2
    assert desk.texts() == []


@MAKERS
def test_a_duplicate_keeps_the_words_when_the_first_run_is_taken_back(
    tmp_path: Path, desk: Desk, make: Any
) -> None:
    first = str(desk.read(put_json(tmp_path / "a" / "conversations.json", [make(2)])).run)
    copy = desk.one(put_json(tmp_path / "b" / "conversations.json", [make(2)]))
    assert copy.status == "duplicate"

    done = desk.importer.undo(first)

    assert (done.removed, done.kept) == (0, 2)
    assert desk.texts() == ["message 0", "message 1"]
