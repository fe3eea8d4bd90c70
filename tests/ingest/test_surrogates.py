"""Half a character in a text costs that half, never the export around it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.ingest.receipt import Status
from selfmirror.ingest.surrogates import WholeCharacters, without_lone_halves
from tests.ingest.conftest import Desk

_PIECES = st.sampled_from(["\ud83d", "\ude00", "\\", "\\ud83d", '"', "a", "\U0001f600"])
_TEXTS = st.lists(_PIECES).map("".join)


def _joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@given(text=_TEXTS)
def test_only_lone_halves_are_replaced(text: str) -> None:
    assert json.loads(without_lone_halves(json.dumps(text).encode())) == _joined(text)


@given(
    text=st.text(st.sampled_from(["\ud83d", "\ude00", "a", "\U0001f600"])), size=st.integers(1, 20)
)
def test_a_chunk_may_end_anywhere(text: str, size: int) -> None:
    whole, read = WholeCharacters(io.BytesIO(json.dumps(text).encode())), b""
    while chunk := whole.read(size):
        read += chunk

    assert json.loads(read) == _joined(text)


def _chatgpt(text: str) -> Any:
    def node(name: str, text: str) -> dict[str, Any]:
        said = {"content_type": "text", "parts": [text]}
        message = {
            "id": name,
            "author": {"role": "user"},
            "create_time": 1714550000.0,
            "content": said,
        }
        return {"id": name, "parent": None, "children": [], "message": message}

    mapping = {"a": node("a", text), "b": node("b", "I want a cat")}
    return [{"title": text, "id": "c", "create_time": 1714550000.0, "mapping": mapping}]


@pytest.mark.parametrize("half", [0xD83D, 0xDE00])
def test_an_export_with_half_a_character_is_read_whole(
    tmp_path: Path, desk: Desk, half: int
) -> None:
    export = json.dumps(_chatgpt(f"I want a dog {chr(half)}"))
    file = tmp_path / "conversations.json"
    file.write_text(export)

    assert desk.one(file).status is Status.INDEXED
    assert desk.texts() == ["I want a cat", "I want a dog \ufffd"]


def test_a_line_with_half_a_character_is_read(tmp_path: Path, desk: Desk) -> None:
    turns = [{"role": "user", "content": "I want \ud83d"}, {"role": "assistant", "content": "ok"}]
    (tmp_path / "chat.jsonl").write_text("".join(json.dumps(turn) + "\n" for turn in turns))

    desk.read(tmp_path / "chat.jsonl")

    assert desk.texts() == ["I want \ufffd", "ok"]
