"""The logs of coding agents."""

import json
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.typed import typed_by_hand
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse


def _one(folder: Path, *records: Any) -> Document:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
    (document,) = parse(put(folder, {"log.txt": "\n".join(lines) + "\n"}) / "log.txt")
    assert document.messages == document.spoken + sum(document.left_out.values())
    return document


def _said(document: Document) -> list[tuple[str, str]]:
    return [(piece.speaker.value, piece.text) for piece in document.pieces]


def _claude(
    key: str, role: str, content: Any, above: str | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "type": role,
        "uuid": key,
        "parentUuid": above,
        "sessionId": "s1",
        "cwd": "/home/anna/garden",
        "timestamp": "2025-12-24T10:00:00.000Z",
        "message": {"role": role, "content": content},
        **more,
    }


_CALL = {"type": "tool_use", "name": "Bash", "input": {"command": "ls"}}
_RESULT = {"type": "tool_result", "content": [{"type": "text", "text": "a.py"}]}
_PICTURE = {"type": "image", "source": {"data": "x"}}


def test_only_what_was_typed_into_claude_code_is_the_persons(tmp_path: Path) -> None:
    document = _one(
        tmp_path,
        {"type": "summary", "summary": "A garden planner", "leafUuid": "5"},
        _claude("1", "user", "I want a garden planner"),
        _claude("2", "assistant", [{"type": "thinking", "thinking": "hm"}], "1"),
        _claude("3", "assistant", [{"type": "text", "text": "Sure."}, _CALL], "2"),
        _claude("4", "user", [_RESULT], "3"),
        _claude("5", "user", [_PICTURE, {"type": "text", "text": "like this"}], "4"),
        _claude("6", "user", [_PICTURE], "5"),
        _claude("7", "user", "Caveat: generated", "6", isMeta=True),
        _claude(
            "8", "user", "<command-name>/clear</command-name><command-args></command-args>", "7"
        ),
        _claude("9", "user", "[Request interrupted by user]", "8"),
        _claude("10", "user", "This session is being continued from a previous conversation", "9"),
        _claude("11", "assistant", "API Error", "10")
        | {"message": {"role": "assistant", "model": "<synthetic>", "content": "API Error"}},
        {"type": "file-history-snapshot", "messageId": "1", "snapshot": {}},
        '{"type": "user", "mess',
    )

    assert _said(document) == [
        ("me", "I want a garden planner"),
        ("assistant", "Sure."),
        ("tool", 'Bash: {"command": "ls"}'),
        ("tool", "a.py"),
        ("me", "like this"),
    ]
    assert (document.key, document.title, document.project) == ("s1", "A garden planner", "garden")
    assert document.left_out == {
        "summary": 2,
        "thinking": 1,
        "files only": 1,
        "system": 2,
        "commands": 1,
        "interruptions": 1,
        "records of the program": 1,
        "unreadable": 1,
    }
    assert document.pieces[0].said.iso() == "2025-12-24T10:00:00+00:00"
    assert [piece.answers for piece in document.pieces] == [None, 0, 1, 1, 3]


def test_what_a_model_asks_another_is_not_the_persons(tmp_path: Path) -> None:
    document = _one(
        tmp_path,
        _claude("1", "user", "Look for seeds", isSidechain=True, agentId="a7"),
        _claude("2", "assistant", "Found", "1", isSidechain=True, agentId="a7"),
    )

    assert _said(document) == [("assistant", "Look for seeds"), ("assistant", "Found")]
    assert document.key == "s1/a7"


def test_a_session_taken_up_again_keeps_the_sessions_apart(tmp_path: Path) -> None:
    records = [_claude("1", "user", "old"), _claude("2", "user", "new", "1", sessionId="s2")]
    path = put(tmp_path, {"log": "\n".join(map(json.dumps, records))}) / "log"

    assert [(one.key, _said(one)) for one in parse(path)] == [
        ("s1", [("me", "old")]),
        ("s2", [("me", "new")]),
    ]


def test_the_json_of_a_session_without_ids_is_read_in_a_line(tmp_path: Path) -> None:
    def entry(role: str, content: Any) -> dict[str, Any]:
        return {
            "type": role,
            "timestamp": "2025-12-24T10:00:00Z",
            "message": {"role": role, "content": content},
        }

    log = {"loglines": [entry("user", "hi"), entry("assistant", "yo"), entry("user", "hi")]}

    (document,) = parse(put_json(tmp_path / "s.json", log))

    assert _said(document) == [("me", "hi"), ("assistant", "yo"), ("me", "hi")]
    assert [piece.answers for piece in document.pieces] == [None, 0, 1]


def _codex(kind: str, **payload: Any) -> dict[str, Any]:
    return {"timestamp": "2026-09-01T10:00:00.000Z", "type": kind, "payload": payload}


def _prompt(*texts: str) -> dict[str, Any]:
    content = [{"type": "input_text", "text": text} for text in texts]
    return _codex("response_item", type="message", role="user", content=content)


