"""Numbers that no parser can hold cost themselves, not their export."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.ingest.numbers import HeldNumbers, loads
from tests.ingest.conftest import Desk
from tests.ingest.exports import chatgpt, node, put

_EXPORT = json.dumps([chatgpt(node("a", None, 'I said "1e400, 99".'))])


@pytest.mark.parametrize("number", ["1e400", "-1e999", "1E+40000000000000000000", "9" * 400])
@pytest.mark.parametrize("lines", [False, True])
def test_a_chat_with_a_number_beyond_all_bounds_is_read(
    tmp_path: Path, desk: Desk, number: str, *, lines: bool
) -> None:
    talk = [{"role": role, "content": role, "timestamp": 7} for role in ("user", "assistant")]
    text = "\n".join(map(json.dumps, talk)) if lines else json.dumps({"messages": talk})
    folder = put(tmp_path / "d", {"c.jsonl" if lines else "c.json": text.replace(" 7", number)})

    (file,) = desk.read(folder).files

    assert (file.status, file.reason) == ("indexed", "")
    assert desk.texts() == ["assistant", "user"]
    assert desk.ask("SELECT DISTINCT date_source FROM utterance") == [("unknown",)]


def test_an_export_keeps_its_texts_where_a_number_is_unknown(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {"c.json": _EXPORT.replace("[{", '[{"odd": 1e400, "id2": 18446744073709551615, ', 1)},
    )

    assert desk.one(tmp_path / "c.json").status == "indexed"
    assert desk.texts() == ['I said "1e400, 99".']


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet='"\\1e,9 ж'),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet='"\\7e'), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(value=_VALUES, size=st.integers(1, 9))
def test_numbers_that_can_be_held_stay_as_they_are(value: object, size: int) -> None:
    text = json.dumps([value]).encode()
    file = HeldNumbers(io.BytesIO(text))

    assert b"".join(iter(lambda: file.read(size), b"")) == text
    assert loads(text) == [value]


def test_a_number_as_long_as_an_id_becomes_a_text_and_one_beyond_is_unknown() -> None:
    text = b'{"a": 18446744073709551615, "b": [1e400,-' + b"9" * 50 + b'], "c": "1e400"}'
    file = HeldNumbers(io.BytesIO(text))
    held = b"".join(iter(lambda: file.read(3), b""))

    expected = {"a": "18446744073709551615", "b": [None, None], "c": "1e400"}
    assert json.loads(held) == loads(text) == expected
