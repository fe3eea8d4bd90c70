"""The messages of a chat whose program is not known, read by the names that their fields may have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.turns import Read, joined, thread, turn
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When

WHO = ("role", "sender", "author", "from", "speaker")
TEXTS = ("content", "text", "message", "say", "value")
TIMES = (
    "timestamp",
    "created_at",
    "createdAt",
    "create_time",
    "created",
    "sent_at",
    "datetime",
    "date",
    "time",
    "ts",
)
_IDS = ("id", "message_id", "messageId", "uuid")
_PARENTS = ("parent_id", "parentId", "parent", "parent_message_id", "parentMessageId")
_MINE = frozenset({"user", "human", "me", "prompt", "request", "пользователь", "я"})
_UNSPOKEN = frozenset({"system", "developer"})
_TOOLS = frozenset({"tool", "function"})
_ASSISTANT = re.compile(
    r"(?:assistant|ai|bot|model|response|chat ?gpt|gpt|claude|gemini|bard|deepseek|grok|copilot|llama"
    r"|mistral|qwen|perplexity|ассистент)(?:[- _.:]?[\d.]+[\w.:-]*|[- _](?:ai|bot|chat|assistant|sonnet|opus|haiku|pro|flash|r1))*"
)


def chat_of(heading: Heading, messages: Sequence[Any]) -> Document:
    """The conversation, or one with everything left out when it is none."""
    given = [mapping_of(one) for one in messages]
    known = {speaker for one in given if (speaker := _speaker(who_says(one)))}
    timed = any(_time(one).known for one in given)
    read: Read = _nothing
    if Speaker.ME in known and (Speaker.ASSISTANT in known or timed):
        read = _message
    elif Speaker.ME not in known and timed and _people_talk(given):
        read = _of_people
    received = [_with_ids(one) for one in given]
    return thread(heading, received, ("id", "parent"), read)


def who_says(message: Mapping[str, Any]) -> str:
    """The name or role that a message stands under, as it is written."""
    for field in WHO:
        value = message.get(field)
        named = mapping_of(value)
        found = text_of(value) or text_of(named.get("role")) or text_of(named.get("name"))
        if found.strip():
            return found.strip()
    return ""


def first_of(value: Mapping[str, Any], fields: Sequence[str], read: Callable[[Any], str]) -> str:
    """The first of these fields that says something."""
    return next((found for field in fields if (found := read(value.get(field)))), "")


def _speaker(who: str) -> Speaker | None:
    role = who.casefold()
    if role in _MINE:
        return Speaker.ME
    if role in _TOOLS:
        return Speaker.TOOL
    return Speaker.ASSISTANT if _ASSISTANT.fullmatch(role[:60]) else None


def _people_talk(messages: Sequence[Mapping[str, Any]]) -> bool:
    """Whether several people speak and at least one more than once."""
    names = Counter(filter(None, map(who_says, messages)))
    return len(names) > 1 and names.most_common(1)[0][1] > 1


def _with_ids(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message with its id and its parent's under one name; without any if it has no fields."""
    if not message:
        return {}
    own = next((message[field] for field in _IDS if message.get(field)), None)
    parent = next((message[field] for field in _PARENTS if message.get(field)), None)
    return {**message, "id": own, "parent": parent}


def _message(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    who = who_says(message)
    if who.casefold() in _UNSPOKEN:
        return Message(key, parent, (), "system")
    speaker = _speaker(who)
    warnings = () if speaker else (f"a message of an unknown role: {who[:40] or 'none'}",)
    texts = [(speaker or Speaker.OTHER, _text(message))]
    return turn(Message(key, parent, (), warnings=warnings), _time(message), texts, "no text")


def _of_people(key: str, parent: str | None, message: Mapping[str, Any]) -> Message:
    read = turn(
        Message(key, parent, ()), _time(message), [(Speaker.OTHER, _text(message))], "no text"
    )
    who = who_says(message)
    return replace(read, pieces=tuple(replace(piece, author=who) for piece in read.pieces))


def _nothing(key: str, parent: str | None, _: Mapping[str, Any]) -> Message:
    return Message(key, parent, (), "no conversation")


def _text(message: Mapping[str, Any]) -> str:
    return first_of(message, TEXTS, _words)


def _words(value: Any) -> str:
    """A text, a list of texts or parts, or an object with either."""
    if isinstance(value, dict):
        value = value.get("parts") or value.get("text")
    parts = value if isinstance(value, list) else [value]
    return joined(part if isinstance(part, str) else mapping_of(part).get("text") for part in parts)


def _time(message: Mapping[str, Any]) -> When:
    times = (time_of(message[field]) for field in TIMES if field in message)
    return next((when for when in times if when.known), UNKNOWN_TIME)
