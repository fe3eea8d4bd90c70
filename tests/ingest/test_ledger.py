import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from selfmirror.errors import StoreBusy
from selfmirror.store.database import Store
from tests.ingest.conftest import Desk
from tests.ingest.exports import put


def test_a_batch_that_cannot_be_written_beside_the_reading_ends_the_run_with_its_reason(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "d", {f"2024-01-0{n}.md": f"day {n}" for n in range(1, 6)})
    opened = Store.open

    @contextmanager
    def busy_after_the_first(self: Store) -> Iterator[duckdb.DuckDBPyConnection]:
        if threading.current_thread() is not threading.main_thread() and written:
            raise StoreBusy("held by another")
        with opened(self) as db:
            yield db
        if threading.current_thread() is not threading.main_thread():
            written.append(1)

    written: list[int] = []
    with monkeypatch.context() as broken:
        broken.setattr("selfmirror.ingest.ledger._FILES_A_BATCH", 1)
        broken.setattr(Store, "open", busy_after_the_first)
        with pytest.raises(StoreBusy, match="held by another"):
            desk.read(folder)

    assert desk.texts() == ["day 1"]
    assert {file.status for file in desk.read(folder).files} == {"unchanged", "indexed"}
    assert desk.texts() == [f"day {n}" for n in range(1, 6)]
