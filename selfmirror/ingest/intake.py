"""One file through the stages: unchanged? recognise, parse, date, attribute, identify, drop what is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from selfmirror.ingest import faults
from selfmirror.ingest.attribution import Ask, Me, attribute, nobody_asks
from selfmirror.ingest.copies import Copies, following
from selfmirror.ingest.dating import date_document
from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.given_dates import NAME as TABLE_NAME
from selfmirror.ingest.given_dates import GivenDates, Table
from selfmirror.ingest.identify import Origin, Words, identify, note_source, note_time
from selfmirror.ingest.ledger import Ending, Ledger
from selfmirror.ingest.near import Near, sign
from selfmirror.ingest.options import ImportOptions
from selfmirror.ingest.pace import Pace
from selfmirror.ingest.probe import Probe, probe
from selfmirror.ingest.receipt import FileAccount, Status, Tally, account_from, skipped, unchanged
from selfmirror.ingest.recognise import Unreadable, recognise
from selfmirror.ingest.walk import Bounds, Found, Refused
from selfmirror.store.imports import KnownFile
from selfmirror.words.printable import counted

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _File:
    """A recognised file with all that its stages need."""

    found: Found
    seen: Probe
    format: Format
    hash: str
    options: ImportOptions
    me: Me

    @property
    def path(self) -> str:
        return self.found.path


@dataclass(frozen=True, slots=True)
class Intake:
    """The stages of one run, file by file.

    `started` (aware) is when the run learned what it reads, and today for what lies ahead; `learned`
    are the names that the person said were theirs when asked.
    """

    run: str
    copies: Copies
    options: ImportOptions
    started: datetime
    bounds: Bounds
    dates: GivenDates
    pace: Pace
    ask: Ask = nobody_asks
    learned: list[str] = field(default_factory=list)

    def take(self, found: Found | Refused, ledger: Ledger) -> None:
        """Read one file into the ledger; whatever is wrong with it becomes its line.

        Raises:
            MirrorError: the store could not be written.
        """
        if isinstance(found, Refused):
            ledger.end(Ending(skipped(found.path, found.reason, failed=found.failed)))
            return
        folder, _, name = found.path.rpartition("/")
        if name == TABLE_NAME and (table := self.dates.table(folder)):
            ledger.end(Ending(_of_table(found.path, table)))
            return
        before = self.copies.at(found.path)
        beside = self.dates.told(found.path)
        options = self.options.completed(before.said if before else {}, beside)
        same = before is not None and options.agrees(before.said)
        if before and same and (before.size, before.mtime_ns) == (found.size, found.mtime_ns):
            ledger.end(Ending(_as_before(before)))
            return
        opened = self._open(found, options)
        if isinstance(opened, FileAccount):
            ledger.end(self._without_words(found, opened, before))
        elif before and same and before.hash == opened.hash:
            self._touch(found, before, ledger)
        else:
            self._read(opened, ledger)

    def _open(self, found: Found, options: ImportOptions) -> _File | FileAccount:
        """Recognise the file and know its content, or say why not."""
        try:
            seen = probe(found)
            form = recognise(seen)
            if isinstance(form, Unreadable):
                return skipped(found.path, form.reason, failed=form.failed)
            textual = seen.text is not None or seen.sketch is not None
            if form.of_notes and textual and found.size > self.bounds.text:
                reason = f"a text larger than {self.bounds.text >> 20} MB (imports.max_text_mb)"
                return skipped(found.path, reason, failed=True, form=form.name)
            me = Me(found.path, options.me, self.learned, self.ask)
            return _File(found, seen, form, _hash(found), options, me)
        except Exception as error:  # noqa: BLE001 - whatever a file holds, its failure is its line
            return skipped(found.path, faults.because(error), failed=True)

    def _without_words(
        self, found: Found, account: FileAccount, before: KnownFile | None
    ) -> Ending:
        """A file that was emptied lets go of its words; one that became unreadable keeps them."""
        return Ending(account, whole=bool(before and not found.size))

    def _touch(self, found: Found, before: KnownFile, ledger: Ledger) -> None:
        known = replace(before, size=found.size, mtime_ns=found.mtime_ns)
        self.copies.learn(known)
        ledger.end(Ending(_as_before(before), known))

    def _read(self, file: _File, ledger: Ledger) -> None:
        copy = None if file.format.of_notes else self.copies.same_export(file.hash, file.path)
        if copy:
            ledger.end(self._duplicate(file, copy))
            return
        tally = Tally()
        note: Document | None = None
        stream = self._documents(file)
        while True:
            try:
                document, words = next(stream)
            except StopIteration:
                break
            except Exception as error:  # noqa: BLE001 - whatever a file holds, its failure is its line
                ledger.end(Ending(self._broken(file, tally, error)))
                return
            if file.format.of_notes:
                note = document
                copy = self.copies.same_note(file.hash, file.path, note_time(document))
                if copy and words.utterances:
                    ledger.end(self._duplicate(file, copy, note))
                    return
            tally.take(document)
            ledger.take(file.path, words)
        ledger.end(self._whole(file, tally, note))

    def _documents(self, file: _File) -> Iterator[tuple[Document, Words]]:
        options = file.options
        origin = Origin(file.format.name, file.path, file.hash, options.project, self.started)
        with file.found.open() as opened:
            reading = Reading(self.pace.counted(opened), file.seen, self.bounds.text, self.started)
            for parsed in file.format.read(reading):
                day = options.file_day or file.found.written
                dated = date_document(parsed, file.path, options.told, self.started.date(), day)
                document = attribute(dated, file.me)
                yield document, identify(document, origin)

    def _broken(self, file: _File, tally: Tally, error: Exception) -> FileAccount:
        if isinstance(error, LeftAlone):
            return tally.account(file.path, Status.SKIPPED, file.format.name, str(error))
        reason = faults.because(error)
        if tally.utterances:
            reason += f"; {counted(tally.utterances, 'utterance')} before that were read"
        return tally.account(file.path, Status.FAILED, file.format.name, reason)

    def _whole(self, file: _File, tally: Tally, note: Document | None) -> Ending:
        """The end of a file that was read through; a dated note takes its undated copies along."""
        if tally.utterances:
            account = tally.account(file.path, Status.INDEXED, file.format.name)
        else:
            account = tally.account(file.path, Status.SKIPPED, file.format.name, "no words in it")
        said = note_time(note) if note else None
        source = note_source(file.hash, said) if note and tally.utterances else None
        known = self._known(file, account, source, note, dated=said is not None)
        led = self.copies.led_by(file.hash, file.path, source) if said and source else ()
        taken = tuple(
            following(replace(copy, note=source, dated=True, run=self.run)) for copy in led
        )
        signature = sign(piece.text for piece in note.pieces) if note else None
        near = self._near(file, signature, said, taken)
        for one in (known, *taken):
            self.copies.learn(one)
        self.copies.sign(file.path, signature)
        account = account.like(*near) if near else account
        return Ending(account, known, whole=True, replaces=taken, signature=signature)

    def _near(
        self, file: _File, signature: bytes | None, said: str | None, taken: Sequence[KnownFile]
    ) -> tuple[Near, str] | None:
        """The note that this one nearly repeats; the same words of two known days are no cause for a warning."""
        if signature is None:
            return None
        near = self.copies.nearest(signature, [file.path, *(copy.path for copy in taken)])
        if near is None:
            return None
        return near, str(near) if self.copies.may_be_of(near.path, said) else ""

    def _known(
        self,
        file: _File,
        account: FileAccount,
        source: str | None,
        note: Document | None,
        *,
        dated: bool,
    ) -> KnownFile:
        found = file.found
        file_day = note.pieces[0].said.file_day if note and note.pieces else None
        options = replace(file.options, me=file.me.known_by(), file_day=file_day)
        return KnownFile(
            file.path,
            found.size,
            found.mtime_ns,
            file.hash,
            options.said(),
            source,
            dated,
            self.run,
            json.dumps(account.as_json(), ensure_ascii=False),
        )

    def _duplicate(self, file: _File, copy: KnownFile, note: Document | None = None) -> Ending:
        account = FileAccount(
            file.path, Status.DUPLICATE, file.format.name, f"the same content as {copy.path}"
        )
        known = self._known(file, account, copy.note, note, dated=copy.dated)
        if note and copy.dated and note_time(note) is None:
            known = following(known)
        signature = sign(piece.text for piece in note.pieces) if note else None
        self.copies.learn(known)
        self.copies.sign(file.path, signature)
        return Ending(account, known, copy_of=copy.path, signature=signature)


def _of_table(path: str, table: Table) -> FileAccount:
    """The line of a table of dates: what it holds is no words, but its faults are the person's to mend."""
    if not table.faults:
        return skipped(path, "dates given for files")
    return skipped(path, "; ".join(table.faults)[:400], failed=True)


def _as_before(known: KnownFile) -> FileAccount:
    return unchanged(account_from(json.loads(known.account)))


def _hash(found: Found) -> str:
    digest = hashlib.sha256()
    with found.open() as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
