"""The days that files tell of themselves: when their bytes were written, which may be by a copy."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zipfile import ZipInfo

_FIRST_DAY = 2 * 86_400 * 10**9
"""Archives that drop their files' times give them that of the Unix epoch, in any zone."""
_EMPTY_YEAR = 1980
"""What a zip says of an entry whose time nobody gave begins here."""


def day_of_file(mtime_ns: int) -> date | None:
    """The local day of a file's time; None where the time is no time."""
    if mtime_ns < _FIRST_DAY:
        return None
    try:
        return datetime.fromtimestamp(mtime_ns / 1e9, UTC).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return None


def day_of_entry(entry: ZipInfo) -> date | None:
    """The day that a zip gives an entry; None where it gives none."""
    year, month, day = entry.date_time[:3]
    try:
        return date(year, month, day) if (year, month, day) > (_EMPTY_YEAR, 1, 1) else None
    except ValueError:
        return None
