"""Which method is worth doing now, from what was done before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.guide.method import Both
from selfmirror.words.spoken import days_ago

if TYPE_CHECKING:
    from datetime import datetime

    from selfmirror.guide.method import Method
    from selfmirror.store.sessions import SessionRow
    from selfmirror.words.language import Language


@dataclass(frozen=True, slots=True)
class Proposal:
    """A method worth doing now, and why."""

    method: str
    title: str
    reason: str
    said: str
    """Title and reason as one sentence."""


_SAID = Both("Почему «{title}»: {reason}", "Why “{title}”: {reason}")
_NEVER = Both("этого ещё не было. {good}", "not done yet. {good}")
_AGO = Both("последний раз {ago}. {good}", "last done {ago}. {good}")
_FIRST = Both("с этого начинают. {good}", "the one to begin with. {good}")


def propose_methods(
    methods: Sequence[Method], past: Sequence[SessionRow], now: datetime, language: Language
) -> list[Proposal]:
    """The methods, never done before those long ago before those just done; in their own order else."""
    last = {row.method: row.started_at for row in reversed(past)}
    ordered = sorted(methods, key=lambda m: last[m.id].timestamp() if m.id in last else 0.0)
    reasons = [_reason(method, last, now, language) for method in ordered]
    if ordered and not last:
        reasons[0] = _FIRST.in_(language).format(good=ordered[0].good_when.in_(language))
    return [_proposal(*pair, language) for pair in zip(ordered, reasons, strict=True)]


def _proposal(method: Method, reason: str, language: Language) -> Proposal:
    title = method.title.in_(language)
    said = _SAID.in_(language).format(title=title, reason=reason)
    return Proposal(method.id, title, reason, said)


def _reason(method: Method, last: dict[str, datetime], now: datetime, language: Language) -> str:
    good = method.good_when.in_(language)
    if method.id not in last:
        return _NEVER.in_(language).format(good=good)
    return _AGO.in_(language).format(
        ago=days_ago((now.date() - last[method.id].date()).days, language), good=good
    )
