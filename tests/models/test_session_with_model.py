"""A session with a model: what leaves, what it costs, and how it goes on when the model does not."""

from __future__ import annotations

from typing import Any

import pytest

from selfmirror.engines.openai_chat import OpenAIChat
from selfmirror.guide.events import Remark, Replied, Started
from selfmirror.models.budget import Budget
from selfmirror.models.guarded import GuardedChat
from selfmirror.models.ports import ChatModel, ModelFailure
from selfmirror.paths import Home
from selfmirror.settings import BudgetSettings, ChatSettings, SearchSettings, load_settings
from selfmirror.store.database import Store
from selfmirror.store.spend import SpendLedger
from selfmirror.wiring import Mirror, Models, assemble
from tests.fakes.chat import ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.servers import answers, chat_server
from tests.fakes.words import remember, said


def says(reply: str) -> dict[str, Any]:
    made = {"reasoning": "so", "strategy": "socratic", "reason": "new words", "reply": reply}
    return made | {"evidence_ids": []}


def budget_of(store: Store, clock: FixedClock, cap: float) -> Budget:
    """Each call reserves 1500 and costs 50."""
    settings = BudgetSettings(cap=cap, per_dollar=1.0, prices={"scripted": (0.0, 1_000_000.0)})
    return Budget(SpendLedger(store), clock, settings)


def session(home: Home, clock: FixedClock, chat: ChatModel) -> tuple[Mirror, str]:
    mirror = assemble(home, load_settings(home), clock, Models(chat, None))
    events = list(mirror.guide.begin("want-now", "en"))
    (started,) = [event for event in events if isinstance(event, Started)]
    assert started.engine == "model"
    return mirror, started.session


def turn(mirror: Mirror, identity: str, words: str) -> tuple[str, list[str]]:
    events = list(mirror.guide.say(identity, words))
    (reply,) = [event for event in events if isinstance(event, Replied)]
    return reply.text, [event.text for event in events if isinstance(event, Remark)]


def test_the_cap_is_reached_in_mid_session_and_the_embedded_guide_goes_on(
    home: Home, clock: FixedClock, store: Store
) -> None:
    model = ScriptedChat(says("What would the sea change?"), says("Never sent."))
    budget = budget_of(store, clock, cap=1520.0)
    mirror, identity = session(home, clock, GuardedChat(model, budget))
    assert turn(mirror, identity, "I want the sea.") == ("What would the sea change?", [])
    text, remarks = turn(mirror, identity, "And a book about it.")
    assert text
    assert text != "Never sent."
    assert any("cap" in remark for remark in remarks)
    assert len(model.requests) == 1
    assert (budget.account().spent, budget.account().reserved) == (50.0, 0.0)


def test_where_it_is_wanted_the_model_orders_what_a_turn_recalls(
    home: Home, clock: FixedClock
) -> None:
    chat = ScriptedChat(ModelFailure("too slow"), says("What would the sea change?"))
    wanted = load_settings(home).model_copy(update={"search": SearchSettings(rerank=True)})
    mirror = assemble(home, wanted, clock, Models(chat, None))
    days = ("2024-01-01", "2024-02-01")
    remember(mirror.store, *(said("I want to live by the sea.", day, source=day) for day in days))
    mirror.search.catch_up(lambda _: None)
    (started,) = [e for e in mirror.guide.begin("want-now", "en") if isinstance(e, Started)]

    text, remarks = turn(mirror, started.session, "I want the sea.")

    assert [request.feature for request in chat.requests] == ["rerank", "session"]
    assert text == "What would the sea change?"
    assert remarks == [
        "The model did not order what was found (too slow); it stands as the search gave it."
    ]
    assert "2024-02-01" in chat.requests[1].messages[1].content


def test_a_model_that_fails_once_is_asked_again_in_the_next_turn(
    home: Home, clock: FixedClock, store: Store
) -> None:
    model = ScriptedChat(ModelFailure("timed out"), says("What would the sea change?"))
    mirror, identity = session(home, clock, GuardedChat(model, budget_of(store, clock, 9999.0)))
    text, remarks = turn(mirror, identity, "I want the sea.")
    assert text
    assert any("timed out" in remark for remark in remarks)
    assert turn(mirror, identity, "And a book.")[0] == "What would the sea change?"


def test_an_endpoint_hears_masked_turns_and_nothing_before_them(
    home: Home, clock: FixedClock, store: Store
) -> None:
    with chat_server(answers(says("What would the sea change?"))) as server:
        engine = OpenAIChat(None, server.url, ChatSettings(model="scripted", timeout=20))
        chat = GuardedChat(engine, budget_of(store, clock, 9999.0))
        mirror, identity = session(home, clock, chat)
        assert server.exchanges == [], "an opening asks no model, and warming sends nothing"
        turn(mirror, identity, "I want the sea. password: hunter2")
    assert [exchange.path for exchange in server.exchanges] == ["/v1/chat/completions"]
    assert "I want the sea." in server.sent()
    assert "hunter2" not in server.sent()
    assert chat.last_sent is not None
    assert "[masked: secret]" in chat.last_sent.messages[-1].content


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
def test_an_empty_variable_configures_no_endpoint(
    home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    from selfmirror.wiring import wire

    monkeypatch.setenv(variable, "")
    mirror = wire(home, clock=clock)
    (started, *_) = mirror.guide.begin("want-now", "en")
    assert isinstance(started, Started)
    assert started.engine == "embedded"
