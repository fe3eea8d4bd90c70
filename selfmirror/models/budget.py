"""The monthly cap: money is reserved before a call to a model and settled after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from selfmirror.errors import CapReached
from selfmirror.models.prices import plausible, price_of, tokens_at_most

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.models.ports import Usage
    from selfmirror.settings import BudgetSettings

_STALE = timedelta(hours=1)


class SpendLine(Protocol):
    """One feature's use of one model in a month, in the budget's currency."""

    @property
    def feature(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def spent(self) -> float: ...
    @property
    def reserved(self) -> float: ...


class Ledger(Protocol):
    """Where reservations are kept: each step all or nothing, seen by every process at once."""

    def reserve(
        self, at: datetime, feature: str, model: str, amount: float, cap: float
    ) -> str | None: ...

    def settle(
        self, identity: str, amount: float | None, tokens: tuple[int, int] | None = None
    ) -> None: ...

    def rows(self, month: str, stale_before: datetime) -> Sequence[SpendLine]: ...


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money held back for one call to a model."""

    id: str
    model: str


@dataclass(frozen=True, slots=True)
class Account:
    """A month's spending, in the budget's currency; `left` is what may still be reserved."""

    month: str
    currency: str
    cap: float
    spent: float
    reserved: float
    left: float
    by_feature: dict[str, float]
    by_model: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """The contract's keys."""
        return {name: getattr(self, name) for name in self.__slots__}


class Budget:
    """What models may still cost this month, in the budget's currency."""

    def __init__(self, ledger: Ledger, clock: Clock, settings: BudgetSettings) -> None:
        self.ledger = ledger
        self._clock = clock
        self._settings = settings

    def reserve(
        self, feature: str, model: str, texts: Sequence[str], max_tokens: int
    ) -> Reservation:
        """Hold back the most that a call can cost.

        Raises:
            CapReached: with it the month's spending would pass the cap.
        """
        amount = self._cost(model, tokens_at_most(texts), max_tokens)
        kept = self.ledger.reserve(self._clock.now(), feature, model, amount, self._settings.cap)
        if kept is None:
            raise CapReached(
                f"the cap of {self._settings.cap:g} {self._settings.currency} for this month is reached; "
                "see `selfmirror spend`, or `selfmirror config set budget.cap`"
            )
        return Reservation(kept, model)

    def settle(self, reservation: Reservation, usage: Usage | None) -> None:
        """Put the real cost in place of a reservation; what is not known costs what was reserved."""
        if usage is None or not plausible(usage):
            self.ledger.settle(reservation.id, None)
            return
        tokens = (usage.tokens_in, usage.tokens_out)
        self.ledger.settle(reservation.id, self._cost(reservation.model, *tokens), tokens)

    def release(self, reservation: Reservation) -> None:
        """Give a reservation back whole: the call cost nothing."""
        self.ledger.settle(reservation.id, 0.0)

    def account(self) -> Account:
        """This month's account; what a crash left reserved for over an hour counts as spent."""
        now = self._clock.now()
        lines = self.ledger.rows(now.strftime("%Y-%m"), now - _STALE)
        spent = sum((line.spent for line in lines), 0.0)
        reserved = sum((line.reserved for line in lines), 0.0)
        return Account(
            month=now.strftime("%Y-%m"),
            currency=self._settings.currency,
            cap=self._settings.cap,
            spent=_rounded(spent),
            reserved=_rounded(reserved),
            left=_rounded(max(self._settings.cap - spent - reserved, 0.0)),
            by_feature=_summed((line.feature, line.spent) for line in lines),
            by_model=_summed((line.model, line.spent) for line in lines),
        )

    def _cost(self, model: str, tokens_in: int, tokens_out: int) -> float:
        dollars = price_of(model, self._settings.prices).of(tokens_in, tokens_out)
        return dollars * self._settings.per_dollar


def _rounded(amount: float) -> float:
    return round(amount, 6)


def _summed(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for name, amount in parts:
        total[name] += amount
    return {name: _rounded(amount) for name, amount in total.items()}
