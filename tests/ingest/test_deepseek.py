from pathlib import Path
from typing import Any

from selfmirror.ingest.document import Document
from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse


def _said(document: Document) -> list[tuple[str, str, int | None, str | None]]:
    return [(one.text, one.speaker.value, one.answers, one.said.iso()) for one in document.pieces]


def _node(key: str, parent: str | None, *fragments: tuple[str, Any], **more: Any) -> dict[str, Any]:
    parts = [{"type": kind, "content": text} for kind, text in fragments]
    message = {"model": "m", "inserted_at": "2025-02-01T01:30:00.000000+08:00", "files": []}
    return {
        "id": key,
        "parent": parent,
        "children": [],
        "message": {**message, "fragments": parts, **more} if fragments or more else None,
    }


def _talk(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    mapping = {"root": _node("root", None), **{one["id"]: one for one in nodes}}
    return {
        "id": "d1",
        "title": "Talk",
        "inserted_at": "2025-02-01T01:30:00+08:00",
        "mapping": mapping,
        **more,
    }


def test_fragments_say_who_speaks_and_every_branch_is_kept(tmp_path: Path) -> None:
    talk = _talk(
        _node("1", "root", ("REQUEST", "что дальше?")),
        _node(
            "2", "1", ("THINK", "hm"), ("SEARCH", None), ("RESPONSE", "work"), ("RESPONSE", "hard")
        ),
        _node("3", "1", ("TOOL_SEARCH", "found"), ("RESPONSE", "rest")),
        _node("4", "3", ("THINK", "only a thought")),
        _node("5", "4", ("REQUEST", "why?")),
    )

    (document,) = parse(put_json(tmp_path / "conversations.json", [talk]))

    time = "2025-02-01T01:30:00+08:00"
    assert _said(document) == [
        ("что дальше?", "me", None, time),
        ("work\n\nhard", "assistant", 0, time),
        ("rest", "assistant", 0, time),
        ("found", "tool", 2, time),
        ("why?", "me", 2, time),
    ]
    assert (document.key, document.messages, document.spoken) == ("d1", 5, 4)
    assert document.left_out == {"thinking": 1}


def test_what_is_odd_in_an_export_is_counted_and_never_the_persons(
    tmp_path: Path, desk: Desk
) -> None:
    talk = _talk(
        _node("1", "gone", ("HOLOGRAM", "?"), ("RESPONSE", "a")),
        _node("2", "root", files=[{"file_name": "a.png"}], fragments=[]),
        _node("3", "root", ("REQUEST", "  ")),
    )
    talk["mapping"]["4"] = "broken"

    file = desk.one(put_json(tmp_path / "x.json", [talk, _talk(mapping={}, title="Empty"), None]))

    assert [(text, who) for text, who, _, _ in desk.stored()] == [
        ("?", "other"),
        ("a", "assistant"),
    ]
    assert (file.format, file.messages, file.spoken) == ("deepseek", 4, 1)
    assert dict(file.left_out) == {"files only": 1, "no text": 1, "unreadable": 1}
    assert "a text of an unknown speaker: hologram" in file.warnings
    assert "1 messages whose parent is not in the file" in file.warnings
    assert "a conversation without messages: Empty" in file.warnings


def test_old_exports_without_fragments_take_turns(tmp_path: Path) -> None:
    def old(key: str, parent: str, text: str, **more: Any) -> dict[str, Any]:
        return {
            "id": key,
            "parent": parent,
            "message": {"content": text, "inserted_at": None, **more},
        }

    talk = _talk(
        old("1", "root", "question"),
        old("2", "1", "answer", reasoning_content="hm"),
        old("3", "2", "more"),
        old("4", "1", "another"),
    )

    (document,) = parse(put_json(tmp_path / "c.json", [talk]))

    assert [(one.text, one.speaker.value) for one in document.pieces] == [
        ("question", "me"),
        ("answer", "assistant"),
        ("more", "me"),
        ("another", "assistant"),
    ]
    assert document.warnings == ("nobody is named in a conversation: its sides are taken in turns",)


def test_one_chat_as_the_site_receives_it(tmp_path: Path) -> None:
    def message(key: int, parent: int | None, role: str, **more: Any) -> dict[str, Any]:
        return {
            "message_id": key,
            "parent_id": parent,
            "role": role,
            "inserted_at": 1.7e9 + key,
            **more,
        }

    session = {"id": "s1", "title": "Talk", "current_message_id": 3}
    messages = [
        message(1, None, "USER", fragments=[{"type": "REQUEST", "content": "q"}]),
        message(2, 1, "ASSISTANT", content="older shape", thinking_content="hm"),
        message(
            3,
            1,
            "ASSISTANT",
            fragments=[{"type": "THINK", "content": "hm"}, {"type": "RESPONSE", "content": "a"}],
        ),
        message(4, None, "USER", fragments=[{"type": "REQUEST", "content": "again"}]),
        message(5, 4, "ROBOT", content="?"),
    ]
    raw = {
        "code": 0,
        "data": {"biz_code": 0, "biz_data": {"chat_session": session, "chat_messages": messages}},
    }

    (document,) = parse(put_json(tmp_path / "raw.json", raw))

    assert _said(document) == [
        ("q", "me", None, "2023-11-14T22:13:21+00:00"),
        ("older shape", "assistant", 0, "2023-11-14T22:13:22+00:00"),
        ("a", "assistant", 0, "2023-11-14T22:13:23+00:00"),
        ("again", "me", None, "2023-11-14T22:13:24+00:00"),
        ("?", "other", 3, "2023-11-14T22:13:25+00:00"),
    ]
    assert (document.key, document.title) == ("s1", "Talk")


def test_a_chat_saved_as_a_tree_is_read_however_deep(tmp_path: Path) -> None:
    deep: dict[str, Any] = {
        "id": 0,
        "type": "assistant",
        "content": "a0",
        "thought": "hm",
        "children": [],
    }
    for number in range(1, 400):
        kind = "assistant" if number % 2 == 0 else "user"
        deep = {
            "id": number,
            "type": kind,
            "content": f"{kind} {number}",
            "thought": None,
            "children": [deep],
        }
    other = {
        "id": 900,
        "type": "user",
        "content": "another beginning",
        "thought": None,
        "children": [],
    }

    (document,) = parse(put_json(tmp_path / "chat.json", [deep, other]))

    assert document.messages == document.spoken == 401
    assert [one.position for one in document.pieces] == [*range(400), 0]
    assert document.pieces[0].text == "user 399"
    assert {one.said.known for one in document.pieces} == {False}


def test_a_grown_chat_without_an_id_stays_one_conversation(tmp_path: Path, desk: Desk) -> None:
    def tree(*texts: str) -> list[dict[str, Any]]:
        node: list[dict[str, Any]] = []
        for number, text in reversed(list(enumerate(texts, 1))):
            kind = "user" if number % 2 else "assistant"
            node = [
                {"id": number, "type": kind, "content": text, "thought": None, "children": node}
            ]
        return node

    desk.one(put_json(tmp_path / "1.json", tree("hi", "hello")))
    file = desk.one(put_json(tmp_path / "2.json", tree("hi", "hello", "and now?")))
    other = desk.one(put_json(tmp_path / "3.json", tree("hi", "hey", "what?")))

    assert (file.added, file.known, other.added) == (1, 2, 3)
    assert desk.ask("SELECT count(*) FROM source") == [(2,)]
