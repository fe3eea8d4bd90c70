from pathlib import Path
from typing import Any

from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse


def _message(key: str, parent: str | None, role: str, content: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "parentId": parent,
        "childrenIds": [],
        "role": role,
        "content": content,
        "timestamp": 1700000000,
        **more,
    }


def _chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    history = {"messages": {one["id"]: one for one in messages}, "currentId": None}
    return {"id": "w1", "title": "Talk", "chat": {"title": "t", "history": history, **more}}


def test_all_branches_of_a_history_are_kept(tmp_path: Path) -> None:
    chat = _chat(
        _message("1", None, "user", "что дальше?"),
        _message("2", "1", "assistant", "work"),
        _message("3", "1", "assistant", "rest"),
        _message("4", "3", "user", [{"type": "text", "text": "why?"}, {"type": "image_url"}]),
    )

    (document,) = parse(put_json(tmp_path / "x.json", [chat]))

    assert [(one.text, one.speaker.value, one.answers) for one in document.pieces] == [
        ("что дальше?", "me", None),
        ("work", "assistant", 0),
        ("rest", "assistant", 0),
        ("why?", "me", 2),
    ]
    assert {one.said.iso() for one in document.pieces} == {"2023-11-14T22:13:20+00:00"}
    assert (document.key, document.title) == ("w1", "Talk")


def test_what_an_answer_folds_away_is_not_its_words(tmp_path: Path, desk: Desk) -> None:
    thought = '<details type="reasoning" done="true"><summary>Thought</summary>hm</details>'
    call = '<details type="tool_calls" name="w"><summary>Tool</summary>18C</details>'
    plain = "<details><summary>more</summary>kept</details>"
    chat = _chat(
        _message("1", None, "assistant", thought + "255"),
        _message("2", "1", "assistant", call + "It is warm."),
        _message("3", "2", "assistant", "<think>only this"),
        _message("4", "3", "assistant", plain),
        _message("5", "4", "user", thought),
    )

    file = desk.one(put_json(tmp_path / "x.json", [chat]))

    assert [row[:2] for row in desk.stored()] == [
        ("255", "assistant"),
        (thought, "me"),
        (plain, "assistant"),
        ("<summary>Tool</summary>18C", "tool"),
        ("It is warm.", "assistant"),
    ]
    assert dict(file.left_out) == {"thinking": 1}


def test_prompts_files_and_odd_messages_are_accounted_for(tmp_path: Path, desk: Desk) -> None:
    chat = _chat(
        _message("1", None, "system", "be nice"),
        _message("2", "1", "user", "", files=[{"name": "a.pdf"}]),
        _message("3", "gone", "ghost", "boo", timestamp=None),
        params={"system": "be brief"},
    )
    chat["chat"]["history"]["messages"]["4"] = None

    file = desk.one(put_json(tmp_path / "x.json", chat))

    assert [row[:3] for row in desk.stored()] == [("boo", "other", None)]
    assert (file.format, file.messages, file.spoken) == ("open-webui", 5, 1)
    assert dict(file.left_out) == {
        "system": 1,
        "files only": 1,
        "unreadable": 1,
        "custom instructions": 1,
    }


def test_chats_of_old_versions_are_a_plain_list(tmp_path: Path) -> None:
    messages = [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]

    (document,) = parse(
        put_json(tmp_path / "x.json", [{"id": "w", "chat": {"messages": messages}}])
    )

    assert [(one.text, one.answers) for one in document.pieces] == [("q", None), ("a", 0)]
