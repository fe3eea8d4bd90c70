from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse

_ROOT = "00000000-0000-0000-0000-000000000000"


def _message(key: str, parent: str, own: Any, text: str, **more: Any) -> dict[str, Any]:
    return {
        "messageId": key,
        "parentMessageId": parent,
        "isCreatedByUser": own,
        "sender": "User" if own else "GPT-4",
        "text": text,
        "createdAt": "2024-05-28T18:08:55.014Z",
        **more,
    }


def _talk(field: str, messages: list[Any], **more: Any) -> dict[str, Any]:
    return {"conversationId": "l1", "title": "Talk", "branches": True, field: messages, **more}


@pytest.mark.parametrize("field", ["messages", "messagesTree"])
def test_a_list_and_a_tree_give_the_same_branches(tmp_path: Path, field: str) -> None:
    question = _message("1", _ROOT, own=True, text="what now?")
    first = _message("2", "1", own=False, text="work")
    second = _message("3", "1", own=False, text="rest")
    last = _message("4", "3", own=True, text="why?")
    messages = [question, first, second, last]
    if field == "messagesTree":
        second["children"] = [last]
        messages = [{**question, "children": [first, second]}]

    (document,) = parse(put_json(tmp_path / "x.json", _talk(field, messages)))

    assert [(one.text, one.speaker.value, one.answers) for one in document.pieces] == [
        ("what now?", "me", None),
        ("work", "assistant", 0),
        ("rest", "assistant", 0),
        ("why?", "me", 2),
    ]
    assert {one.said.iso() for one in document.pieces} == {"2024-05-28T18:08:55+00:00"}
    assert (document.key, document.warnings) == ("l1", ())


def test_thoughts_tools_and_errors_are_not_the_answers_words(tmp_path: Path, desk: Desk) -> None:
    call = {"type": "tool_call", "tool_call": {"name": "search", "args": "{}", "output": "found"}}
    parts = [{"type": "think", "think": "hm"}, {"type": "text", "text": {"value": "a"}}, call]
    messages = [
        _message("1", _ROOT, False, ":::thinking\nhm\n:::\nanswer"),
        _message("2", "1", False, "", content=parts),
        _message("3", "2", False, "quota exceeded", error=True),
        _message("4", "3", False, "", content=[{"type": "think", "think": "hm"}]),
        _message("5", "4", True, "", files=[{"filename": "a.png"}]),
        _message("6", "gone", None, "whose?"),
        None,
    ]
    talk = _talk("messages", messages, options={"promptPrefix": "be brief"})

    file = desk.one(put_json(tmp_path / "x.json", [talk]))

    assert [row[:2] for row in desk.stored()] == [
        ("a", "assistant"),
        ("answer", "assistant"),
        ("search\n\n{}\n\nfound", "tool"),
        ("whose?", "other"),
    ]
    assert (file.format, file.messages, file.spoken) == ("librechat", 8, 3)
    assert dict(file.left_out) == {
        "error": 1,
        "thinking": 1,
        "files only": 1,
        "unreadable": 1,
        "custom instructions": 1,
    }
