"""The doctor: a sound home is called sound, what is wrong is named, and a repair says what it did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selfmirror.cli.app import main
from selfmirror.engines.chroma_vectors import ChromaVectors, Place
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.paths import Home
from selfmirror.search.doctor import Doctor
from selfmirror.search.finder import Query, Search
from selfmirror.search.ports import IndexBroken, Position
from selfmirror.store.database import Store
from tests.fakes.embedders import BagEmbedder
from tests.fakes.vectors import MemoryVectors
from tests.fakes.words import remember, said


def silent(_: str) -> None:
    return None


@pytest.fixture
def doctor(home: Home, store: Store, search: Search) -> Doctor:
    return Doctor(home, store, search)


def wrong(doctor: Doctor) -> list[str]:
    return [check.name for check in doctor.examine().checks if not check.ok]


def test_a_sound_home_is_called_sound_and_counted(
    store: Store, search: Search, doctor: Doctor
) -> None:
    remember(store, said("one"), said("two"))
    search.catch_up(silent)

    found = doctor.examine()

    assert found.ok
    assert found.counts == {
        "utterances": 2,
        "passages": 2,
        "vectors": 2,
        "lexical": 2,
        "beliefs": 0,
    }


def test_examining_brings_words_up_to_date_and_calls_no_model(
    store: Store, doctor: Doctor, embedder: BagEmbedder
) -> None:
    remember(store, said("one"))

    found = doctor.examine()

    assert found.ok
    assert (found.counts["lexical"], embedder.calls) == (1, 0)
    assert any("1 wait" in check.detail for check in found.checks)


def test_records_that_lost_their_utterance_are_named_and_removed(
    store: Store, search: Search, doctor: Doctor
) -> None:
    kept, lost = said("kept"), said("lost")
    remember(store, kept, lost)
    search.catch_up(silent)
    with store.open() as db:
        db.execute("DELETE FROM utterance WHERE id = ?", [lost.id])
        db.execute("INSERT INTO extracted VALUES ('nobody', 'x')")
        db.execute("DELETE FROM source")

    assert wrong(doctor) == ["records"]
    said_of_it = doctor.repair(silent)

    assert said_of_it[0] == "records: 3 at fault before, 0 now"
    found = doctor.examine()
    assert found.ok
    assert found.counts["utterances"] == found.counts["passages"] == found.counts["vectors"] == 1


@pytest.mark.slow
def test_an_index_that_lacks_passages_is_named_and_rebuilt_without_a_model(
    store: Store, search: Search, words: TantivyWords, doctor: Doctor, embedder: BagEmbedder
) -> None:
    remember(store, said("one"), said("two"))
    search.catch_up(silent)
    with store.open() as db:
        row = db.execute(
            "SELECT p.id, m.value FROM passage p, meta m WHERE m.key = 'store' LIMIT 1"
        ).fetchone()
    assert row
    words.follow([], [row[0]], Position(row[1], words.position(row[1])))
    calls = embedder.calls

    assert wrong(doctor) == ["word index"]
    assert "word index: 1 before, 2 now" in doctor.repair(silent)
    assert wrong(doctor) == []
    assert embedder.calls == calls


@pytest.mark.slow
def test_changes_missing_from_the_log_are_named_and_written_again(
    store: Store, search: Search, doctor: Doctor
) -> None:
    remember(store, said("one"))
    search.catch_up(silent)
    with store.open() as db:
        db.execute("DELETE FROM passage_change")

    assert wrong(doctor) == ["records"]
    doctor.repair(silent)
    assert doctor.examine().ok


@pytest.mark.slow
def test_a_repair_killed_in_the_middle_is_finished_by_the_next_command(
    store: Store, search: Search, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(store, said("one"), said("two"))
    search.catch_up(silent)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(TantivyWords, "follow", die)
        with pytest.raises(KeyboardInterrupt):
            doctor.repair(silent)

    assert doctor.examine().ok


def test_an_unreadable_index_is_named_and_rebuilt(
    store: Store, home: Home, real: Search, chroma: ChromaVectors
) -> None:
    remember(store, said("one"))
    doctor = Doctor(home, store, real)
    real.catch_up(silent)
    chroma.close()
    (home.index / "vectors" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)

    assert wrong(doctor) == ["indexes"]
    assert any("not readable" in line for line in doctor.repair(silent))
    assert doctor.examine().ok


def test_a_chroma_server_that_is_away_is_named(
    home: Home, store: Store, words: TantivyWords
) -> None:
    away = ChromaVectors(home.index / "vectors", Place("http://127.0.0.1:9"))
    search = Search(store, words, away, BagEmbedder())
    remember(store, said("the lighthouse"))
    told: list[str] = []
    search.catch_up(told.append)

    assert any("127.0.0.1:9" in line for line in told)
    assert wrong(Doctor(home, store, search)) == ["vector index"]
    assert search.find(Query("lighthouse"))[0].semantic == 1


def test_without_an_embedder_the_home_is_sound(
    home: Home, store: Store, words: TantivyWords, vectors: MemoryVectors
) -> None:
    remember(store, said("one"))
    found = Doctor(home, store, Search(store, words, vectors, None)).examine()

    assert found.ok
    assert any("words alone" in check.detail for check in found.checks)


def test_a_journal_file_that_cannot_be_read_is_named(
    home: Home, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home.journal / "2024" / "01"
    folder.mkdir(parents=True)
    (folder / "note.md").write_text("x")
    monkeypatch.setattr("selfmirror.search.doctor.os.access", lambda *_: False)

    assert "journal" in wrong(doctor)


def test_a_home_that_cannot_be_written_is_named(
    home: Home, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("selfmirror.search.doctor.tempfile.TemporaryFile", refuse)

    assert "home" in wrong(doctor)


def run(home: Path, *words: str) -> int:
    return main(["--home", str(home), *words])


def test_the_command_prints_the_contract_and_exits_by_it(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home.root, "doctor", "--json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)

    assert document["ok"] is True
    assert set(document["counts"]) == {"utterances", "passages", "vectors", "lexical", "beliefs"}
    assert all(set(check) == {"name", "ok", "detail", "fix"} for check in document["checks"])
    assert run(home.root, "doctor", "--repair") == 0
    told = capsys.readouterr()
    assert "word index: 0 before, 0 now" in told.err
    assert "ok    store" in told.out


def test_a_corrupt_store_is_one_line_and_nothing_is_deleted(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.root.mkdir()
    home.database.write_bytes(b"not a database" * 100)

    for words in (["doctor"], ["doctor", "--repair"], ["search", "x"]):
        assert run(home.root, *words) == 1
        assert "".join(capsys.readouterr()).count("cannot be opened") == 1
    assert home.database.read_bytes() == b"not a database" * 100


def test_a_broken_configuration_is_a_finding(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.root.mkdir()
    home.config.write_text("language = 'klingon'\n")

    assert run(home.root, "doctor") == 1
    assert "FAIL  config" in capsys.readouterr().out


def test_an_index_broken_for_good_is_a_finding_not_a_crash(
    store: Store, search: Search, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexBroken("no room")

    remember(store, said("one"))
    monkeypatch.setattr(TantivyWords, "count", broken)

    assert wrong(doctor) == ["indexes"]


def test_a_method_that_cannot_be_used_is_named(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.methods.mkdir(parents=True)
    (home.methods / "mine.md").write_text("no front matter")
    (home.methods / "gone.md").symlink_to(home.methods / "nowhere.md")

    assert run(home.root, "doctor") == 1

    told = capsys.readouterr().out
    assert "it cannot be read: no such file or directory; and 1 more" in told
    assert "Errno" not in told
