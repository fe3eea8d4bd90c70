"""A belief as people and programs read it."""

from __future__ import annotations

from typing import Any

from selfmirror.memory.belief import Belief, Status
from selfmirror.words.language import Language, detect_language
from selfmirror.words.printable import one_line
from selfmirror.words.quote import Quote


def as_json(belief: Belief) -> dict[str, Any]:
    """The contract's form of a belief."""
    return {
        "id": belief.id,
        "kind": belief.kind.value,
        "slot": belief.slot,
        "statement": belief.statement,
        "polarity": belief.polarity,
        "valid_from": belief.valid_from.iso(),
        "valid_to": belief.valid_to.iso() if belief.valid_to else None,
        "confidence": belief.confidence,
        "status": belief.status.value,
        "supersedes": belief.supersedes,
        "closed_by": belief.closed_by,
        "stressed": belief.stressed,
        "recorded_at": belief.recorded_at.isoformat(),
        "evidence": [quote.as_json() for quote in belief.evidence],
    }


def as_lines(belief: Belief, quotes: int) -> list[str]:
    """A belief as text: the statement, what and when it is, and its newest quotes with their sources."""
    shown = belief.evidence[-quotes:] if quotes else ()
    lines = [
        one_line(belief.statement),
        f"  {_facts(belief)}",
        *(f"  {quoted(quote)}" for quote in shown),
    ]
    if len(belief.evidence) > len(shown):
        lines.append(
            f"  and {len(belief.evidence) - len(shown)} more: selfmirror memory show {belief.id[:8]}"
        )
    return lines


def _facts(belief: Belief) -> str:
    began = _day(belief.valid_from.iso())
    held = f"{began} to {_day(belief.valid_to.iso())}" if belief.valid_to else f"since {began}"
    parts = [belief.kind.value, held, _surety(belief), belief.slot, belief.id[:8]]
    if belief.polarity < 0:
        parts[0] += " (against)" if belief.kind.value not in {"dropped", "aversion"} else ""
    if belief.closed_by:
        parts.append(f"closed by {belief.closed_by[:8]}")
    if belief.stressed:
        parts.append("first said under stress")
    return " · ".join(parts)


def _day(iso: str | None) -> str:
    return iso[:10] if iso else "a time unknown"


def _surety(belief: Belief) -> str:
    if belief.status is not Status.CANDIDATE:
        return belief.status.value
    return f"{round(belief.confidence * 100)} % sure"


def quoted(quote: Quote) -> str:
    """`2024-03-01 «…» (source)`, with the quotation marks of its language; a name that repeats it is left out."""
    opening, closing = ("«", "»") if detect_language(quote.text) is Language.RU else ("“", "”")
    named = f" ({one_line(quote.named)})" if quote.named else ""
    day = quote.said.shown_day("a time unknown")
    return f"{day} {opening}{one_line(quote.text, 300)}{closing}{named}"
