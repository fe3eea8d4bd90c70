"""Whole sessions for tests: a guide without vectors on a fixed clock, and answers in both languages."""

from collections.abc import Iterable

import pytest

from selfmirror.guide.events import Event, InsightProposed, Replied, Started
from selfmirror.guide.guide import Guide
from selfmirror.paths import Home
from selfmirror.wiring import Mirror, wire
from tests.fakes.clocks import FixedClock

RUSSIAN = (
    "Я хочу писать книгу о море, но боюсь бросить работу.",
    "Утром я сидел бы у окна и писал до обеда.",
    "Ради свободы: мне важно самому решать, чем занят день.",
    "Восемь из десяти, об этом думаю каждый вечер.",
    "Мешает страх остаться без денег.",
    "Я откладываю и вместо книги читаю новости.",
    "Завтра утром напишу одну страницу до работы.",
    "Если проснусь поздно, то сделаю это вечером.",
)
ENGLISH = (
    "I want to build a small boat, but I am afraid of the cost.",
    "Tomorrow morning I would be in the shed with the plans.",
    "For the quiet: it matters to me to work with my hands.",
    "Seven of ten, I think of it whenever I pass the harbour.",
    "Money is in the way, and I tell myself there is time.",
    "I scroll through adverts instead of measuring the wood.",
    "On Monday evening I will draw the first frame.",
    "If I am tired, I will draw only one line.",
)


@pytest.fixture(name="_no_vectors")
def no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


def mirror_at(home: Home, clock: FixedClock) -> Mirror:
    return wire(home, clock=clock, offline=True)


def started(events: Iterable[Event]) -> str:
    return next(event.session for event in events if isinstance(event, Started))


def opened(
    guide: Guide, method: str = "want-now", language: str | None = None
) -> tuple[str, Replied]:
    """A session begun: its id and its opening."""
    events = list(guide.begin(method, language))
    return started(events), replied(events)


def replied(events: Iterable[Event]) -> Replied:
    return next(event for event in events if isinstance(event, Replied))


def talk(guide: Guide, session: str, answers: Iterable[str], clock: FixedClock) -> list[Replied]:
    """Every reply to these answers, a minute apart."""
    replies = []
    for answer in answers:
        clock.move(minutes=1)
        replies.append(replied(guide.say(session, answer)))
    return replies


def insights(guide: Guide, session: str) -> list[InsightProposed]:
    return [e for e in guide.propose_insights(session) if isinstance(e, InsightProposed)]
