"""A time, how exactly it is known, and how it is known at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time is known."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateSource(StrEnum):
    """Where a time came from, surest first."""

    MESSAGE = "message"
    GIVEN = "given"
    FRONT_MATTER = "front_matter"
    FILE_NAME = "file_name"
    HEADING = "heading"
    FOLDER_NAME = "folder_name"
    FILE_TIME = "file_time"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """The time something was said.

    `day` is the calendar day where it was said (the first day of a month or year that is known
    no closer); `instant` is aware, keeps the offset it was written in, and is there only when
    the precision is `instant`. Unknown stays unknown: `file_day` is what a file's own time tells of
    words that nothing else dates. It is shown, and no order and no conclusion knows of it.
    """

    day: date | None
    instant: datetime | None
    precision: Precision
    source: DateSource
    file_day: date | None = None

    def __post_init__(self) -> None:
        if self.instant is not None and self.instant.tzinfo is None:
            raise ValueError("an instant must be aware")

    @property
    def known(self) -> bool:
        return self.day is not None

    @property
    def sort_key(self) -> datetime:
        """An aware instant to order by; unknown times come first."""
        if self.instant is not None:
            return self.instant
        if self.day is not None:
            return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return datetime.min.replace(tzinfo=UTC)

    def iso(self) -> str | None:
        """ISO 8601 as exact as it is known: `2024`, `2024-01`, `2024-01-05` or a full instant."""
        if self.day is None:
            return None
        match self.precision:
            case Precision.INSTANT if self.instant is not None:
                return self.instant.isoformat(timespec="seconds")
            case Precision.MONTH:
                return self.day.isoformat()[:7]
            case Precision.YEAR:
                return self.day.isoformat()[:4]
            case _:
                return self.day.isoformat()

    def shown(self, undated: str = "undated") -> str:
        """`iso` for a reader: `~2019-03-01 (file time)` where a file's time is all there is."""
        if self.day is None and self.file_day is not None:
            return f"~{self.file_day.isoformat()} (file time)"
        return self.iso() or undated

    def shown_day(self, undated: str = "undated") -> str:
        """`shown` in the width of a day, where it stands in a column."""
        day = self.shown("")
        return day.split("T")[0].split(" ")[0] or undated

    @property
    def utc(self) -> datetime | None:
        """The instant as naive UTC, as the store keeps it."""
        if self.instant is None:
            return None
        there = self.instant if self.instant.tzinfo is UTC else self.instant.astimezone(UTC)
        return there.replace(tzinfo=None)

    @property
    def offset_minutes(self) -> int | None:
        """Minutes east of UTC that the instant was written in."""
        if self.instant is None:
            return None
        if self.instant.tzinfo is UTC:
            return 0
        offset = self.instant.utcoffset()
        return round(offset.total_seconds() / 60) if offset is not None else None


UNKNOWN_TIME = When(None, None, Precision.UNKNOWN, DateSource.UNKNOWN)


def at_instant(instant: datetime, source: DateSource = DateSource.MESSAGE) -> When:
    """A time known to the second; `instant` must be aware."""
    return When(instant.date(), instant, Precision.INSTANT, source)


def on_day(day: date, source: DateSource, precision: Precision = Precision.DAY) -> When:
    """A calendar day without a time of day."""
    return When(day, None, precision, source)


def by_file_time(day: date) -> When:
    """A time that is unknown but for the day that a file tells of itself."""
    return When(None, None, Precision.UNKNOWN, DateSource.FILE_TIME, day)


def from_stored(
    day: date | None, utc: datetime | None, offset: int | None, precision: str, source: str
) -> When:
    """The value back from its stored columns."""
    instant = None
    if utc is not None:
        instant = utc.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset or 0)))
    return When(day, instant, Precision(precision), DateSource(source))
