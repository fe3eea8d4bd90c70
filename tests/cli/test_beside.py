import time
from pathlib import Path

import pytest

from selfmirror.cli.beside import indexing_beside
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.paths import Home
from selfmirror.search.splitting import split
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock
from tests.ingest.exports import put


@pytest.mark.slow
def test_what_an_import_has_stored_is_indexed_before_the_import_ends(
    tmp_path: Path, home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What lies in the current folder is read as text and never run.
    (tmp_path / "duckdb.py").write_text("from pathlib import Path\nPath('ran').touch()\n")
    monkeypatch.chdir(tmp_path)
    folder = put(tmp_path / "d", {f"2024-01-0{n}.md": f"day {n}" for n in range(1, 6)})
    words = TantivyWords(home.index / "words")
    importer = Importer(Store(home, clock), clock, ImportSettings(), split)
    importer.run([folder], ImportOptions(), lambda _: None)

    with indexing_beside(home, after=0):
        until = time.monotonic() + 20
        while words.count() < 5 and time.monotonic() < until:
            time.sleep(0.05)
        assert words.count() == 5
    assert not (tmp_path / "ran").exists()


def test_a_short_import_starts_no_process(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.Popen", pytest.fail)
    with indexing_beside(home):
        pass
