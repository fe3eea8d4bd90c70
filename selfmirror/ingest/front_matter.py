"""The front matter of a note: what it says of its date, its author and its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selfmirror.ingest.document import Clues

_DATES = (
    "date",
    "дата",
    "day",
    "datetime",
    "created",
    "created_at",
    "created-at",
    "createdat",
    "creation_date",
    "creation-date",
    "date created",
    "date_created",
    "created_date",
    "created time",
    "createdtime",
    "creation date",
    "creationdate",
    "datecreated",
    "created on",
    "created-on",
    "дата создания",
    "создано",
    "создана",
    "timestamp",
)
_AUTHORS = ("author", "authors", "автор", "by")
_ORIGINS = ("source", "url", "source_url", "original_url", "источник", "clipped")
_KINDS = ("type", "category", "categories", "kind", "tags", "тип")
_CLIPPING = re.compile(r"\W*(?:web ?)?(?:clip(?:ping)?s?|clipped|вырезк[аи])\W*", re.IGNORECASE)
_OWN_CHAT = re.compile(
    r"https?://(?:www\.)?(?:chatgpt\.com|chat\.openai\.com|claude\.ai|gemini\.google\.com|chat\.deepseek\.com|grok\.com"
    r"|perplexity\.ai)/(?!share/)"
)
_LARGEST = 65536


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys in lower case with their values as text or lists of text, and the body below."""

    keys: Mapping[str, Any]
    body: str
    warning: str = ""


def split(text: str) -> FrontMatter:
    """Part a note into its front matter and its body; what cannot be read is body, with a warning."""
    import frontmatter
    import yaml

    if not text.startswith("---"):
        return FrontMatter({}, text)
    end = re.search(r"(?m)^---[ \t]*$", text[3 : _LARGEST + 3])
    if end is None:
        return FrontMatter({}, text)
    try:
        keys, body = frontmatter.parse(text, handler=_text_handler())
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError):
        return FrontMatter(
            {}, text[3 + end.end() :].lstrip("\n"), "the front matter cannot be read"
        )
    return FrontMatter({str(key).strip().lower(): value for key, value in keys.items()}, body)


def _text_handler() -> Any:
    """A handler that leaves every value text: dates are ours to judge, 31 February too."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    class TextHandler(YAMLHandler):
        def load(self, fm: str, **_: object) -> Any:
            return yaml.load(fm, Loader=yaml.BaseLoader)

    return TextHandler()


def clues_of(keys: Mapping[str, Any]) -> Clues:
    """What the front matter tells the later stages."""
    origins = [text for name in _ORIGINS for text in _texts(keys.get(name))]
    kinds = [text for name in _KINDS for text in _texts(keys.get(name))]
    return Clues(
        dates=tuple(text for name in _DATES for text in _texts(keys.get(name))[:1]),
        authors=tuple(_plain(text) for name in _AUTHORS for text in _texts(keys.get(name))),
        clipping=any(is_elsewhere(text) for text in origins)
        or any(_CLIPPING.fullmatch(text) for text in kinds),
    )


def is_elsewhere(address: str) -> bool:
    """Whether an address is that of somebody else's page: the person's own chat with an AI has one too."""
    return "://" in address and not _OWN_CHAT.match(address.strip())


def title_of(keys: Mapping[str, Any]) -> str:
    """The title that the front matter gives, or an empty string."""
    return next((_plain(text) for text in _texts(keys.get("title"))), "")


def is_own_file(front: FrontMatter) -> bool:
    """Whether this is an entry or a transcript that selfmirror itself wrote."""
    return (
        front.keys.get("kind") in {"entry", "session"} and {"id", "recorded"} <= front.keys.keys()
    )


def _texts(value: object) -> list[str]:
    return [text for text in _flat(value, 0) if text.strip()]


def _flat(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 3:
        for one in value[:50]:
            yield from _flat(one, depth + 1)


def _plain(text: str) -> str:
    """The text without the brackets of a wiki link."""
    return re.sub(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]", lambda m: m[2] or m[1], text).strip()
