"""The receipt: one line for every file, and what went in equals what is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from selfmirror.ingest.attribution import SAY_WHO
from selfmirror.ingest.document import Document
from selfmirror.ingest.near import Near
from selfmirror.words.printable import counted
from selfmirror.words.when import DateSource, When


class Status(StrEnum):
    """What became of a file."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileAccount:
    """One file's line.

    `utterances`, `by_speaker` and `dated` tell what the file holds; of these `added` are new to the
    store, `known` were there already (from another file, or before) and `forgotten` were asked to
    stay away; `removed` counts what the file held before and nobody holds now. `messages` counts
    what went in: `messages == spoken + sum(left_out.values())`; `near` names the note that this one
    nearly repeats.
    """

    path: str
    status: Status
    format: str | None = None
    reason: str = ""
    utterances: int = 0
    by_speaker: Mapping[str, int] = field(default_factory=dict)
    dated: Mapping[str, int] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None
    added: int = 0
    known: int = 0
    forgotten: int = 0
    removed: int = 0
    messages: int = 0
    spoken: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    near: Mapping[str, Any] | None = None

    def like(self, near: Near, warning: str) -> FileAccount:
        """This line with the note that the file nearly repeats."""
        warnings = (*self.warnings, warning) if warning else self.warnings
        return replace(self, near=near.as_json(), warnings=warnings)

    def as_json(self) -> dict[str, Any]:
        """The contract's keys, and what more is known."""
        return {
            "path": self.path,
            "status": self.status.value,
            "format": self.format,
            "reason": self.reason or None,
            "utterances": self.utterances,
            "by_speaker": dict(self.by_speaker),
            "dated": dict(self.dated),
            "first": self.first,
            "last": self.last,
            "added": self.added,
            "known": self.known,
            "forgotten": self.forgotten,
            "removed": self.removed,
            "messages": {
                "in": self.messages,
                "stored": self.spoken,
                "skipped": dict(self.left_out),
            },
            "near": self.near and dict(self.near),
            "warnings": list(self.warnings),
        }


def account_from(stored: Mapping[str, Any]) -> FileAccount:
    """A file's line back from its JSON."""
    same = ("path", "format", "utterances", "by_speaker", "dated", "first", "last")
    counts = ("added", "known", "forgotten", "removed")
    messages = stored["messages"]
    return FileAccount(
        status=Status(stored["status"]),
        reason=stored["reason"] or "",
        messages=messages["in"],
        spoken=messages["stored"],
        left_out=messages["skipped"],
        warnings=tuple(stored["warnings"]),
        near=stored.get("near"),
        **{key: stored[key] for key in (*same, *counts)},
    )


def unchanged(before: FileAccount) -> FileAccount:
    """The line of a file that is what it was: it holds the same, and nothing new went in.

    Of its warnings that one stays that the person can still answer: who of those in it they are.
    """
    return replace(
        before,
        status=Status.UNCHANGED,
        reason="",
        added=0,
        known=0,
        removed=0,
        warnings=tuple(text for text in before.warnings if SAY_WHO in text),
        near=None,
    )


_WARNINGS = 20


@dataclass(slots=True)
class Tally:
    """Counts over a file's documents while it is read."""

    utterances: int = 0
    by_speaker: Counter[str] = field(default_factory=Counter)
    dated: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    spoken: int = 0
    first: When | None = None
    last: When | None = None
    warnings: list[str] = field(default_factory=list)

    def take(self, document: Document) -> None:
        """Count one document."""
        self.messages += document.messages
        self.spoken += document.spoken
        self.left_out.update(document.left_out)
        for piece in document.pieces:
            self.utterances += 1
            self.by_speaker[piece.speaker.value] += 1
            self.dated[piece.said.source.value] += 1
            if piece.said.known:
                self._span(piece.said)
        for warning in document.warnings:
            if warning not in self.warnings and len(self.warnings) < _WARNINGS:
                self.warnings.append(warning)

    def _span(self, said: When) -> None:
        if self.first is None or said.sort_key < self.first.sort_key:
            self.first = said
        if self.last is None or said.sort_key > self.last.sort_key:
            self.last = said

    def account(self, path: str, status: Status, form: str | None, reason: str = "") -> FileAccount:
        """The file's line as far as it is read."""
        return FileAccount(
            path,
            status,
            form,
            reason,
            self.utterances,
            dict(self.by_speaker),
            {
                source.value: self.dated[source.value]
                for source in DateSource
                if self.dated[source.value]
            },
            self.first.iso() if self.first else None,
            self.last.iso() if self.last else None,
            messages=self.messages,
            spoken=self.spoken,
            left_out=dict(self.left_out),
            warnings=tuple(self.warnings),
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did; `run` is None when it was only tried.

    `behind` is set while what is drawn from imported words has to follow them, from this run or
    from one before. `since` says what became of a past run: interrupted or taken back.
    """

    run: str | None
    files: tuple[FileAccount, ...]
    seconds: float
    behind: bool = False
    since: str = ""

    @property
    def failed(self) -> bool:
        """Whether some file failed."""
        return any(file.status is Status.FAILED for file in self.files)

    def only(self, pattern: str) -> Receipt:
        """The receipt of the files whose path or name is like this, `*` and `?` standing for any letters.

        Without such a sign it is enough that the path ends so.
        """
        return replace(
            self, files=tuple(file for file in self.files if _is_like(file.path, pattern))
        )

    def totals(self) -> dict[str, Any]:
        """Counts by status, and of what the files hold together."""
        counts = Counter(file.status.value for file in self.files)
        sums: dict[str, Any] = {
            key: sum(getattr(file, key) for file in self.files)
            for key in ("utterances", "added", "known", "forgotten", "removed")
        }
        return {
            "files": len(self.files),
            **{status.value: counts[status.value] for status in Status},
            **sums,
            "by_speaker": _summed(file.by_speaker for file in self.files),
            "dated": _summed(file.dated for file in self.files),
            "messages": {
                "in": sum(file.messages for file in self.files),
                "stored": sum(file.spoken for file in self.files),
                "skipped": _summed(file.left_out for file in self.files),
            },
        }

    def as_json(self) -> dict[str, Any]:
        """The contract's document."""
        return {
            "run": self.run,
            "files": [file.as_json() for file in self.files],
            "totals": self.totals(),
            "seconds": round(self.seconds, 3),
        }

    def __str__(self) -> str:
        """One line: how many files became what, and how many words came and went."""
        totals = self.totals()
        counts = ", ".join(
            f"{totals[status.value]} {status.value}" for status in Status if totals[status.value]
        )
        words = f"{counted(totals['added'], 'utterance')} added"
        if totals["removed"]:
            words += f", {totals['removed']} removed"
        return f"{counted(len(self.files), 'file')}: {counts or 'nothing to read'}; {words}"


def _is_like(path: str, pattern: str) -> bool:
    path, pattern = path.casefold(), pattern.casefold()
    return path.endswith(pattern) or fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")


def _summed(counts: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)


def skipped(
    path: str, reason: str, *, failed: bool = False, form: str | None = None
) -> FileAccount:
    """The line of something that was not read."""
    return FileAccount(path, Status.FAILED if failed else Status.SKIPPED, form, reason)
