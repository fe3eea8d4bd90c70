"""What the person says about the files they import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from selfmirror.words.when import DateSource, Precision, When, from_stored


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Whose the files are, their project, their date; `dry_run` writes nothing."""

    project: str | None = None
    me: tuple[str, ...] = ()
    given: When | None = None
    dry_run: bool = False

    def said(self) -> dict[str, Any]:
        """What was said, in the form that is kept with a file."""
        day = self.given.day.isoformat() if self.given and self.given.day else None
        precision = self.given.precision.value if day and self.given else None
        return {
            "project": self.project,
            "me": sorted(self.me),
            "given": day,
            "precision": precision,
        }

    def completed(self, before: Mapping[str, Any]) -> ImportOptions:
        """These options, with what was said of the file before where nothing is said now."""
        return replace(
            self,
            project=self.project or before.get("project"),
            me=self.me or tuple(before.get("me", ())),
            given=self.given or _given(before),
        )


def _given(before: Mapping[str, Any]) -> When | None:
    from datetime import date

    if not before.get("given"):
        return None
    day = date.fromisoformat(before["given"])
    return from_stored(day, None, None, before.get("precision") or Precision.DAY, DateSource.GIVEN)
