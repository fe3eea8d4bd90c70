import json
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.document import Document
from tests.ingest.conftest import Desk
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse

_Q = {"role": "user", "content": "what now?"}
_A = {"role": "assistant", "content": "rest"}


def _said(*documents: Document) -> list[tuple[str, str]]:
    return [(one.text, one.speaker.value) for document in documents for one in document.pieces]


@pytest.mark.parametrize(
    "document",
    [
        [_Q, _A],
        {"messages": [_Q, _A]},
        {"title": "t", "model": "m", "conversation": [_Q, _A]},
        [{"id": 7, "messages": [_Q, _A]}],
        {"conversations": [{"title": "t", "turns": [_Q, _A]}]},
        [{"sender": "Human", "text": "what now?"}, {"sender": "Claude-3.5", "text": "rest"}],
        [{"from": "me", "message": "what now?"}, {"from": "GPT-4o", "message": "rest"}],
        [{"author": {"role": "user"}, "content": {"parts": ["what now?"]}}, {"author": {"role": "assistant"}, "content": [{"type": "text", "text": "rest"}]}],
        {"metadata": {}, "messages": [{"role": "Prompt", "say": "what now?"}, {"role": "Response", "say": "rest"}]},
    ],
)  # fmt: skip
def test_any_json_in_which_two_sides_talk_is_a_chat(tmp_path: Path, document: Any) -> None:
    read = parse(put_json(tmp_path / "x.json", document))

    assert _said(*read) == [("what now?", "me"), ("rest", "assistant")]
    assert [one.answers for one in read[0].pieces] == [None, 0]


def test_lines_of_json_are_chats_by_their_sessions(tmp_path: Path) -> None:
    rows = [
        {**_Q, "session_id": "a", "timestamp": "2024-05-01T10:00:00Z"},
        {**_Q, "session_id": "b", "timestamp": 1714557600},
        {**_A, "session_id": "a", "timestamp": "2024-05-01 10:01"},
        {**_A, "session_id": "b"},
    ]
    torn = "\n".join(map(json.dumps, rows)) + '\n{"role": "us'

    first, second, rest = parse(put(tmp_path, {"log.jsonl": torn}) / "log.jsonl")

    assert (first.key, second.key) == ("a", "b")
    assert _said(first) == _said(second) == [("what now?", "me"), ("rest", "assistant")]
    assert [one.said.iso() for one in first.pieces] == ["2024-05-01T10:00:00+00:00", "2024-05-01"]
    assert [one.said.iso() for one in second.pieces] == ["2024-05-01T10:00:00+00:00", None]
    assert (rest.messages, dict(rest.left_out)) == (1, {"unreadable": 1})


def test_branches_systems_tools_and_unknown_roles_are_told_apart(
    tmp_path: Path, desk: Desk
) -> None:
    messages = [
        {"id": 1, "role": "system", "content": "be nice"},
        {"id": 2, "parent_id": 1, **_Q},
        {"id": 3, "parent_id": 2, **_A},
        {"id": 4, "parent_id": 2, "role": "assistant", "content": "work"},
        {"id": 5, "parent_id": 4, "role": "tool", "content": "42"},
        {"id": 6, "parent_id": 4, "role": "moderator", "content": "hm"},
        {"id": 7, "parent_id": 4, "role": "user", "content": None},
    ]

    file = desk.one(put_json(tmp_path / "x.json", {"messages": messages}))

    rows = desk.ask(
        "SELECT u.text, u.speaker, p.text FROM utterance u LEFT JOIN utterance p ON p.id = u.parent ORDER BY 1"
    )
    assert rows == [
        ("42", "tool", "work"),
        ("hm", "other", "work"),
        ("rest", "assistant", "what now?"),
        ("what now?", "me", None),
        ("work", "assistant", "what now?"),
    ]
    assert (file.format, file.messages, file.spoken) == ("chat-json", 7, 5)
    assert dict(file.left_out) == {"system": 1, "no text": 1}


def test_a_chat_of_people_is_the_persons_only_under_their_name(tmp_path: Path, desk: Desk) -> None:
    talk = [
        {"from": "Анна", "text": "привет", "date": "2020-01-02T03:04:05"},
        {"from": "Boris", "text": "hi", "date": "2020-01-02T03:05:05"},
        {"from": "Анна", "text": "пока", "date": "2020-01-03T03:04:05"},
    ]

    desk.one(put_json(tmp_path / "x.json", talk), me=["анна"])

    assert [row[:3] for row in desk.stored()] == [
        ("hi", "other", "2020-01-02"),
        ("пока", "me", "2020-01-03"),
        ("привет", "me", "2020-01-02"),
    ]


@pytest.mark.parametrize(
    "document",
    [
        {"model": "m", "messages": [{"role": "system", "content": "be"}, {"role": "user", "content": "{{question}}"}]},
        {"messages": [{"role": "admin", "text": "may write"}, {"role": "guest", "text": "may read"}]},
        [{"author": "Mark Twain", "text": "a quote"}, {"author": "Wilde", "text": "another"}],
        {"author": "A. Person", "message": "hello", "version": 1},
        [{"messages": [_Q, _A]}, {"messages": [_Q, _A]}],
        {"from": "a@b.c", "content": {"x": 1}},
        {"messages": {"role": "user", "content": "no list"}},
        [{"role": "user"}, {"role": "assistant"}],
    ],
)  # fmt: skip
def test_settings_prompts_quotes_and_training_data_are_no_chats(
    tmp_path: Path, desk: Desk, document: Any
) -> None:
    file = desk.one(put_json(tmp_path / "x.json", document))

    assert (file.status, file.utterances) == ("skipped", 0)
    assert desk.texts() == []


def test_lines_of_training_data_are_no_chats(tmp_path: Path, desk: Desk) -> None:
    rows = "\n".join(json.dumps({"messages": [_Q, _A]}) for _ in range(3))

    assert desk.one(put(tmp_path, {"train.jsonl": rows}) / "train.jsonl").status == "skipped"
