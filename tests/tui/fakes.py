"""A mirror of fakes: what the screens ask is answered from memory, or refused when told to be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from selfmirror.affect.reading import Reading
from selfmirror.drift.drift import DriftQuestion
from selfmirror.errors import StoreBusy
from selfmirror.guide.events import (
    Ended,
    InsightProposed,
    Remark,
    Replied,
    ReplyPiece,
    Started,
    StateRead,
)
from selfmirror.guide.guide import Proposal
from selfmirror.guide.strategy import Strategy
from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.words.quote import Quote
from selfmirror.words.when import DateSource, on_day

BUSY = "the store is held by pid 7 (selfmirror import); try again when it is done"


def quote(text: str, day: str) -> Quote:
    return Quote("u1", text, on_day(date.fromisoformat(day), DateSource.FILE_NAME), "дневник.md")


def belief(identity: str, statement: str, *quotes: Quote, kind: Kind = Kind.WANT) -> Belief:
    return Belief(
        id=identity,
        kind=kind,
        slot=f"{kind.value}.{identity}",
        statement=statement,
        polarity=1.0,
        valid_from=quotes[0].said,
        valid_to=None,
        recorded_at=datetime(2026, 5, 1, tzinfo=UTC),
        confidence=0.8,
        status=Status.CANDIDATE,
        supersedes=None,
        evidence=quotes,
    )


@dataclass
class FakeMemory:
    held: list[Belief] = field(default_factory=list)
    busy: bool = False

    def beliefs(self, *, everything: bool = False) -> list[Belief]:
        if self.busy:
            raise StoreBusy(BUSY)
        return [b for b in self.held if everything or b.status is not Status.REJECTED]

    def confirm(self, identity: str) -> None:
        self._decide(identity, Status.CONFIRMED)

    def reject(self, identity: str) -> None:
        self._decide(identity, Status.REJECTED)

    def _decide(self, identity: str, status: Status) -> None:
        if self.busy:
            raise StoreBusy(BUSY)
        self.held = [replace(b, status=status) if b.id == identity else b for b in self.held]


@dataclass
class FakeDrift:
    reports: dict[str, Any] = field(default_factory=dict)
    asked: list[DriftQuestion] = field(default_factory=list)

    def report(self, question: DriftQuestion) -> Any:
        self.asked.append(question)
        return self.reports[question.by]


def mirror(language: str = "ru", **capabilities: Any) -> Any:
    """A mirror with these capabilities."""
    return SimpleNamespace(
        settings=SimpleNamespace(language=language),
        journal=SimpleNamespace(reconcile=lambda: 0),
        catch_up=lambda progress: progress("caught up"),
        **capabilities,
    )


async def until(true: Callable[[], bool], missing: Callable[[], str]) -> None:
    """Wait for what happens beside the test; fails after ten seconds, naming what is missing."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(missing())


async def shows(pilot: Any, *texts: str) -> str:
    """What is on the screen once all the texts are."""
    await until(
        lambda: all(text in text_on(pilot.app.screen) for text in texts),
        lambda: f"not on the screen: {texts}\n{text_on(pilot.app.screen)}",
    )
    return text_on(pilot.app.screen)


def text_on(screen: Any) -> str:
    """What a person sees, line by line."""
    return "\n".join(
        "".join(segment.text for segment in strip)
        for strip in screen.app.screen._compositor.render_strips()
    )


PATH = Path("/home/me/journal/2026/05/session.md")


@dataclass
class FakeGuide:
    """Answers from a script; every call is recorded."""

    replies: list[str] = field(default_factory=lambda: ["Что из этого важнее?"])
    insights: list[InsightProposed] = field(default_factory=list)
    evidence: tuple[Quote, ...] = ()
    calls: list[tuple[str, ...]] = field(default_factory=list)
    begun: list[tuple[Any, str]] = field(default_factory=list)
    busy: bool = False
    hold: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.hold.set()

    def propose(self, language: str | None) -> list[Proposal]:
        self._called("propose")
        return [
            Proposal("now", "Чего я хочу сейчас", "Запись была неделю назад", "Почему"),
            Proposal("project", "Какой проект я хочу делать", "Три начаты", "Почему"),
        ]

    def begin(self, method: str, language: str | None, said: Any, mode: str) -> Iterator[Any]:
        self._called("begin", method, str(language))
        self.begun.append((said, mode))
        yield Started("s1", method, "embedded", "Это встроенный проводник.", PATH)
        yield Replied("want", Strategy.STEP, "", "Чего вы хотите?", ())

    def say(self, session: str, words: str) -> Iterator[Any]:
        self._called("say", session, words)
        yield StateRead(Reading(0.0, 0.0, 0.0))
        self.hold.wait(5)
        reply = self.replies[min(self._count("say") - 1, len(self.replies) - 1)]
        for piece in reply.partition(" "):
            yield ReplyPiece(piece)
        yield Replied("want", Strategy.SOCRATIC, "спрошено мало", reply, self.evidence)

    def command(self, session: str, line: str) -> Iterator[Any]:
        self._called("command", session, line)
        yield Remark("потому что вопрос открытый")

    def propose_insights(self, session: str) -> Iterator[Any]:
        self._called("insights", session)
        yield from self.insights

    def answer_insight(self, identity: str, answer: str) -> Remark:
        self._called("answer", identity, answer)
        return Remark(f"принято: {answer}")

    def close(self, session: str) -> Iterator[Any]:
        self._called("close", session)
        yield Ended(PATH, self._count("say"))

    def _called(self, *call: str) -> None:
        if self.busy:
            raise StoreBusy(BUSY)
        self.calls.append(call)

    def _count(self, name: str) -> int:
        return sum(call[0] == name for call in self.calls)
