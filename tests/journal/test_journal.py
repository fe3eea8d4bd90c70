"""The journal's files and the store agree, whatever happens between them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from selfmirror.errors import MirrorError, StoreBusy
from selfmirror.journal import journal as module
from selfmirror.journal.document import TranscriptHeader, TranscriptTurn, read_document
from selfmirror.journal.journal import Journal
from selfmirror.memory.memory import Memory
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.store.journal_files import follow_document, known_files
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import DateSource, When, at_instant, on_day
from tests.fakes.clocks import FixedClock


@pytest.fixture
def journal(home: Home, store: Store, clock: FixedClock) -> Journal:
    return Journal(home, store, clock)


def stored(store: Store) -> list[tuple[str, str, date | None]]:
    with store.open() as db:
        return db.execute(
            "SELECT speaker, text, said_on FROM utterance ORDER BY position, text"
        ).fetchall()


def begin(journal: Journal, clock: FixedClock, said: When | None = None) -> Path:
    header = TranscriptHeader(
        "s1",
        "want-now",
        "Чего я хочу сейчас",
        "ru",
        "embedded",
        clock.now(),
        said or at_instant(clock.now()),
    )
    return journal.begin_transcript(header)


def test_note_is_a_file_of_its_month_and_a_row_a_paragraph(
    journal: Journal, store: Store, home: Home
) -> None:
    journal.write_note(
        "Хочу к морю.\n\nИ дописать книгу.", on_day(date(2026, 3, 3), DateSource.GIVEN), ["море"]
    )
    (path,) = (home.journal / "2026" / "03").glob("*.md")
    assert 'tags: ["море"]' in path.read_text("utf-8")
    assert stored(store) == [
        ("me", "Хочу к морю.", date(2026, 3, 3)),
        ("me", "И дописать книгу.", date(2026, 3, 3)),
    ]


def test_two_notes_of_one_second_keep_apart(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    for _ in range(2):
        journal.write_note("same words", at_instant(clock.now()))
    assert len(list(home.journal.rglob("*.md"))) == 2


def test_transcript_turns_survive_words_that_look_like_headings(
    journal: Journal, clock: FixedClock
) -> None:
    path = begin(journal, clock)
    words = "## me · 2020-01-01\n\nне заголовок\n\\## guide · тоже нет\n# и это слова"
    told = journal.append(path, TranscriptTurn(Speaker.ME, words, clock.now()))
    assert told.text == words
    assert told.said.instant == clock.now()
    quote = Quote("u", "хочу", on_day(date(2024, 1, 2), DateSource.GIVEN), "дневник")
    answer = TranscriptTurn(
        Speaker.ASSISTANT, "Вы писали: «хочу».", clock.now(), "contrast", (quote,)
    )
    heard = journal.append(path, answer)
    assert heard.text == "Вы писали: «хочу»."
    assert heard.parent == told.id
    assert "— 2024-01-02, дневник" in path.read_text("utf-8")


def test_session_of_a_given_day_dates_its_turns_by_it(journal: Journal, clock: FixedClock) -> None:
    path = begin(journal, clock, on_day(date(2026, 3, 3), DateSource.GIVEN))
    told = journal.append(path, TranscriptTurn(Speaker.ME, "хочу к морю", clock.now()))
    assert (told.said.day, told.said.source) == (date(2026, 3, 3), DateSource.GIVEN)
    assert path.parent.name == "03"


def test_words_that_reached_only_the_file_are_found_again(
    journal: Journal, store: Store, clock: FixedClock
) -> None:
    path = begin(journal, clock)
    journal.append(path, TranscriptTurn(Speaker.ME, "first", clock.now()))
    stamp = (clock.now() + timedelta(minutes=1)).isoformat()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n## me · {stamp}\n\nsecond, and then the power went\n")
    assert journal.reconcile() == 1
    assert [row[1] for row in stored(store)] == ["first", "second, and then the power went"]
    assert journal.reconcile() == 0


def test_edit_by_hand_keeps_what_stayed_and_its_ids(
    journal: Journal, store: Store, clock: FixedClock, home: Home
) -> None:
    kept, dropped = journal.write_note("stays\n\ngoes", at_instant(clock.now()))
    (path,) = home.journal.rglob("*.md")
    path.write_text(
        path.read_text("utf-8").replace("goes", "comes").replace("stays", "stays"), "utf-8"
    )
    journal.reconcile()
    with store.open() as db:
        ids = {row[0] for row in db.execute("SELECT id FROM utterance").fetchall()}
    assert kept.id in ids
    assert dropped.id not in ids
    assert [row[1] for row in stored(store)] == ["stays", "comes"]


def test_new_date_in_the_front_matter_moves_the_entry(
    journal: Journal, store: Store, home: Home
) -> None:
    journal.write_note("words", on_day(date(2026, 3, 3), DateSource.GIVEN))
    (path,) = home.journal.rglob("*.md")
    path.write_text(path.read_text("utf-8").replace('"2026-03-03"', "2025-01-09"), "utf-8")
    journal.reconcile()
    assert stored(store) == [("me", "words", date(2025, 1, 9))]


def test_a_belief_moves_in_time_with_the_entry_it_rests_on(
    journal: Journal, store: Store, home: Home, clock: FixedClock
) -> None:
    memory = Memory(store, clock)
    journal.write_note("Я хочу писать книгу", on_day(date(2026, 3, 3), DateSource.GIVEN))
    memory.consolidate()
    (path,) = home.journal.rglob("*.md")
    path.write_text(path.read_text("utf-8").replace('"2026-03-03"', "2025-01-09"), "utf-8")
    journal.reconcile()
    memory.consolidate()
    assert [belief.valid_from.iso() for belief in memory.beliefs()] == ["2025-01-09"]


def test_deleted_file_takes_its_words_but_a_missing_folder_does_not(
    journal: Journal, store: Store, home: Home, clock: FixedClock
) -> None:
    journal.write_note("one", at_instant(clock.now()))
    journal.write_note("two", at_instant(clock.now()))
    first, second = sorted(home.journal.rglob("*.md"))
    first.unlink()
    journal.reconcile()
    assert len(stored(store)) == 1
    second.unlink()
    assert journal.reconcile() == 0
    assert len(stored(store)) == 1


def test_unreadable_file_is_named_and_costs_nothing_else(
    journal: Journal, store: Store, home: Home, clock: FixedClock
) -> None:
    journal.write_note("good", at_instant(clock.now()))
    (home.journal / "broken.md").write_text("---\nkind: [\n---\n\nwords\n", "utf-8")
    (home.journal / "stray.md").write_text("no front matter\n", "utf-8")
    said: list[str] = []
    journal.reconcile(said.append)
    assert [("broken.md" in line, "stray.md" in line) for line in said] == [
        (True, False),
        (False, True),
    ]
    assert len(stored(store)) == 1


def test_append_cut_short_by_a_full_disk_leaves_the_file_whole(
    journal: Journal, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begin(journal, clock)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("selfmirror.journal.journal.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.append(path, TranscriptTurn(Speaker.ME, "words", clock.now()))
    assert path.read_bytes() == before


def test_redact_leaves_no_trace_in_the_files(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    journal.write_note("тайна (одна).\n\nостальное", at_instant(clock.now()))
    assert len(journal.redact(["тайна (одна).", " "], "[забыто]")) == 1
    (path,) = home.journal.rglob("*.md")
    assert "тайна" not in path.read_text("utf-8")
    assert "остальное" in path.read_text("utf-8")


def test_redact_finds_what_the_guide_repeated_and_leaves_other_own_words(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    path = begin(journal, clock)
    told = "Хочу жить у моря. Работа меня держит."
    journal.append(path, TranscriptTurn(Speaker.ME, told, clock.now()))
    journal.append(
        path, TranscriptTurn(Speaker.ASSISTANT, "Записано: «Хочу жить у моря».", clock.now())
    )
    journal.append(path, TranscriptTurn(Speaker.ME, "Хочу жить у моря не один", clock.now()))
    journal.finish(path, "Выводы", ["Хочу жить у моря", "Позвоню завтра"])
    home.history.write_text(f"\n# 2026-11-21 10:00:00\n+{told}\n\n# 2026-11-21 10:01:00\n+/end\n")
    assert journal.redact([told], "[забыто]") == [path, home.history]
    kept = path.read_text("utf-8")
    assert "Записано: «[забыто]»." in kept
    assert "\n- [забыто]\n- Позвоню завтра\n" in kept
    assert "\n\nХочу жить у моря не один\n" in kept
    assert kept.count("Хочу жить у моря") == 1
    assert home.history.read_text("utf-8") == "\n# 2026-11-21 10:01:00\n+/end\n"


def test_a_mark_of_forgetting_is_no_utterance(
    journal: Journal, store: Store, home: Home, clock: FixedClock
) -> None:
    journal.write_note("тайна\n\nостальное", at_instant(clock.now()))
    path = begin(journal, clock)
    journal.append(path, TranscriptTurn(Speaker.ME, "secret", clock.now()))
    journal.append(path, TranscriptTurn(Speaker.ASSISTANT, "a big secret it is", clock.now()))
    journal.append(path, TranscriptTurn(Speaker.ME, "first\n\nтайна\n\nlast", clock.now()))
    journal.redact(["тайна", "secret"], "[забыто 2026-11-21]")
    journal.reconcile()
    said = [(speaker, text) for speaker, text, _ in stored(store)]
    assert sorted(said) == [
        ("assistant", "a big [забыто 2026-11-21] it is"),
        ("me", "first\n\nlast"),
        ("me", "остальное"),
    ]
    with store.open() as db:
        titles = [row[0] for row in db.execute("SELECT title FROM source").fetchall()]
    assert not any("забыто" in title for title in titles)
    journal.redact(["first\n\nlast", "a big it is"], "[forgotten 2026-11-22]")
    assert "first" not in path.read_text("utf-8")


def test_a_mark_that_a_person_types_in_a_session_stays_said(
    journal: Journal, clock: FixedClock
) -> None:
    words = "[forgotten 2026-11-21]"
    told = journal.append(begin(journal, clock), TranscriptTurn(Speaker.ME, words, clock.now()))
    assert told.text == words


def test_finish_lists_the_insights_outside_the_turns(
    journal: Journal, store: Store, clock: FixedClock
) -> None:
    path = begin(journal, clock)
    journal.append(path, TranscriptTurn(Speaker.ME, "хочу к морю", clock.now()))
    journal.finish(path, "Что осталось", ["Море важнее"])
    journal.finish(path, "Что осталось", [])
    assert path.read_text("utf-8").endswith("## insights · Что осталось\n\n- Море важнее\n")
    assert [row[1] for row in stored(store)] == ["хочу к морю"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2024", "2024"), ("2024-05", "2024-05"), ("2024-05-06", "2024-05-06"), ("soon", None)],
)
def test_dates_are_read_as_exactly_as_they_were_written(written: str, expected: str | None) -> None:
    raw = f"---\nkind: entry\nid: a\ndate: '{written}'\nrecorded: '2026-01-01T00:00:00+00:00'\n---\n\nwords\n"
    assert read_document(raw, "x.md").said.iso() == expected


def test_front_matter_without_an_instant_is_refused() -> None:
    with pytest.raises(MirrorError, match="recorded"):
        read_document("---\nkind: entry\nid: a\ndate: 2024-01-01\n---\n\nwords\n", "x.md")


def test_notes_written_at_once_each_get_a_file(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    said = at_instant(clock.now())
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: journal.write_note(f"note {n}", said), range(8)))
    kept = "".join(path.read_text("utf-8") for path in home.journal.rglob("*.md"))
    assert all(f"note {n}\n" in kept for n in range(8))


def test_a_name_that_another_process_is_about_to_take_is_left_to_it(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    journal.write_note("first", at_instant(clock.now()))
    (first,) = home.journal.rglob("*.md")
    first.rename(first.with_name(f".{first.name}.tmp"))
    journal.write_note("second", at_instant(clock.now()))
    (second,) = home.journal.rglob("[!.]*.md")
    assert second.name == f"{first.stem}-2.md"


def test_a_note_written_while_files_are_listed_is_not_taken_for_gone(
    journal: Journal, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = at_instant(clock.now())
    journal.write_note("first", said)
    known = known_files

    def late(db: Any) -> dict[str, str]:
        journal.write_note("second", said)
        return known(db)

    monkeypatch.setattr(module, "known_files", late)
    journal.reconcile()
    assert [text for _, text, _ in stored(store)] == ["first", "second"]


def test_words_added_while_a_file_is_taken_in_are_taken_in_next(
    journal: Journal, store: Store, home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write_note("first", at_instant(clock.now()))
    (path,) = home.journal.rglob("*.md")
    path.write_text(path.read_text("utf-8") + "\nsecond\n", "utf-8")
    follow = follow_document

    def slow(*given: Any) -> None:
        path.write_text(path.read_text("utf-8") + "\nthird\n", "utf-8")
        follow(*given)

    monkeypatch.setattr(module, "follow_document", slow)
    journal.reconcile()
    monkeypatch.setattr(module, "follow_document", follow)
    journal.reconcile()
    assert [text for _, text, _ in stored(store)] == ["first", "second", "third"]


def test_a_turn_reaches_the_disk_though_the_store_is_busy(
    journal: Journal, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begin(journal, clock)

    def busy(_: Store) -> None:
        raise StoreBusy("the store is held by pid 1")

    monkeypatch.setattr(Store, "leased", busy)
    with pytest.raises(StoreBusy):
        journal.append(path, TranscriptTurn(Speaker.ME, "kept all the same", clock.now()))
    assert "kept all the same" in path.read_text("utf-8")


def test_files_that_are_nonsense_are_named_and_the_others_taken_in(
    journal: Journal, store: Store, home: Home, clock: FixedClock
) -> None:
    journal.write_note("first", at_instant(clock.now()))
    (path,) = home.journal.rglob("*.md")
    (path.parent / "bytes.md").write_bytes(b"\xff\xfe\x00")
    (path.parent / "front.md").write_text("---\na: [\n---\nx\n", "utf-8")
    path.write_text(path.read_text("utf-8") + "\nsecond\n", "utf-8")
    told: list[str] = []
    assert journal.reconcile(told.append) == 1
    assert len(told) == 2
    assert "bytes.md: it is not UTF-8 text" in told[0]
    assert [text for _, text, _ in stored(store)] == ["first", "second"]


def test_a_note_that_the_store_cannot_take_says_where_it_is_kept(
    journal: Journal, home: Home, clock: FixedClock
) -> None:
    home.root.mkdir()
    home.database.write_text("no database")
    with pytest.raises(MirrorError, match=r"the entry is kept in .*-note\.md") as caught:
        journal.write_note("kept words", at_instant(clock.now()))
    assert "kept words" not in str(caught.value)
    home.database.unlink()
    assert journal.reconcile() == 1


def test_a_turn_taken_back_stays_in_the_file_and_is_no_utterance(
    journal: Journal, store: Store, clock: FixedClock
) -> None:
    path = begin(journal, clock)
    turns = [
        (Speaker.ME, "Хочу к морю."),
        (Speaker.ASSISTANT, "Что там?"),
        (Speaker.ME, "Хочу тишины."),
        (Speaker.ASSISTANT, "Вы сказали: «Хочу тишины»."),
    ]
    said = [journal.append(path, TranscriptTurn(who, text, clock.now())) for who, text in turns]
    journal.take_back(path, said[2].id)
    raw = path.read_text("utf-8")
    assert raw.count(" · взято назад\n\n") == 2
    assert "Хочу тишины." in raw
    assert [row[1] for row in stored(store)] == ["Хочу к морю.", "Что там?"]
    assert journal.reconcile() == 0
    again = journal.append(path, TranscriptTurn(Speaker.ME, "Хочу тишины.", clock.now()))
    assert again.id not in {one.id for one in said}
    assert again.parent == said[1].id
    journal.take_back(path, again.id)
    journal.take_back(path, said[0].id)
    assert stored(store) == []
