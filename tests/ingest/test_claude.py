import time
from pathlib import Path
from typing import Any

from selfmirror.ingest.formats.claude_artifacts import without_artifacts
from tests.ingest.conftest import Desk
from tests.ingest.exports import claude, put_json, said
from tests.ingest.reading import parse


def _speakers(desk: Desk) -> list[tuple[str, str]]:
    return [(text, speaker) for text, speaker, _, _ in desk.stored()]


def test_content_is_authoritative_and_text_stands_in_where_there_is_none(
    tmp_path: Path, desk: Desk
) -> None:
    thinking = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "the answer"}]
    talk = claude(
        said("1", "human", "junk", content=[{"type": "text", "text": "the question"}]),
        said("2", "assistant", "hmthe answer", content=thinking),
        said("3", "human", "old form", content=None),
        said(
            "4", "assistant", "This block is not supported on your current device yet.", content=[]
        ),
        said("5", "human", "", content=[{"type": "voice_note", "transcript": "spoken"}]),
    )

    file = desk.one(put_json(tmp_path / "c.json", [talk]))

    assert _speakers(desk) == [
        ("old form", "me"),
        ("spoken", "me"),
        ("the answer", "assistant"),
        ("the question", "me"),
    ]
    assert (file.messages, file.spoken, dict(file.left_out)) == (5, 4, {"no text": 1})


def test_tools_and_attachments_are_not_the_persons_words(tmp_path: Path, desk: Desk) -> None:
    call = {"type": "tool_use", "name": "search", "input": {"q": "лес"}}
    result = {"type": "tool_result", "content": [{"type": "text", "text": "found"}]}
    talk = claude(
        said("1", "human", "read this", attachments=[{"extracted_content": "an article"}]),
        said("2", "assistant", "", content=[{"type": "text", "text": "ok"}, call]),
        said("3", "human", "", content=[result, {"type": "tool_result", "content": "plain"}]),
        said("4", "human", "", content=[], attachments=[{"extracted_content": "only a file"}]),
        said("5", "human", "", content=[], files=[{"file_name": "a.png"}]),
        said(
            "6",
            "assistant",
            "",
            content=[{"type": "thinking", "thinking": "hm"}, {"type": "token_budget"}],
        ),
    )

    file = desk.one(put_json(tmp_path / "c.json", [talk]))

    assert _speakers(desk) == [
        ("an article", "other"),
        ("found\n\nplain", "tool"),
        ("ok", "assistant"),
        ("only a file", "other"),
        ("read this", "me"),
        ('search: {"q": "лес"}', "tool"),
    ]
    assert (file.messages, file.spoken) == (6, 4)
    assert dict(file.left_out) == {"files only": 1, "thinking": 1}


def test_messages_answer_one_another_in_line_or_by_parent(tmp_path: Path, desk: Desk) -> None:
    root = "00000000-0000-4000-8000-000000000000"
    line = claude(said("1", "human", "q"), said("2", "assistant", "a"), key="u1")
    tree = claude(
        said("x", "human", "Q", parent_message_uuid=root),
        said("y", "assistant", "A", parent_message_uuid="x"),
        said("z", "assistant", "B", parent_message_uuid="x"),
        key="u2",
    )

    desk.one(put_json(tmp_path / "c.json", [line, tree]))

    rows = desk.ask("SELECT u.text, p.text FROM utterance u JOIN utterance p ON p.id = u.parent")
    assert set(rows) == {("a", "q"), ("A", "Q"), ("B", "Q")}


def test_malformed_messages_are_accounted_for(tmp_path: Path, desk: Desk) -> None:
    talk: dict[str, Any] = claude(
        {"text": "no id, no sender", "created_at": "yesterday-ish"},
        said("1", "human", "twice"),
        said("1", "human", "twice"),
        said("2", "human", "", content=[{"type": "hologram", "text": "?"}]),
        said("3", "human", "kept"),
    )
    talk["chat_messages"] += ["not an object", None]

    file = desk.one(put_json(tmp_path / "c.json", [talk, claude(key="u2", name="Empty"), 7]))

    assert _speakers(desk) == [
        ("kept", "me"),
        ("no id, no sender", "other"),
        ("twice", "me"),
        ("twice", "me"),
    ]
    assert (file.messages, file.spoken, dict(file.left_out)) == (
        7,
        4,
        {"no text": 1, "unreadable": 2},
    )
    assert file.dated == {"unknown": 1, "message": 3}
    assert "a content block of an unknown type: hologram" in file.warnings
    assert "a conversation without messages: Empty" in file.warnings


def test_a_shared_snapshot_and_a_single_conversation_are_read(tmp_path: Path, desk: Desk) -> None:
    snapshot = {"chat_snapshots": [claude(said("1", "human", "shared", content=None), key="")]}

    assert desk.one(put_json(tmp_path / "s.json", snapshot)).utterances == 1
    assert (
        desk.one(put_json(tmp_path / "one.json", claude(said("2", "human", "single")))).utterances
        == 1
    )


