"""A session with a model that fails: the embedded guide takes the turn, and nothing is lost."""

import pytest

from selfmirror.errors import CapReached
from selfmirror.guide.events import Remark, Replied, Started
from selfmirror.models.ports import ModelFailure
from selfmirror.paths import Home
from selfmirror.search.finder import Query
from selfmirror.search.ports import IndexBroken
from tests.fakes.chat import ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.mirrors import mirror_at
from tests.guide.sessions import ENGLISH, replied, started


@pytest.mark.parametrize(
    "failure", [ModelFailure("timed out"), CapReached("the cap is reached"), "{not json"]
)
def test_a_model_that_fails_hands_the_turn_to_the_embedded_guide(
    home: Home, clock: FixedClock, failure: Exception | str
) -> None:
    guide = mirror_at(home, clock, ScriptedChat(failure)).guide
    events = list(guide.begin("want-now", "en"))
    assert isinstance(events[0], Started)
    assert events[0].engine == "model"
    assert "scripted" in events[0].text
    happened = list(guide.say(started(events), ENGLISH[0]))
    remarks = [event.text for event in happened if isinstance(event, Remark)]
    assert any("embedded guide takes this turn" in text for text in remarks)
    assert replied(happened).text


def test_an_index_that_cannot_be_read_does_not_break_the_turn(
    home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = mirror_at(home, clock)
    session = started(mirror.guide.begin("want-now", "en"))

    def broken(query: Query) -> object:
        raise IndexBroken(f"no index for {query.k}")

    monkeypatch.setattr(mirror.search, "find", broken)
    happened = list(mirror.guide.say(session, ENGLISH[0]))
    assert any(isinstance(e, Remark) and "cannot be read" in e.text for e in happened)
    assert any(isinstance(event, Replied) for event in happened)
    mirror.guide.warm()