_ANSWER = _codex(
    "response_item",
    type="message",
    role="assistant",
    content=[{"type": "output_text", "text": "Done."}],
)


def test_a_codex_session_is_read_without_what_the_program_adds(tmp_path: Path) -> None:
    document = _one(
        tmp_path,
        _codex("session_meta", id="c1", cwd="C:\\work\\garden", source="cli"),
        _prompt(
            "# AGENTS.md instructions for /work", "<environment_context>x</environment_context>"
        ),
        _codex("response_item", type="message", role="developer", content=[{"text": "rules"}]),
        _prompt("plant roses"),
        _codex("event_msg", type="user_message", message="plant roses"),
        _codex("response_item", type="reasoning", summary=[{"text": "hm"}]),
        _codex("response_item", type="function_call", name="shell", arguments='{"c": "ls"}'),
        _codex("response_item", type="function_call_output", output="a.py"),
        _codex("response_item", type="local_shell_call", action={"command": ["ls"]}),
        _ANSWER,
        _codex("event_msg", type="agent_message", message="Done."),
        _codex("event_msg", type="token_count"),
        "torn",
    )

    assert _said(document) == [
        ("me", "plant roses"),
        ("tool", 'shell: {"c": "ls"}'),
        ("tool", "a.py"),
        ("tool", 'local_shell: {"command": ["ls"]}'),
        ("assistant", "Done."),
    ]
    assert (document.key, document.project) == ("c1", "garden")
    assert document.left_out == {
        "records of the program": 3,
        "instructions": 1,
        "system": 1,
        "repeated": 1,
        "thinking": 1,
        "unreadable": 1,
    }


def test_a_codex_session_without_events_has_its_prompts_among_the_items(tmp_path: Path) -> None:
    head = _codex("session_meta", id="c1")

    assert _said(_one(tmp_path, head, _prompt("roses"), _ANSWER))[0] == ("me", "roses")


def test_a_codex_session_that_a_model_began_holds_no_words_of_the_person(tmp_path: Path) -> None:
    head = _codex("session_meta", id="c1", source={"subagent": {"thread_spawn": {}}})

    assert _said(_one(tmp_path, head, _prompt("roses"), _ANSWER))[0] == ("assistant", "roses")


def test_an_old_codex_session_has_no_times(tmp_path: Path) -> None:
    document = _one(
        tmp_path,
        {"id": "c0", "timestamp": "2025-01-01T00:00:00Z", "instructions": "be kind"},
        {"record_type": "state"},
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "roses"}]},
        {"type": "function_call_output", "output": "{}"},
    )

    assert _said(document) == [("me", "roses"), ("tool", "{}")]
    assert not any(piece.said.known for piece in document.pieces)


_GEMINI = [
    {
        "id": "1",
        "timestamp": "2026-01-16T18:34:01Z",
        "type": "user",
        "content": [{"text": "roses"}],
    },
    {"id": "2", "timestamp": "2026-01-16T18:34:02Z", "type": "gemini", "content": ""},
    {
        "id": "2",
        "timestamp": "2026-01-16T18:34:02Z",
        "type": "gemini",
        "content": "planted",
        "toolCalls": [{"name": "shell", "args": {"c": "ls"}, "resultDisplay": "a.py"}],
    },
    {"id": "3", "timestamp": "2026-01-16T18:34:03Z", "type": "info", "content": "noise"},
]
_ABOUT = {"sessionId": "g1", "projectHash": "abc", "startTime": "2026-01-16T18:34:00Z"}


@pytest.mark.parametrize("whole", [True, False])
def test_a_session_of_gemini_cli_is_read_in_both_its_forms(tmp_path: Path, whole: bool) -> None:
    records = [{**_ABOUT, "messages": _GEMINI}] if whole else [_ABOUT, *_GEMINI]

    document = _one(tmp_path, *records)

    assert _said(document) == [
        ("me", "roses"),
        ("assistant", "planted"),
        ("tool", 'shell: {"c": "ls"}\n\na.py'),
    ]
    assert document.left_out == {"repeated": 1, "records of the program": 1}
    assert [piece.key for piece in document.pieces] == ["1", "2", "2"]


@pytest.mark.parametrize(
    ("prompt", "typed"),
    [
        ("<system-reminder>rules</system-reminder>I want roses", "I want roses"),
        ("why is <system-reminder> in my log? I want roses", "why is <system-reminder> in my log? I want roses"),
        ("<command-name>/plan</command-name>\n<command-args>a garden</command-args>", "a garden"),
        ("# Context from my IDE setup:\n## Open tabs:\n- a.py\n## My request for Codex:\nroses", "roses"),
        ("<user-memory-input>I prefer tea</user-memory-input>", "I prefer tea"),
        ("<bash-input>ls</bash-input>", ""),
    ],
)  # fmt: skip
def test_a_prompt_is_what_stands_outside_of_what_programs_insert(prompt: str, typed: str) -> None:
    assert typed_by_hand(prompt)[0] == typed
