from pathlib import Path
from typing import Any

from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse


def _message(key: str, role: str, text: str, parent: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "role": role,
        "content": {"type": "text", "text": text},
        "created_at": "2024-06-01T10:00:00+02:00",
        "parent_id": parent,
        **more,
    }


def _talk(*messages: Any, **more: Any) -> dict[str, Any]:
    return {
        "schema": "portable-ai-memory-conversation",
        "schema_version": "1.0",
        "id": "p1",
        "title": "Talk",
        "provider": {"name": "claude"},
        "temporal": {"created_at": "2024-06-01T10:00:00Z"},
        "messages": list(messages),
        **more,
    }


def test_roles_branches_and_times_are_as_the_file_says(tmp_path: Path) -> None:
    parts = {
        "type": "multipart",
        "parts": [{"type": "text", "text": "one"}, {"type": "code", "text": "two"}],
    }
    talk = _talk(
        _message("1", "user", "q", None),
        _message("2", "assistant", "a", "1"),
        _message("3", "assistant", "", "1", content=parts),
        _message("4", "tool", "found", "3"),
    )

    (document,) = parse(put_json(tmp_path / "x.json", talk))

    assert [(one.text, one.speaker.value, one.answers) for one in document.pieces] == [
        ("q", "me", None),
        ("a", "assistant", 0),
        ("one\n\ntwo", "assistant", 0),
        ("found", "tool", 2),
    ]
    assert {one.said.iso() for one in document.pieces} == {"2024-06-01T10:00:00+02:00"}


def test_thoughts_calls_and_instructions_are_accounted_for(tmp_path: Path, desk: Desk) -> None:
    talk = _talk(
        _message("1", "system", "be nice", None),
        _message("2", "assistant", "hm", "1", is_thought=True),
        _message("3", "assistant", "", "2", tool_calls=[{"name": "search", "output": "found"}]),
        _message("4", "user", "", "3", attachments=[{"type": "file"}]),
        _message("5", "robot", "?", "4"),
        system_instruction="be brief",
    )

    file = desk.one(put_json(tmp_path / "x.json", [talk]))

    assert [row[:2] for row in desk.stored()] == [("?", "other"), ("search\n\nfound", "tool")]
    assert (file.format, file.messages, file.spoken) == ("portable-ai-memory", 6, 2)
    assert dict(file.left_out) == {
        "system": 1,
        "thinking": 1,
        "files only": 1,
        "custom instructions": 1,
    }
