"""Objects cut out of an array are those that a parser finds, whatever the array looks like."""

import io
import json
from typing import Any

import ijson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.ingest.formats.json_slices import whole_objects
from selfmirror.ingest.formats.json_stream import stream

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "a", '}, {"title"', ""]), inner, max_size=3)
    ),
    max_leaves=12,
)
_OBJECTS = st.dictionaries(st.sampled_from(["title", "id", "a"]), _VALUES, max_size=3)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfmirror.ingest.formats.json_slices._CHUNK", 16)


def cut(content: bytes, most: int = 1 << 20) -> tuple[list[Any], bool]:
    pieces, found = whole_objects(io.BytesIO(content), most), []
    while True:
        try:
            found.append(next(pieces))
        except StopIteration as end:
            return found, end.value


@given(
    st.lists(_OBJECTS | _VALUES, max_size=5),
    st.sampled_from([None, 2]),
    st.booleans(),
    st.sampled_from(["", "\n ", "[1]", "x", "]"]),
)
def test_what_is_read_is_what_a_parser_reads(
    values: list[Any], indent: int | None, ascii_only: bool, after: str
) -> None:
    content = (json.dumps(values, indent=indent, ensure_ascii=ascii_only) + after).encode()
    expected, fault = parsed(
        lambda: ijson.items(io.BytesIO(content), "item", use_float=True, multiple_values=True)
    )

    assert parsed(lambda: stream(io.BytesIO(content), "[].", 1 << 20)) == (expected, fault)


def parsed(read: Any) -> tuple[list[Any], bool]:
    """What comes before the end or a fault, and whether there was a fault."""
    found: list[Any] = []
    try:
        found.extend(read())
    except ijson.JSONError:
        return found, True
    return found, False


def test_an_array_of_like_objects_is_cut_to_its_end() -> None:
    talks = [
        {"title": f"t{n}", "mapping": {"title": {"title": '}, {"title": 1}'}}} for n in range(9)
    ]

    assert cut(json.dumps(talks).encode()) == (talks, True)
    assert cut(json.dumps(talks, indent=1).encode()) == (talks, True)


def test_what_cannot_be_cut_is_left_from_there_on() -> None:
    assert cut(b'[{"a": 1}, {"a": 2}, null, {"a": 3}]') == ([{"a": 1}], False)
    assert cut(b'[{"a": 1}, {"a": 2}, {"b": 3}]') == ([{"a": 1}], False)
    assert cut(b'[{"a": 1}, {"a": ') == ([{"a": 1}], False)
    assert cut(b'[{"a": 1}] [{"a": 2}]') == ([], False)
    assert cut(b"[]") == ([], False)
    assert cut(b'[{"a": "' + b"x" * 400 + b'"}]', most=100) == ([], False)
