"""Laws 1, 2, 8, 9 and 10: whose words count, when they were said, who owns them, what leaves."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from selfmirror.drift.drift import DriftQuestion
from selfmirror.guide.events import Event, Replied, Started
from selfmirror.ingest.options import ImportOptions
from selfmirror.paths import Home
from selfmirror.search.finder import Query
from selfmirror.words.speaker import Speaker
from tests.fakes.chat import ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.mirrors import mirror_at, quietly
from tests.fakes.words import remember, said

WANTS = (
    "I want to become a doctor.",
    "Я хочу стать врачом.",
    "You want to become a doctor.",
    "Ты хочешь стать врачом.",
)


def test_law_1_only_own_words_create_beliefs_affect_and_themes(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    others = [
        said(text, "2024-03-01", speaker, f"{speaker}{number}")
        for speaker in (Speaker.ASSISTANT, Speaker.OTHER, Speaker.TOOL)
        for number, text in enumerate(WANTS)
    ]
    frames = (
        "> {}",
        "Summarise this:\n\n{}",
        'Look:\n"""\n{}\n"""',
        "Переведи текст: {}",
        "Act as a clown. {}",
    )
    quoted = [
        said(frame.format(text), "2024-03-01", Speaker.ME, f"q{n}{text}")
        for n, frame in enumerate(frames)
        for text in WANTS
    ]
    remember(mirror.store, *others, *quoted)
    mirror.catch_up(quietly)
    assert mirror.memory.beliefs(everything=True) == []
    with mirror.store.open() as db:
        felt = db.execute("SELECT count(*) FROM affect WHERE labels <> '[]'").fetchone()
    assert felt == (0,)
    mine = said("Я хочу стать врачом.", "2024-03-02")
    remember(mirror.store, mine)
    mirror.catch_up(quietly)
    (belief,) = mirror.memory.beliefs(everything=True)
    assert {quote.utterance for quote in belief.evidence} == {mine.id}


def test_law_1_recalled_and_generated_text_never_becomes_evidence(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    mine = said("Я хочу уехать в Португалию.", "2024-03-02")
    remember(mirror.store, mine)
    mirror.catch_up(quietly)
    before = mirror.memory.beliefs(everything=True)
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    list(mirror.guide.say(session, "Не знаю, с чего начать, расскажи, что я писал про Португалию"))
    list(mirror.guide.say(session, "Понятно"))
    list(mirror.guide.close(session))
    mirror.catch_up(quietly)
    after = mirror.memory.beliefs(everything=True)
    assert [b.evidence for b in after if b.id in {x.id for x in before}] == [
        b.evidence for b in before
    ]
    with mirror.store.open() as db:
        rows = db.execute(
            "SELECT DISTINCT u.speaker FROM evidence e JOIN utterance u ON u.id = e.utterance"
        ).fetchall()
    assert rows == [("me",)]


def talk(events: list[Event]) -> str:
    """The id of the session that began."""
    return next(event.session for event in events if isinstance(event, Started))


def test_law_2_unknown_is_unknown_and_every_date_says_how_it_is_known(
    home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    (notes / "2023" / "07").mkdir(parents=True)
    (notes / "thought.md").write_text("words of no known day\n", "utf-8")
    (notes / "2024-05-06.md").write_text("dated by its name\n", "utf-8")
    (notes / "front.md").write_text("---\ndate: 2022-01-02\n---\n\ndated inside\n", "utf-8")
    (notes / "2023" / "07" / "x.txt").write_text("dated by its folders\n", "utf-8")
    mirror = mirror_at(home, clock)
    mirror.importer.run([notes], ImportOptions(), quietly)
    with mirror.store.open() as db:
        rows = db.execute(
            "SELECT text, said_on, date_source, recorded_at FROM utterance ORDER BY text"
        ).fetchall()
    recorded = clock.now().replace(tzinfo=None)
    assert rows == [
        ("dated by its folders", date(2023, 7, 1), "folder_name", recorded),
        ("dated by its name", date(2024, 5, 6), "file_name", recorded),
        ("dated inside", date(2022, 1, 2), "front_matter", recorded),
        ("words of no known day", None, "unknown", recorded),
    ]


@pytest.mark.slow
def test_law_2_a_files_time_is_shown_and_changes_no_mind(
    home: Home, clock: FixedClock, tmp_path: Path
) -> None:
    drawn = []
    for place, written in enumerate((date(2025, 6, 1), date(2023, 6, 1), clock.now().date())):
        notes = tmp_path / "notes"
        notes.mkdir(exist_ok=True)
        for day in range(1, 21):
            (notes / f"2024-{day % 12 + 1:02}-{day:02}.md").write_text(
                f"Я хочу уехать в Португалию, день {day}.", "utf-8"
            )
        old = notes / "thought.md"
        old.write_text("Больше не хочу уехать в Португалию. Teach me the cello.", "utf-8")
        moment = datetime(written.year, written.month, written.day, 12, tzinfo=UTC).timestamp()
        os.utime(old, (moment, moment))
        mirror = mirror_at(Home(home.root / str(place)), clock)
        mirror.importer.run([notes], ImportOptions(), quietly)
        mirror.catch_up(quietly)
        (hit,) = mirror.search.find(Query("cello", mode="lexical"))
        beliefs = mirror.memory.beliefs(everything=True)
        drawn.append(
            (
                sorted((b.id, b.valid_from.iso(), b.valid_to, b.closed_by) for b in beliefs),
                mirror.drift.report(DriftQuestion(by="month")),
                mirror.timeline.days(None, None),
            )
        )
        weak = written < clock.now().date()
        assert hit.utterance.said.shown() == (f"~{written} (file time)" if weak else "undated")
        assert not hit.utterance.said.known
        assert any(b.valid_from.iso() == "2024-01-12" and b.valid_to is None for b in beliefs)
    assert drawn[0] == drawn[1] == drawn[2]


def test_law_8_followers_are_rebuilt_without_one_model_call(home: Home, clock: FixedClock) -> None:
    embedder = BagEmbedder()
    mirror = mirror_at(home, clock, embedder=embedder)
    remember(
        mirror.store,
        *(said(f"museum day {n}", f"2024-03-{n:02d}", source=f"d{n}") for n in range(1, 9)),
    )
    mirror.catch_up(quietly)
    before = mirror.search.counts()
    calls = embedder.passages
    shutil.rmtree(home.index)
    mirror.search.catch_up(quietly, embed_at_most=0)
    assert mirror.search.find(Query("museum", mode="semantic"))
    assert mirror.search.find(Query("museum", mode="lexical"))
    assert mirror.search.counts() == before
    assert embedder.passages == calls


def test_law_8_journal_files_are_the_truth_for_what_is_written_here(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    list(mirror.guide.say(session, "Хочу дописать книгу о реке"))
    list(mirror.guide.close(session))
    texts = set(stored_texts(mirror_at(home, clock).store))
    home.database.unlink()
    fresh = mirror_at(home, clock)
    fresh.journal.reconcile()
    assert set(stored_texts(fresh.store)) == texts
    assert "Хочу дописать книгу о реке" in texts


def stored_texts(store: object) -> list[str]:
    """Every stored text."""
    from selfmirror.store.database import Store

    assert isinstance(store, Store)
    with store.open() as db:
        return [row[0] for row in db.execute("SELECT text FROM utterance").fetchall()]


def test_law_9_words_are_on_disk_before_the_reply(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    reply = mirror.guide.say(session, "Хочу к морю, и всё тут")
    next(reply)
    (path,) = home.journal.rglob("*.md")
    assert "Хочу к морю, и всё тут" in path.read_text("utf-8")
    assert "Хочу к морю, и всё тут" in stored_texts(mirror.store)


def test_law_10_without_an_endpoint_nothing_leaves_and_with_one_secrets_do_not(
    home: Home, clock: FixedClock
) -> None:
    # The fixture in conftest refuses every socket beyond loopback: the whole session runs under it.
    silent = mirror_at(home, clock)
    session = talk(list(silent.guide.begin("want-now", "en")))
    assert any(isinstance(e, Replied) for e in silent.guide.say(session, "I want the sea"))
    assert silent.budget.account().spent == 0
    from selfmirror.models.guarded import GuardedChat

    spy = ScriptedChat()
    clock.move(minutes=1)
    heard = mirror_at(home, clock, chat=GuardedChat(spy, silent.budget))
    session = talk(list(heard.guide.begin("want-now", "en")))
    list(heard.guide.say(session, "I want the sea. My key is sk-abcdefghijklmnopqrstuvwxyz123456"))
    assert "the sea" in spy.sent()
    assert "sk-abcdefghijklmnop" not in spy.sent()
