"""What the person says about the files they import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from selfmirror.ingest.given_dates import Told
from selfmirror.words.when import DateSource, Precision, When, from_stored


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Whose the files are, their project, their date; `dry_run` writes nothing.

    `given` is the date that the person gave to all of them, `beside` what a table beside a file says
    of it, and `file_day` the day of its own time where nothing else dates it: what was made of it
    once holds, whenever the file is read again.
    """

    project: str | None = None
    me: tuple[str, ...] = ()
    given: When | None = None
    dry_run: bool = False
    beside: Told | None = None
    file_day: date | None = None

    @property
    def told(self) -> When | None:
        """The date that the person gave, if any: what was said outright counts before a table."""
        return self.given or (self.beside.said if self.beside else None)

    def said(self) -> dict[str, Any]:
        """What was said, in the form that is kept with a file."""
        day, precision = _kept(self.given)
        beside, exactly = _kept(self.beside.said if self.beside else None)
        return {
            "project": self.project,
            "me": sorted(self.me),
            "given": day,
            "precision": precision,
            "table": self.beside.table if self.beside and beside else None,
            "beside": beside,
            "beside_precision": exactly,
            "file_time": self.file_day.isoformat() if self.file_day else None,
        }

    def agrees(self, before: Mapping[str, Any]) -> bool:
        """Whether what was said of a file before is what is said now."""
        return all(before.get(key) == value for key, value in self.said().items())

    def completed(self, before: Mapping[str, Any], beside: Told | None = None) -> ImportOptions:
        """These options for one file, with what was said of it before where nothing is said now.

        `beside` is what the table beside it says now: nothing of old holds against that, unless the
        same table said it and is broken.
        """
        if beside and beside.said is None:
            told = _given(before, "beside", "beside_precision")
            beside = replace(beside, said=told) if before.get("table") == beside.table else None
        return replace(
            self,
            project=self.project or before.get("project"),
            me=self.me or tuple(before.get("me", ())),
            given=self.given or _given(before, "given", "precision"),
            beside=beside,
            file_day=date.fromisoformat(before["file_time"]) if before.get("file_time") else None,
        )


def _kept(said: When | None) -> tuple[str | None, str | None]:
    """A date as it is kept: its day and how exactly it is known."""
    return (said.day.isoformat(), said.precision.value) if said and said.day else (None, None)


def _given(before: Mapping[str, Any], day: str, precision: str) -> When | None:
    if not before.get(day):
        return None
    return from_stored(
        date.fromisoformat(before[day]),
        None,
        None,
        before.get(precision) or Precision.DAY,
        DateSource.GIVEN,
    )
