"""The person's entries and transcripts: Markdown files are the truth, the store follows them."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError, StoreBusy
from selfmirror.journal.document import (
    JournalDocument,
    TranscriptHeader,
    TranscriptTurn,
    entry_text,
    moment_of,
    read_document,
    redacted,
    transcript_head,
    turn_text,
    with_taken_back,
)
from selfmirror.journal.typed import forget_typed
from selfmirror.paths import create_atomically, sync_folder, write_atomically
from selfmirror.store.journal_files import follow_document, known_files, remove_files
from selfmirror.words.identity import content_id

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.paths import Home
    from selfmirror.store.database import Store
    from selfmirror.words.utterance import Utterance
    from selfmirror.words.when import When


def _silent(_: str) -> None:
    return None


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
        path = self._create(said, now, "note", entry_text(identity, text, said, now, tags))
        try:
            return self._follow(path).utterances
        except MirrorError as error:
            # Said plainly, so that the words are not given a second time.
            raise type(error)(f"the entry is kept in {path}, but not found yet: {error}") from error

    def begin_transcript(self, header: TranscriptHeader) -> Path:
        """Create the file of a session; its folder is the month of the day it is about."""
        return self._create(header.said, header.started, header.method, transcript_head(header))

    def append(self, path: Path, turn: TranscriptTurn) -> Utterance:
        """Add a turn to a transcript: to the file, flushed to the disk, then to the store.

        Raises:
            OSError: the file cannot be written; the store was not told.
            MirrorError: the transcript is no longer a readable journal file.
        """
        said = moment_of(turn, _parse(path.read_bytes(), path).said)
        try:
            with self._store.leased():
                _append(path, turn_text(turn, said))
        except StoreBusy:
            # The words come first; they are given to the store by the next command.
            _append(path, turn_text(turn, said))
            raise
        return self._follow(path).utterances[-1]

    def take_back(self, path: Path, utterance: str) -> None:
        """Mark a turn and what the guide answered as taken back in the file; the store lets them go.

        Raises:
            MirrorError: the transcript is no longer a readable journal file.
        """
        with self._store.leased():
            raw = path.read_text("utf-8")
            write_atomically(path, with_taken_back(raw, utterance, str(path)))
            self._follow(path)

    def finish(self, path: Path, heading: str, insights: Sequence[str]) -> None:
        """Close a transcript with the insights that the person confirmed."""
        if not insights:
            return
        listed = "".join(f"- {insight}\n" for insight in insights)
        write_atomically(
            path, path.read_text("utf-8").rstrip() + f"\n\n## insights · {heading}\n\n{listed}"
        )
        self._follow(path)

    def reconcile(self, report: Callable[[str], None] = _silent) -> int:
        """Take into the store what the files have and it lacks; return how many files changed.

        A file that cannot be read is reported and left as the store knows it. Files that are gone
        take their utterances with them, unless the whole folder is gone: that is a disk not
        mounted, not a decision.
        """
        files = sorted(self._home.journal.rglob("*.md")) if self._home.journal.is_dir() else []
        with self._store.open() as db:
            known = known_files(db)
        present = {self._name(path): path for path in files if not path.name.startswith(".")}
        changed = 0
        for name, path in present.items():
            try:
                if not S_ISREG(path.stat().st_mode):
                    continue
                raw = path.read_bytes()
                if known.get(name) == _digest(raw):
                    continue
                _parse(raw, path)
            except FileNotFoundError:
                continue
            except (MirrorError, OSError) as error:
                report(f"left as it was known: {_why(error, path)}")
                continue
            self._follow(path)
            changed += 1
        return changed + self._remove_gone(set(known) - set(present) if present else set())

    def _remove_gone(self, names: set[str]) -> int:
        """Let the store forget files that are surely gone: one in a barred folder, or a new one, is not."""
        if not names:
            return 0
        with self._store.open() as db:
            gone = [name for name in sorted(names) if _is_gone(self._home.journal / name)]
            remove_files(db, gone)
        return len(gone)

    def redact(self, texts: Sequence[str], mark: str) -> list[Path]:
        """Replace utterances, and what the guide repeated of them, by a mark; return the files that changed.

        What was typed in the line editor is dropped from its history.
        """
        wanted = [text for text in texts if text.strip()]
        changed: list[Path] = []
        for path in sorted(self._home.journal.rglob("*.md")) if wanted else []:
            # Under the lease no session appends to the file between its reading and its writing.
            with self._store.leased():
                raw = path.read_text("utf-8")
                cut = redacted(raw, wanted, mark)
                if cut == raw:
                    continue
                write_atomically(path, cut)
                self._follow(path)
            changed.append(path)
        if forget_typed(self._home.history, wanted):
            changed.append(self._home.history)
        return changed

    def _follow(self, path: Path) -> JournalDocument:
        """Let the store hold what the file says; it is read under the lease, so the newest reading wins."""
        with self._store.open() as db:
            raw = path.read_bytes()
            document = _parse(raw, path)
            follow_document(
                db,
                document.source,
                document.utterances,
                (self._name(path), _digest(raw)),
                self._clock.now(),
            )
        return document

    def _name(self, path: Path) -> str:
        return path.relative_to(self._home.journal).as_posix()

    def _create(self, said: When, now: datetime, name: str, content: str) -> Path:
        """Write a new file under the month it is about, by the first name that nobody else has."""
        self._store.prepare_home()
        day = said.day or now.date()
        folder = self._home.journal / f"{day.year:04d}" / f"{day.month:02d}"
        stem = f"{day.isoformat()}-{now:%H%M%S}-{name}"
        names = (f"{stem}-{copy}.md" for copy in count(2))
        path = folder / f"{stem}.md"
        while True:
            try:
                create_atomically(path, content)
            except FileExistsError:
                path = folder / next(names)
                continue
            sync_folder(folder.parent)
            return path


def _append(path: Path, text: str) -> None:
    # An append that a full disk cut short is taken back, so that the file stays readable.
    before = path.stat().st_size
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        os.truncate(path, before)
        raise


def _parse(raw: bytes, path: Path) -> JournalDocument:
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise MirrorError(f"{path}: it is not UTF-8 text") from None
    # Line ends as a text editor of another system leaves them are taken as our own.
    text = io.StringIO(decoded, newline=None).read()
    return read_document(text, str(path))


def _why(error: Exception, path: Path) -> str:
    return f"{path}: {error.strerror}" if isinstance(error, OSError) else str(error)


def _is_gone(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
