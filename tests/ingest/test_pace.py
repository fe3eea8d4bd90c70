"""What a person sees of a long import."""

import io
from pathlib import Path

import pytest

from selfmirror.ingest.pace import Pace
from tests.ingest.exports import put


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that the test sets."""
    now = [100.0]
    monkeypatch.setattr("selfmirror.ingest.pace.time.monotonic", lambda: now[0])
    return now


def test_each_file_is_named_with_its_place_among_all(tmp_path: Path, clock: list[float]) -> None:
    told: list[str] = []
    pace = Pace([put(tmp_path, {"a.md": "a", "b/c.md": "c"})], told.append)

    pace.begin("x/a.md", 1)
    pace.begin("x/b/c.md", 1)

    assert told == ["reading 1 of 2: a.md", "reading 2 of 2: c.md"]


def test_a_large_file_tells_its_rate_and_the_time_left(tmp_path: Path, clock: list[float]) -> None:
    told: list[str] = []
    (tmp_path / "large.json").write_bytes(b"x" * 20_000_000)
    pace = Pace([tmp_path / "large.json"], told.append)
    pace.begin("large.json", 20_000_000)
    file = pace.counted(io.BytesIO(b"x" * 20_000_000))

    clock[0] += 4
    file.read(8_000_000)
    clock[0] += 0.1
    file.read(1000)

    assert told[1:] == ["reading 1 of 1: large.json, 8 of 20 MB, 2.0 MB/s, 6 s left"]


def test_more_than_was_counted_is_no_negative_time(tmp_path: Path, clock: list[float]) -> None:
    told: list[str] = []
    pace = Pace([put(tmp_path, {"a.zip": "small"}) / "a.zip"], told.append)
    pace.begin("a.zip/one.md", 5_000_000)

    clock[0] += 5
    pace.begin("a.zip/two.md", 5_000_000)

    assert told[-1] == "reading 2 of 2: two.md, 5 of 5 MB, 1.0 MB/s, 0 s left"


def test_a_file_that_is_counted_is_still_a_whole_file(tmp_path: Path) -> None:
    pace = Pace([tmp_path], lambda _: None)
    pace.begin("x", 5_000_000)
    file = pace.counted(io.BytesIO(b"one\ntwo\n"))

    assert list(file) == [b"one\n", b"two\n"]
    assert file.seek(4) == 4
    assert file.read() == b"two\n"
    assert file.tell() == 8
