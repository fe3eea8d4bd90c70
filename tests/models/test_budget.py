"""The cap is a cap: for one call, for many at once, and after a crash."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from selfmirror.errors import CapReached
from selfmirror.models.budget import Budget, Reservation
from selfmirror.models.ports import Usage
from selfmirror.paths import Home
from selfmirror.settings import BudgetSettings
from selfmirror.store.database import Store
from selfmirror.store.spend import SpendLedger
from tests.fakes.clocks import FixedClock

PRICES = {"toy": (0.0, 1_000_000.0)}
"""One unit of money for each token written, none for those read."""


def budget_of(store: Store, clock: FixedClock, cap: float = 10.0) -> Budget:
    settings = BudgetSettings(currency="EUR", cap=cap, per_dollar=1.0, prices=PRICES)
    return Budget(SpendLedger(store), clock, settings)


def test_money_is_held_back_then_settled_at_what_it_cost(store: Store, clock: FixedClock) -> None:
    budget = budget_of(store, clock)
    held = budget.reserve("guide", "toy", ["words"], 6)
    assert (budget.account().reserved, budget.account().left) == (6.0, 4.0)
    budget.settle(held, Usage(100, 2))
    account = budget.account()
    assert (account.spent, account.reserved, account.left) == (2.0, 0.0, 8.0)
    assert account.by_feature == {"guide": 2.0}
    assert account.by_model == {"toy": 2.0}


def test_a_call_that_could_pass_the_cap_is_not_made(store: Store, clock: FixedClock) -> None:
    budget = budget_of(store, clock)
    budget.reserve("guide", "toy", [], 6)
    with pytest.raises(CapReached, match="10 EUR"):
        budget.reserve("guide", "toy", [], 5)
    budget.reserve("guide", "toy", [], 4)
    assert budget.account().left == 0.0


@pytest.mark.parametrize("usage", [None, Usage(0, 0), Usage(-1, 3)])
def test_a_call_of_unknown_cost_costs_what_was_reserved(
    store: Store, clock: FixedClock, usage: Usage | None
) -> None:
    budget = budget_of(store, clock)
    budget.settle(budget.reserve("guide", "toy", [], 6), usage)
    assert budget.account().spent == 6.0


def test_a_call_that_cost_nothing_gives_its_money_back(store: Store, clock: FixedClock) -> None:
    budget = budget_of(store, clock)
    budget.release(budget.reserve("guide", "toy", [], 6))
    assert budget.account().left == 10.0


def test_settling_twice_counts_once(store: Store, clock: FixedClock) -> None:
    budget = budget_of(store, clock)
    held = budget.reserve("guide", "toy", [], 6)
    budget.settle(held, Usage(0, 3))
    budget.settle(held, Usage(0, 5))
    assert budget.account().spent == 3.0


def test_what_a_crash_left_reserved_counts_and_is_settled_after_an_hour(
    store: Store, clock: FixedClock
) -> None:
    budget_of(store, clock).reserve("guide", "toy", [], 6)
    clock.move(minutes=30)
    again = budget_of(store, clock)
    assert (again.account().spent, again.account().reserved) == (0.0, 6.0)
    with pytest.raises(CapReached):
        again.reserve("guide", "toy", [], 5)
    clock.move(minutes=31)
    assert (again.account().spent, again.account().reserved) == (6.0, 0.0)


def test_a_new_month_begins_with_the_whole_cap(store: Store, clock: FixedClock) -> None:
    budget = budget_of(store, clock)
    budget.settle(budget.reserve("guide", "toy", [], 6), None)
    clock.move(days=31)
    account = budget.account()
    assert (account.month, account.left, account.by_model) == ("2026-06", 10.0, {})


def test_threads_side_by_side_never_pass_the_cap(store: Store, clock: FixedClock) -> None:
    def one(_: int) -> Reservation | None:
        try:
            return budget_of(store, clock).reserve("guide", "toy", [], 3)
        except CapReached:
            return None

    with ThreadPoolExecutor(4) as pool:
        kept = [held for held in pool.map(one, range(8)) if held]
    assert len(kept) == 3
    assert budget_of(store, clock).account().reserved == 9.0


_PROCESS = """
import sys
from pathlib import Path
from selfmirror.errors import CapReached
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.clock import SystemClock
from tests.models.test_budget import budget_of
home, clock = Home(Path(sys.argv[1])), SystemClock()
for _ in range(3):
    try:
        budget_of(Store(home, clock), clock).reserve("guide", "toy", [], 3)
        print("kept")
    except CapReached:
        print("refused")
"""


@pytest.mark.slow
def test_processes_side_by_side_never_pass_the_cap(home: Home) -> None:
    command = [sys.executable, "-c", _PROCESS, str(home.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in "ab"]  # noqa: S603 - our own
    said = "".join(process.communicate(timeout=30)[0] for process in running)
    assert said.count("kept") == 3
    assert said.count("refused") == 3
