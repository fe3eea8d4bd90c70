"""The person's entries and transcripts: Markdown files are the truth, the store follows them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.journal.document import (
    JournalDocument,
    TranscriptHeader,
    TranscriptTurn,
    entry_text,
    moment_of,
    read_document,
    transcript_head,
    turn_text,
)
from selfmirror.paths import sync_folder, write_atomically
from selfmirror.store.journal_files import follow_document, known_files, remove_files
from selfmirror.words.identity import content_id

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.paths import Home
    from selfmirror.store.database import Store
    from selfmirror.words.utterance import Utterance
    from selfmirror.words.when import When


class Journal:
    """Writes entries and session transcripts, and takes in what was edited by hand.

    Every write reaches the disk before the store learns of it, and the store is told in one
    transaction; what a crash left between the two is found by `reconcile`.
    """

    def __init__(self, home: Home, store: Store, clock: Clock) -> None:
        self._home = home
        self._store = store
        self._clock = clock

    def write_note(self, text: str, said: When, tags: Sequence[str] = ()) -> tuple[Utterance, ...]:
        """Write one entry to its file, then to the store; it is on disk when this returns."""
        now = self._clock.now()
        identity = content_id("entry", now.isoformat(), os.getpid(), text)
        path = self._new_path(said, now, "note")
        _create(path, entry_text(identity, text, said, now, tags))
        return self._follow(path).utterances

    def begin_transcript(self, header: TranscriptHeader) -> Path:
        """Create the file of a session; its folder is the month of the day it is about."""
        path = self._new_path(header.said, header.started, header.method)
        _create(path, transcript_head(header))
        return path

    def append(self, path: Path, turn: TranscriptTurn) -> Utterance:
        """Add a turn to a transcript: to the file, flushed to the disk, then to the store.

        Raises:
            OSError: the file cannot be written; the store was not told.
            MirrorError: the transcript is no longer a readable journal file.
        """
        said = moment_of(turn, self._read(path).said)
        # An append that a full disk cut short is taken back, so that the file stays readable.
        before = path.stat().st_size
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(turn_text(turn, said))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            os.truncate(path, before)
            raise
        return self._follow(path).utterances[-1]

    def finish(self, path: Path, heading: str, insights: Sequence[str]) -> None:
        """Close a transcript with the insights that the person confirmed."""
        if not insights:
            return
        listed = "".join(f"- {insight}\n" for insight in insights)
        write_atomically(
            path, path.read_text("utf-8").rstrip() + f"\n\n## insights · {heading}\n\n{listed}"
        )
        self._follow(path)

    def reconcile(self, report: Callable[[str], None] | None = None) -> int:
        """Take into the store what the files have and it lacks; return how many files changed.

        A file that cannot be read is reported and left as the store knows it. Files that are gone
        take their utterances with them, unless the whole folder is gone: that is a disk not
        mounted, not a decision.
        """
        files = sorted(self._home.journal.rglob("*.md")) if self._home.journal.is_dir() else []
        with self._store.open() as db:
            known = known_files(db)
        present = {self._name(path): path for path in files if not path.name.startswith(".")}
        changed = [path for name, path in present.items() if known.get(name) != _digest(path)]
        for path in changed:
            try:
                self._follow(path)
            except (MirrorError, UnicodeDecodeError) as error:
                if report:
                    report(f"left as it was known: {error}")
        gone = sorted(set(known) - set(present)) if present else []
        if gone:
            with self._store.open() as db:
                remove_files(db, gone)
        return len(changed) + len(gone)

    def redact(self, texts: Sequence[str], mark: str) -> list[Path]:
        """Replace verbatim texts by a mark in every journal file; return the files that changed."""
        wanted = [text for text in texts if text.strip()]
        changed: list[Path] = []
        for path in sorted(self._home.journal.rglob("*.md")) if wanted else []:
            raw = path.read_text("utf-8")
            cut = raw
            for text in sorted(wanted, key=len, reverse=True):
                cut = re.sub(re.escape(text), lambda _: mark, cut)
            if cut != raw:
                write_atomically(path, cut)
                self._follow(path)
                changed.append(path)
        return changed

    def _follow(self, path: Path) -> JournalDocument:
        document = self._read(path)
        digest = _digest(path)
        with self._store.open() as db:
            follow_document(
                db,
                document.source,
                document.utterances,
                (self._name(path), digest),
                self._clock.now(),
            )
        return document

    def _read(self, path: Path) -> JournalDocument:
        return read_document(path.read_text("utf-8"), str(path))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._home.journal).as_posix()

    def _new_path(self, said: When, now: datetime, name: str) -> Path:
        day = said.day or now.date()
        folder = self._home.journal / f"{day.year:04d}" / f"{day.month:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{day.isoformat()}-{now:%H%M%S}-{name}"
        path, copy = folder / f"{stem}.md", 1
        while path.exists():
            copy += 1
            path = folder / f"{stem}-{copy}.md"
        return path


def _create(path: Path, content: str) -> None:
    write_atomically(path, content)
    sync_folder(path.parent.parent)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
