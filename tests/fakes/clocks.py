"""Clocks that tests set."""

from datetime import UTC, datetime, timedelta


class FixedClock:
    """Stands still at a given instant until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 5, 10, 21, 30, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, **amount: float) -> None:
        """Go on by `days=`, `hours=`, `seconds=` …"""
        self.at += timedelta(**amount)
