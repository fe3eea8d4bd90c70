"""Turns of a chat that an export lists one after the other, read alike in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.keys import conversation_key, links_of, message_keys
from selfmirror.ingest.formats.threads import Heading, Message, conversation, mapping_of, text_of
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import When

Read = Callable[[str, str | None, Mapping[str, Any]], Message]
"""Makes a message of its key, its parent's and all that the file says of it."""


def thread(
    heading: Heading, received: Sequence[Any], ids: tuple[str, str], read: Read, prompt: object = ""
) -> Document:
    """One conversation of listed messages.

    Args:
        heading: what it says of itself; an empty key stands for a conversation without an id.
        received: its messages as they stand in the file.
        ids: the names of the fields with a message's own id and with its parent's.
        read: makes one message.
        prompt: instructions given for the whole conversation, counted and left out.
    """
    given = [mapping_of(one) for one in received]
    keys = message_keys((one.get(ids[0]), one) for one in given)
    links, warnings = links_of(keys, [one.get(ids[1]) for one in given])
    messages = [
        read(key, links[key], one) if one else Message(key, links[key], (), "unreadable")
        for key, one in zip(keys, given, strict=True)
    ]
    named = Heading(conversation_key(heading.key, given), heading.title, heading.project)
    if not received:
        warnings.append(f"a conversation without messages: {heading.title[:60]}")
    return conversation(named, [*instructions(prompt), *messages], links, warnings)


def instructions(prompt: object) -> list[Message]:
    """Instructions for a whole conversation as a message that nobody said; none when it has none."""
    return [Message("prompt", None, (), "custom instructions")] if text_of(prompt).strip() else []


def turn(
    message: Message, said: When, texts: Iterable[tuple[Speaker, str]], silent: str
) -> Message:
    """The message with what each speaker says in it, or left out because of `silent`."""
    pieces = tuple(Piece(text.strip("\n"), who, said) for who, text in texts if text.strip())
    left_out = "" if pieces else silent
    return Message(message.key, message.parent, pieces, left_out, message.warnings)


def speaker_of(role: str, roles: Mapping[str, Speaker]) -> tuple[Speaker, tuple[str, ...]]:
    """Who speaks in a role, with a warning when the role is not known."""
    speaker = roles.get(role)
    if speaker is not None:
        return speaker, ()
    return Speaker.OTHER, (f"a message of an unknown role: {role[:40] or 'none'}",)


def joined(texts: Iterable[object]) -> str:
    """The texts among these that are not empty, as paragraphs."""
    return "\n\n".join(text for one in texts if (text := text_of(one)).strip())
