"""What a file that has no reader yet looks like, so that its refusal can say so."""

from __future__ import annotations

import re

from selfmirror.ingest.sketch import Sketch

_LOOKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a Gemini AI Studio chat", ("[].chunkedPrompt",)),
    ("a Gemini AI Studio chat", ("chunkedPrompt",)),
    ("a Google activity log", ("[].header", "[].time")),
    ("a Grok export", ("conversations[].responses",)),
    ("a Claude Code session", ("loglines",)),
    ("a Claude Code session", ("sessionId", "message")),
    ("a Telegram export", ("messages[].date_unixtime",)),
    ("a Telegram export", ("messages[].from_id",)),
    ("a Telegram export", ("chats.list",)),
    ("a Day One journal", ("entries[].creationDate",)),
    ("a portable AI memory file", ("schema_version", "memories")),
    ("a portable AI memory file", ("schema_version", "messages")),
    ("a portable AI memory file", ("schema_version", "embeddings")),
    ("a JSON schema", ("$schema", "properties")),
    ("a Google Keep note", ("isTrashed", "userEditedTimestampUsec")),
    ("account details, no words", ("[].email_address", "[].full_name")),
    ("account details, no words", ("email", "id")),
    ("ratings of answers, no words", ("[].rating", "[].conversation_id")),
    ("links to shared conversations, no words", ("[].is_anonymous", "[].conversation_id")),
)
# A message of WhatsApp: a date, a time, a dash or a bracket, a name and a colon.
_WHATSAPP = re.compile(
    r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?"
    r"(?:\]|\s+-)\s[^:\n]{1,60}: "
)
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|svg|plist|en-export)\b", re.IGNORECASE)


def name_json(sketch: Sketch) -> str:
    """What the JSON looks like, or an empty string."""
    return next((name for name, paths in _LOOKS if sketch.has(*paths)), "")


def name_text(text: str) -> str:
    """What a text looks like that is no note of one person, or an empty string."""
    if _MARKUP.match(text):
        return "HTML or XML"
    lines = [line for line in text[:8000].splitlines()[:60] if line.strip()]
    chat = sum(bool(_WHATSAPP.match(line)) for line in lines)
    return "a WhatsApp chat" if chat >= 3 and chat * 2 > len(lines) else ""
