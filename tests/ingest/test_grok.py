from pathlib import Path
from typing import Any

from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse


def _response(key: str, sender: str | None, text: str, **more: Any) -> dict[str, Any]:
    time = {"$date": {"$numberLong": "1737381600000"}}
    inner = {"_id": key, "sender": sender, "message": text, "create_time": time, "model": "grok-3"}
    return {"response": {**inner, **more}, "share_link": None}


def _export(*responses: Any, key: str = "g1") -> dict[str, Any]:
    about = {"id": key, "title": "Talk", "create_time": "2025-01-20T14:00:00.000Z"}
    return {"conversation": about, "responses": list(responses)}


def test_whoever_is_not_human_is_grok_and_branches_are_kept(tmp_path: Path) -> None:
    talk = _export(
        _response("1", "human", "what now?"),
        _response("2", "ASSISTANT", "rest", parent_response_id="1", thinking_trace="hm"),
        _response("3", "grok-3", "work", parent_response_id="1"),
        _response("4", "Human", "why?", parent_response_id="3"),
    )

    (document,) = parse(
        put_json(tmp_path / "x.json", {"conversations": [talk], "projects": [], "tasks": []})
    )

    assert [(one.text, one.speaker.value, one.answers) for one in document.pieces] == [
        ("what now?", "me", None),
        ("rest", "assistant", 0),
        ("work", "assistant", 0),
        ("why?", "me", 2),
    ]
    assert {one.said.iso() for one in document.pieces} == {"2025-01-20T14:00:00+00:00"}
    assert (document.key, document.title) == ("g1", "Talk")


def test_responses_that_name_no_parent_go_in_a_line(tmp_path: Path) -> None:
    talk = _export(_response("1", "human", "q"), _response("2", "assistant", "a"))

    (document,) = parse(put_json(tmp_path / "x.json", {"conversations": [talk]}))

    assert [one.answers for one in document.pieces] == [None, 0]


def test_what_has_no_words_is_counted_with_its_reason(tmp_path: Path, desk: Desk) -> None:
    card = 'see <grok:render card_id="1"><argument>x</argument></grok:render>this'
    talk = _export(
        _response("1", "assistant", "", generated_image_urls=["u"]),
        _response("2", "assistant", "", error="Failed to respond."),
        _response("3", None, "whose?"),
        _response("4", "assistant", card, create_time=None),
        {"response": None},
        "broken",
    )

    empty = {"conversation": {"title": "Empty"}, "responses": []}
    file = desk.one(put_json(tmp_path / "x.json", {"conversations": [talk, empty]}))

    assert [row[:3] for row in desk.stored()] == [
        ("see this", "assistant", None),
        ("whose?", "other", "2025-01-20"),
    ]
    assert (file.format, file.messages, file.spoken) == ("grok", 6, 2)
    assert dict(file.left_out) == {"files only": 1, "no text": 1, "unreadable": 2}
    assert "a conversation without messages: Empty" in file.warnings
