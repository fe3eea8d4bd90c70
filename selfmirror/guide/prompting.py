"""Prompts: kept as files, filled with settings; quotes under the ids that models call them by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from selfmirror.words.language import Language

if TYPE_CHECKING:
    from selfmirror.words.quote import Quote

_FOLDER = Path(__file__).parent / "prompts"
_NAMES = {Language.RU: "Russian", Language.EN: "English", Language.UNKNOWN: "the person's language"}


def prompt(name: str, **values: str) -> str:
    """The text of a prompt file with each `{{name}}` replaced by its value."""
    text = (_FOLDER / f"{name}.md").read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{{{key}}}}}", value)
    return text


def numbered(quotes: tuple[Quote, ...]) -> list[dict[str, str]]:
    """Quotes as `e1`, `e2`, … with when they were said and where."""
    return [
        {
            "id": f"e{number}",
            "said_at": quote.said.iso() or "unknown",
            "source": quote.source,
            "quote": quote.text,
        }
        for number, quote in enumerate(quotes, start=1)
    ]


def language_name(language: Language) -> str:
    """The language's English name, as prompts call it."""
    return _NAMES[language]
