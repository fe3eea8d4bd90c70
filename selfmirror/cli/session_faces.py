"""A session's conversation, and its faces for a pipe: plain lines, and JSON Lines."""

from __future__ import annotations

import io
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, assert_never

from selfmirror.cli.output import write_json, write_line
from selfmirror.guide.events import (
    Ended,
    Event,
    InsightProposed,
    NudgeSpoken,
    Remark,
    Replied,
    ReplyPiece,
    Started,
    StateRead,
)
from selfmirror.guide.notices import kind_name
from selfmirror.guide.quoting import without_quotes
from selfmirror.guide.verdicts import understood
from selfmirror.words.language import Language, detect_language

if TYPE_CHECKING:
    from selfmirror.guide.guide import Guide


class Left(Exception):
    """The person left before the end: the session stays open, to be gone on with."""


class Face(Protocol):
    """Shows what happens and reads what the person says; None is the end of their input.

    Raises:
        Left: the person went away and may come back.
    """

    def show(self, event: Event) -> None: ...

    def turn(self) -> str | None: ...

    def verdicts(self, insights: list[InsightProposed]) -> Iterable[tuple[str, str]]:
        """Show insights and yield the answers that come, each with its insight's id."""
        ...


def converse(guide: Guide, events: Iterable[Event], face: Face) -> None:
    """Carry a session from its first events to its end."""
    session = ""
    for event in events:
        session = event.session if isinstance(event, Started) else session
        face.show(event)
    while (line := face.turn()) is not None:
        words = line.strip()
        if words.split(" ")[0].lower() == "/end":
            break
        happens = (
            guide.command(session, words) if words.startswith("/") else guide.say(session, words)
        )
        for event in happens:
            face.show(event)
    else:
        face = _Spent(face)
    _conclude(guide, session, face)


def _conclude(guide: Guide, session: str, face: Face) -> None:
    insights: list[InsightProposed] = []
    for event in guide.propose_insights(session):
        if isinstance(event, InsightProposed):
            insights.append(event)
        else:
            face.show(event)
    for identity, answer in face.verdicts(insights):
        face.show(guide.answer_insight(identity, answer))
    for event in guide.close(session):
        face.show(event)


class _Spent:
    """A face whose input has ended: insights are shown and stay candidates."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def show(self, event: Event) -> None:
        self._face.show(event)

    def turn(self) -> str | None:
        return None

    def verdicts(self, insights: list[InsightProposed]) -> Iterable[tuple[str, str]]:
        for insight in insights:
            self.show(insight)
        return ()


class Hearing:
    """Knows the language that the session speaks at the moment, None before it began."""

    language: Language | None = None

    def heed(self, event: Event) -> None:
        """Follow the language of what the guide says around the person's words."""
        if isinstance(event, Started | Replied):
            heard = detect_language(without_quotes(event.text))
            if self.language is None or heard is not Language.UNKNOWN:
                self.language = heard

    @property
    def spoken(self) -> Language:
        return self.language or Language.UNKNOWN


class _Lines(Hearing, ABC):
    """Reads turns and answers line by line from stdin."""

    def __init__(self) -> None:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")

    @abstractmethod
    def show(self, event: Event) -> None: ...

    def turn(self) -> str | None:
        return sys.stdin.readline() or None

    def verdicts(self, insights: list[InsightProposed]) -> Iterable[tuple[str, str]]:
        asked = insights
        while asked:
            # All are shown before any answer is read, so that a program may wait for them all.
            for insight in asked:
                self.show(insight)
            unclear = list[InsightProposed]()
            for insight in asked:
                line = sys.stdin.readline()
                if not line:
                    return
                if answer := line.strip():
                    yield insight.id, answer
                if answer and not understood(answer):
                    unclear.append(insight)
            asked = unclear


class PipeFace(_Lines):
    """Plain lines."""

    def show(self, event: Event) -> None:
        self.heed(event)
        match event:
            case StateRead() | ReplyPiece():
                return
            case Ended(path, _):
                write_line(str(path))
            case InsightProposed():
                write_line(insight_text(event, self.spoken))
            case Started() | Replied() | NudgeSpoken() | Remark():
                write_line(event.text)
            case never:
                assert_never(never)


class JsonFace(_Lines):
    """One JSON object a line."""

    def show(self, event: Event) -> None:
        self.heed(event)
        document = as_document(event)
        if document:
            write_json(document)


def insight_text(insight: InsightProposed, language: Language) -> str:
    """An insight with what it changes, named in the language of the session."""
    named = kind_name(insight.kind, language)
    return f"[{named}] {insight.text}" + (f"\n  {insight.change}" if insight.change else "")


def as_document(event: Event) -> dict[str, Any]:
    """The event as the contract's JSON; empty for pieces of a reply that comes whole."""
    match event:
        case Started(session, method, engine, text, path):
            return {
                "event": "start",
                "session": session,
                "method": method,
                "engine": engine,
                "text": text,
                "path": str(path),
            }
        case StateRead(reading):
            return {"event": "state", **reading.as_json()}
        case ReplyPiece():
            return {}
        case Replied(step, strategy, reason, text, evidence):
            quotes = [quote.as_json() for quote in evidence]
            return {
                "event": "reply",
                "step": step,
                "strategy": strategy.value,
                "reason": reason,
                "text": text,
                "evidence": quotes,
            }
        case NudgeSpoken(identity, kind, text, evidence):
            quotes = [quote.as_json() for quote in evidence]
            return {
                "event": "nudge",
                "id": identity,
                "kind": kind,
                "text": text,
                "evidence": quotes,
            }
        case InsightProposed(identity, kind, text, change, evidence):
            quotes = [quote.as_json() for quote in evidence]
            return {
                "event": "insight",
                "id": identity,
                "kind": kind,
                "text": text,
                "change": change,
                "evidence": quotes,
            }
        case Remark(text):
            return {"event": "remark", "text": text}
        case Ended(path, turns):
            return {"event": "end", "path": str(path), "turns": turns}
        case never:
            assert_never(never)
