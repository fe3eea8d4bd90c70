"""What a file that has no reader yet looks like, so that its refusal can say so."""

from __future__ import annotations

import re

from selfmirror.ingest.sketch import Sketch

_LOOKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a portable AI memory: assistants' notes, none of your words", ("schema_version", "memories")),
    ("embeddings of a portable AI memory, no words", ("schema_version", "embeddings")),
    ("a JSON schema, no words", ("$schema", "properties")),
    ("account details, no words", ("[].email_address", "[].full_name")),
    ("account details, no words", ("email", "id")),
    ("account details, no words", ("email", "user_id")),
    ("ratings of answers, no words", ("[].rating", "[].conversation_id")),
    ("links to shared conversations, no words", ("[].is_anonymous", "[].conversation_id")),
)
_CHAT_PAGE = re.compile(r"<title>ChatGPT Data Export</title>|\bvar jsonData = \[")
_BASE = re.compile(r"(?m)\A(?:[^\n]*\n){0,200}?views:[ \t]*\n[ \t]*- type: \w+[ \t]*\n[ \t]+name: ")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|svg|plist|en-export)\b", re.IGNORECASE)


def name_json(sketch: Sketch) -> str:
    """What the JSON looks like, or an empty string."""
    return next((name for name, paths in _LOOKS if sketch.has(*paths)), "")


def name_text(text: str) -> str:
    """What a text looks like that is no note of one person, or an empty string."""
    if _CHAT_PAGE.search(text):
        return "a page that shows what conversations.json holds, no words"
    if _BASE.search(text):
        return "an Obsidian base: a view of notes, no words"
    return "HTML or XML" if _MARKUP.match(text) else ""
