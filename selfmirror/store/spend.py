"""The repository of spend: money reserved before a call to a model and settled after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from selfmirror.store.utterances import stored_utc

if TYPE_CHECKING:
    from selfmirror.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class SpendRow:
    """One feature's use of one model in a month: what is settled and what is still reserved."""

    feature: str
    model: str
    spent: float
    reserved: float


class SpendLedger:
    """The account of one home, in the budget's currency.

    Each step is one transaction under the lease, so that processes side by side see each other's
    reservations and their sum stays below the cap.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def reserve(
        self, at: datetime, feature: str, model: str, amount: float, cap: float
    ) -> str | None:
        """Hold an amount back in the month of `at`; the id of it, or None where the cap forbids it."""
        month = at.strftime("%Y-%m")
        with self._store.open() as db:
            row = db.execute(
                "SELECT coalesce(sum(coalesce(settled, reserved)), 0) FROM spend WHERE month = ?",
                [month],
            ).fetchone()
            if row is None or row[0] + amount > cap:
                return None
            made = db.execute(
                "INSERT INTO spend VALUES (CAST(uuid() AS TEXT), ?, ?, ?, ?, ?, NULL, NULL, NULL) "
                "RETURNING id",
                [stored_utc(at), month, feature, model, amount],
            ).fetchone()
            return str(made[0]) if made else None

    def settle(
        self, identity: str, amount: float | None, tokens: tuple[int, int] | None = None
    ) -> None:
        """Put what the call cost in place of its reservation; None for what was reserved."""
        into, out = tokens or (None, None)
        with self._store.open() as db:
            db.execute(
                "UPDATE spend SET settled = coalesce(?, reserved), tokens_in = ?, tokens_out = ? "
                "WHERE id = ? AND settled IS NULL",
                [amount, into, out, identity],
            )

    def rows(self, month: str, stale_before: datetime) -> list[SpendRow]:
        """A month's account; reservations that a crash left before `stale_before` are settled first."""
        with self._store.open() as db:
            _settle_stale(db, stale_before)
            found = db.execute(
                "SELECT feature, model, coalesce(sum(settled), 0), "
                "coalesce(sum(reserved) FILTER (WHERE settled IS NULL), 0) "
                "FROM spend WHERE month = ? GROUP BY ALL ORDER BY ALL",
                [month],
            ).fetchall()
        return [SpendRow(*row) for row in found]


def _settle_stale(db: Connection, before: datetime) -> None:
    db.execute(
        "UPDATE spend SET settled = reserved WHERE settled IS NULL AND spend.at < ?",
        [stored_utc(before)],
    )
