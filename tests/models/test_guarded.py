"""What stands before every model: masking, the reservation, the settlement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from selfmirror.errors import CapReached, StoreBusy
from selfmirror.models.budget import Budget, Reservation
from selfmirror.models.guarded import GuardedChat, GuardedEmbedder
from selfmirror.models.ports import ChatRequest, Message, ModelFailure, NothingOwed, Usage
from selfmirror.settings import BudgetSettings
from selfmirror.store.database import Store
from selfmirror.store.spend import SpendLedger
from tests.fakes.chat import Reply, ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder

REQUEST = ChatRequest("guide", (Message("user", "мой пароль: синийкит7\nя хочу уехать"),), None, 10)


def budget_of(store: Store, clock: FixedClock, cap: float = 100.0) -> Budget:
    prices = {"scripted": (0.0, 1_000_000.0), "bag": (1_000_000.0, 0.0)}
    return Budget(SpendLedger(store), clock, BudgetSettings(cap=cap, per_dollar=1.0, prices=prices))


@pytest.fixture
def budget(store: Store, clock: FixedClock) -> Budget:
    return budget_of(store, clock)


def guarded(budget: Budget, *replies: Reply, usage: Usage | None = None) -> GuardedChat:
    return GuardedChat(ScriptedChat(*replies, usage=usage), budget)


def test_only_masked_text_leaves_and_it_can_be_shown(budget: Budget) -> None:
    inner = ScriptedChat("да")
    chat = GuardedChat(inner, budget)
    assert chat.last_sent is None
    list(chat.stream(REQUEST))
    assert "синийкит7" not in inner.sent()
    assert "я хочу уехать" in inner.sent()
    assert chat.last_sent == inner.requests[0]


def test_a_reply_is_settled_at_its_usage(budget: Budget) -> None:
    chat = guarded(budget, "yes", usage=Usage(3, 4))
    assert list(chat.stream(REQUEST))[-1] == Usage(3, 4)
    assert (budget.account().spent, budget.account().reserved) == (4.0, 0.0)


def test_a_failure_costs_what_was_reserved_and_one_that_owes_nothing_costs_nothing(
    budget: Budget,
) -> None:
    chat = guarded(budget, ModelFailure("broke off"), NothingOwed("cannot be reached"))
    for expected in (10.0, 10.0):
        with pytest.raises(ModelFailure):
            list(chat.stream(REQUEST))
        assert (budget.account().spent, budget.account().reserved) == (expected, 0.0)


def test_a_reader_that_leaves_early_leaves_nothing_reserved(budget: Budget) -> None:
    pieces = guarded(budget, "a long reply").stream(REQUEST)
    next(iter(pieces))
    pieces.close()  # type: ignore[attr-defined]
    assert (budget.account().spent, budget.account().reserved) == (10.0, 0.0)


def test_at_the_cap_nothing_is_sent(store: Store, clock: FixedClock) -> None:
    inner = ScriptedChat("yes")
    chat = GuardedChat(inner, budget_of(store, clock, cap=9.0))
    with pytest.raises(CapReached):
        list(chat.stream(REQUEST))
    assert inner.requests == []
    assert chat.last_sent is None


def test_a_store_busy_at_the_end_does_not_cost_the_reply(
    budget: Budget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(reservation: Reservation, usage: Usage | None) -> None:
        raise StoreBusy("held")

    monkeypatch.setattr(budget, "settle", busy)
    assert list(guarded(budget, "yes").stream(REQUEST)) == ["yes"]
    assert budget.account().reserved == 10.0


class _Overheard(BagEmbedder):
    """Keeps what it was given, and fails when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.failure: ModelFailure | None = None

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.failure:
            raise self.failure
        self.heard += texts
        return super().embed_passages(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.heard.append(text)
        return super().embed_query(text)


def test_embeddings_are_masked_and_paid_too(budget: Budget) -> None:
    inner = _Overheard()
    embedder = GuardedEmbedder(inner, budget)
    assert embedder.embed_passages(["пароль: синийкит7"]).shape == (1, 384)
    assert embedder.embed_query("token=abcdef").shape == (384,)
    assert not [text for text in inner.heard if "синийкит7" in text or "abcdef" in text]
    assert budget.account().by_feature["embedding"] > 0
    assert embedder.name == "bag"


def test_embeddings_stop_at_the_cap_as_a_failure_of_the_model(
    store: Store, clock: FixedClock
) -> None:
    inner = _Overheard()
    with pytest.raises(NothingOwed, match="cap"):
        GuardedEmbedder(inner, budget_of(store, clock, cap=1.0)).embed_query("a long question")
    assert inner.heard == []


def test_a_failed_embedding_that_owes_nothing_costs_nothing(budget: Budget) -> None:
    inner = _Overheard()
    inner.failure = NothingOwed("cannot be reached")
    with pytest.raises(NothingOwed):
        GuardedEmbedder(inner, budget).embed_passages(["x"])
    assert budget.account().spent == 0.0
