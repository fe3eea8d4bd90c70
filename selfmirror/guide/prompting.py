"""Prompts: kept as files, filled with settings, and with data that cannot pass for instructions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.models.masking import mask_secrets
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


def fenced(document: dict[str, Any]) -> str:
    """Data as JSON between marks that it cannot contain, so that it cannot end its own fence.

    Secrets are masked here already: in JSON the ends of lines and quotations are harder to see.
    """
    drawn = json.dumps(_masked(document), ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return f"<data>\n{drawn}\n</data>"


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask_secrets(value)
        case dict():
            return {key: _masked(part) for key, part in value.items()}
        case list() | tuple():
            return [_masked(part) for part in value]
        case _:
            return value


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