def test_projects_are_documents_and_memories_are_the_assistants(tmp_path: Path, desk: Desk) -> None:
    projects = [
        {
            "uuid": "p",
            "name": "Garden",
            "description": "my garden",
            "is_private": True,
            "created_at": "2025-01-01T00:00:00Z",
            "docs": [
                {"filename": "a.md", "content": "soil", "created_at": "2025-01-02T00:00:00+00:00"},
                {"filename": "b.md"},
            ],
        }
    ]
    memories = [
        {
            "conversations_memory": "likes gardens",
            "project_memories": {"p": "plans"},
            "account_uuid": "a",
        }
    ]

    first = desk.one(put_json(tmp_path / "projects.json", projects))
    second = desk.one(put_json(tmp_path / "memories.json", memories))

    assert (first.messages, first.spoken, dict(first.left_out)) == (3, 2, {"no text": 1})
    assert second.by_speaker == {"assistant": 2}
    assert _speakers(desk) == [
        ("likes gardens", "assistant"),
        ("my garden", "other"),
        ("plans", "assistant"),
        ("soil", "other"),
    ]
    assert ("Garden",) in desk.ask("SELECT project FROM source")


def test_a_file_may_hold_one_project_or_memories_of_projects_alone(tmp_path: Path) -> None:
    project = {
        "uuid": "p",
        "name": "Garden",
        "description": "",
        "is_private": False,
        "prompt_template": "be brief",
    }
    memory = {"project_memories": {"p": "plans", "q": "more"}, "account_uuid": "a"}

    (first,) = parse(put_json(tmp_path / "p.json", project))
    (second,) = parse(put_json(tmp_path / "m.json", [memory]))

    assert [(one.text, one.speaker) for one in first.pieces] == [("be brief", "other")]
    assert [one.text for one in second.pieces] == ["plans", "more"]
    assert {one.speaker for one in second.pieces} == {"assistant"}


def test_artifacts_and_thoughts_in_an_answers_text_are_not_its_words(
    tmp_path: Path, desk: Desk
) -> None:
    answer = (
        "Sure. <antThinking>should I?</antThinking>"
        '<antArtifact identifier="a" type="text/html" title="Page"><p>hi</p></antArtifact> Done.'
    )
    cut = 'Here: <antArtifact identifier="b" title="Cut">half a pag'
    talk = claude(
        said("1", "assistant", answer, content=None),
        said("2", "assistant", "", content=[{"type": "text", "text": cut}]),
        said("3", "human", "what is <antThinking>?"),
    )

    desk.one(put_json(tmp_path / "c.json", [talk]))

    assert _speakers(desk) == [
        ("Cut\nhalf a pag", "tool"),
        ("Here: ", "assistant"),
        ("Page\n<p>hi</p>", "tool"),
        ("Sure.  Done.", "assistant"),
        ("what is <antThinking>?", "me"),
    ]


def test_a_hostile_answer_is_looked_through_at_once() -> None:
    started = time.monotonic()

    assert without_artifacts("<antArtifact " * 50_000)[1] == ""
    assert time.monotonic() - started < 0.3


def test_content_may_be_plain_text_and_results_of_tools_may_be_too(
    tmp_path: Path, desk: Desk
) -> None:
    results = [
        {"type": "tool_result", "content": ["one", {"type": "knowledge", "title": "two"}]},
        {"type": "tool_result", "content": {"text": "three"}},
    ]
    talk = claude(
        said("1", "human", "", content="plain"),
        said("2", "human", "", content=["listed"]),
        said("3", "assistant", "", content=results),
    )

    desk.one(put_json(tmp_path / "c.json", [talk]))

    assert _speakers(desk) == [("listed", "me"), ("one\n\ntwo\n\nthree", "tool"), ("plain", "me")]


def test_an_answer_to_a_message_that_is_gone_begins_anew(tmp_path: Path, desk: Desk) -> None:
    talk = claude(
        said("1", "human", "q"),
        said("2", "assistant", "a", parent_message_uuid="1"),
        said("3", "assistant", "orphan", parent_message_uuid="gone"),
    )

    file = desk.one(put_json(tmp_path / "c.json", [talk]))

    rows = desk.ask("SELECT text, position FROM utterance ORDER BY text")
    assert rows == [("a", 1), ("orphan", 0), ("q", 0)]
    assert "1 messages whose parent is not in the file" in file.warnings


def test_a_project_said_by_the_person_wins_over_the_exports(tmp_path: Path, desk: Desk) -> None:
    talk = {**claude(said("1", "human", "hi")), "project": {"name": "Garden"}}
    put_json(tmp_path / "c.json", [talk])

    desk.one(tmp_path / "c.json")
    assert desk.ask("SELECT project FROM source") == [("Garden",)]
    desk.one(tmp_path / "c.json", project="Book")
    assert desk.ask("SELECT project FROM source") == [("Book",)]
