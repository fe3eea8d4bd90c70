"""Small ways to put words into a store."""

from datetime import UTC, date, datetime

from selfmirror.store.database import Store
from selfmirror.store.utterances import add_source, add_utterances
from selfmirror.words.identity import content_id
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source, Utterance
from selfmirror.words.when import UNKNOWN_TIME, DateSource, on_day

RECORDED = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def said(
    text: str, day: str | None = None, speaker: Speaker = Speaker.ME, source: str = "diary"
) -> Utterance:
    """One utterance of a day like `2024-03-01`, or of an unknown time."""
    when = on_day(date.fromisoformat(day), DateSource.FILE_NAME) if day else UNKNOWN_TIME
    return Utterance(
        content_id(source, day, speaker, text),
        content_id(source),
        0,
        None,
        speaker,
        text,
        when,
        RECORDED,
    )


def remember(store: Store, *utterances: Utterance, title: str = "diary", path: str = "") -> None:
    """Store utterances with a source for each of theirs, at a path or at one named by the title."""
    with store.open() as db:
        for identity in sorted({u.source for u in utterances}):
            add_source(
                db,
                Source(identity, "note", "markdown", path or f"/{title}.md", title),
                None,
                RECORDED,
            )
        add_utterances(db, utterances)
