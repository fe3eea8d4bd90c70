"""Beliefs and quotes as lines on the screen, safe to show and never read as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from selfmirror.memory.belief import Belief
from selfmirror.words.language import Language, detect_language
from selfmirror.words.printable import one_line, printable
from selfmirror.words.quote import Quote


def quoted(text: str) -> str:
    """The text in the quotation marks of its language."""
    marks = "«»" if detect_language(text) is Language.RU else "“”"
    return f"{marks[0]}{printable(text).strip()}{marks[1]}"


def day_of(quote: Quote) -> str:
    """The day of a quote as exactly as it is known; `—` where it is not."""
    return quote.said.shown_day("—")


def quote_lines(quotes: Sequence[Quote], at_most: int = 5) -> Content:
    """Dated quotes, one a line, with where each was said."""
    lines = [
        Content.assemble(
            (f"  {day_of(quote)}  ", "bold"),
            quoted(quote.text),
            (f"  {one_line(quote.named, 40)}", "dim"),
        )
        for quote in quotes[:at_most]
    ]
    if len(quotes) > at_most:
        lines.append(Content.styled(f"  … +{len(quotes) - at_most}", "dim"))
    return Content("\n").join(lines)


def belief_line(belief: Belief, words: Mapping[str, str]) -> Content:
    """One belief in one line: since when, what kind, the statement, how it stands."""
    since = belief.valid_from.iso() or "—"
    until = f"{belief.valid_to.iso() or '—'}"[:10] if belief.valid_to else ""
    span = f"{since[:10]}{' – ' + until if until else ''}"
    marks = {"confirmed": "✓", "rejected": "✗", "candidate": "·"}
    return Content.assemble(
        f"{marks[belief.status.value]} ",
        (f"{span:<10} ", "dim"),
        (f"{belief.kind.value:<10} ", "bold"),
        one_line(belief.statement, 200),
    )
