from pathlib import Path
from typing import Any

from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse


def _chat(*chunks: Any, **more: Any) -> dict[str, Any]:
    return {"runSettings": {"model": "m"}, "chunkedPrompt": {"chunks": list(chunks)}, **more}


def test_thoughts_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    parts = [{"text": "hm", "thought": True}, {"text": "the "}, {"text": "answer"}]
    chat = _chat(
        {"role": "user", "text": "q", "createTime": "2025-05-01T10:00:00.5Z"},
        {"role": "model", "text": "whole thought", "isThought": True},
        {"role": "model", "text": "hmthe answer", "parts": parts},
        {"role": "model", "text": "x", "parts": [{"text": "x", "thought": True}]},
        systemInstruction={"parts": [{"text": "be brief"}]},
    )

    (document,) = parse(put_json(tmp_path / "chat.json", chat))

    assert [(one.text, one.speaker.value, one.answers) for one in document.pieces] == [
        ("q", "me", None),
        ("the answer", "assistant", 0),
    ]
    assert [one.said.iso() for one in document.pieces] == ["2025-05-01T10:00:00+00:00", None]
    assert (document.messages, document.spoken) == (5, 2)
    assert document.left_out == {"thinking": 2, "custom instructions": 1}


def test_files_code_drafts_and_odd_chunks_are_accounted_for(tmp_path: Path, desk: Desk) -> None:
    chat = _chat(
        {"role": "user", "driveDocument": {"id": "d"}},
        {
            "role": "model",
            "executableCode": {"code": "1+1"},
            "codeExecutionResult": {"output": "2"},
        },
        {"role": "model", "text": ""},
        {"text": "whose?"},
        "broken",
    )
    chat["chunkedPrompt"]["pendingInputs"] = [
        {"text": "typed, not sent", "role": "user"},
        {"text": ""},
    ]

    file = desk.one(put_json(tmp_path / "x.json", chat))

    assert [row[:2] for row in desk.stored()] == [("1+1\n\n2", "tool"), ("whose?", "other")]
    assert (file.format, file.messages, file.spoken) == ("gemini-ai-studio", 6, 2)
    assert dict(file.left_out) == {"files only": 1, "no text": 1, "not sent": 1, "unreadable": 1}


def test_a_prompt_is_titled_by_its_file_and_a_list_by_what_each_says(tmp_path: Path) -> None:
    drive = tmp_path / "План на год. Черновик"
    (one,) = parse(put_json(drive, _chat({"role": "user", "text": "q"})))
    listed = [{**_chat({"role": "user", "text": "q"}), "id": key, "title": key} for key in "ab"]
    both = parse(put_json(tmp_path / "list.json", listed))

    assert one.title == "План на год. Черновик"
    assert [(each.key, each.title) for each in both] == [("a", "a"), ("b", "b")]


def test_a_grown_prompt_without_an_id_adds_only_what_is_new(tmp_path: Path, desk: Desk) -> None:
    chunks = [{"role": "user", "text": "q"}, {"role": "model", "text": "a"}]
    desk.one(put_json(tmp_path / "1.json", _chat(*chunks)))

    grown = [*chunks, {"role": "user", "text": "q"}]
    file = desk.one(put_json(tmp_path / "2.json", _chat(*grown)))

    assert (file.added, file.known) == (1, 2)
    assert desk.ask("SELECT count(*) FROM source") == [(1,)]
