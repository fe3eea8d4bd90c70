"""DeepSeek's chats: the account's export, one chat as the site receives it, one chat as a tree.

The account's export has the shape of ChatGPT's and no roles: who speaks is the type of a fragment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import stream
from selfmirror.ingest.formats.keys import conversation_key, key_of, links_of
from selfmirror.ingest.formats.threads import (
    Heading,
    Message,
    conversation,
    conversations,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.formats.trees import PARENT, unfolded
from selfmirror.ingest.formats.turns import joined, thread, turn
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_ROLES = {"user": Speaker.ME, "assistant": Speaker.ASSISTANT}
_FRAGMENTS = {"request": Speaker.ME, "response": Speaker.ASSISTANT}
_THOUGHT = "think"
_THOUGHTS = ("thought", "thinking_content", "reasoning_content")
_TOOL_MARKS = ("search", "tool", "read", "open", "code")


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    prefix = sketch.prefix_of("mapping")
    exported = prefix is not None and (
        sketch.has(prefix + "inserted_at") or sketch.has(prefix + "mapping.*.message.fragments")
    )
    received = sketch.has("data.biz_data.chat_messages")
    return exported or received or sketch.has("[].thought", "[].children", "[].type")


def _read(reading: Reading) -> Iterator[Document]:
    sketch = reading.probe.sketch
    assert sketch is not None  # noqa: S101 - recognised by it
    if sketch.prefix_of("mapping") is not None:
        yield from conversations(reading, "mapping", _exported)
    elif sketch.has("data.biz_data"):
        for raw in stream(reading.file, "", reading.most_text):
            yield _received(mapping_of(mapping_of(mapping_of(raw).get("data")).get("biz_data")))
    else:
        yield _tree(list(stream(reading.file, "[].", reading.most_text)))


def _exported(raw: Mapping[str, Any]) -> Document:
    title = text_of(raw.get("title")).strip()
    nodes = mapping_of(raw.get("mapping"))
    links, lost = links_of(list(nodes), [mapping_of(node).get("parent") for node in nodes.values()])
    sides = _sides(nodes, links)
    messages = [
        _message(key, links[key], mapping_of(node).get("message"), sides.get(key))
        for key, node in nodes.items()
        if mapping_of(node).get("message") is not None or not isinstance(node, dict)
    ]
    warnings = lost if nodes else [f"a conversation without messages: {title[:60]}"]
    if sides:
        warnings.append("nobody is named in a conversation: its sides are taken in turns")
    key = conversation_key(raw.get("id"), [one.key for one in messages])
    return conversation(Heading(key, title), messages, links, warnings)


def _sides(nodes: Mapping[str, Any], links: Mapping[str, str | None]) -> dict[str, Speaker]:
    """Who speaks in old exports, whose messages have text without fragments: the sides take turns."""
    sides: dict[str, Speaker] = {}
    for key, node in nodes.items():
        message = mapping_of(mapping_of(node).get("message"))
        if "fragments" in message or "content" not in message:
            continue
        depth, seen, above = 0, {key}, links.get(key)
        while above is not None and above not in seen:
            seen.add(above)
            depth += mapping_of(nodes.get(above)).get("message") is not None
            above = links.get(above)
        sides[key] = Speaker.ASSISTANT if depth % 2 else Speaker.ME
    return sides


def _received(raw: Mapping[str, Any]) -> Document:
    session = mapping_of(raw.get("chat_session"))
    heading = Heading(text_of(session.get("id")), text_of(session.get("title")).strip())
    received = list_of(raw.get("chat_messages"))
    return thread(
        heading,
        received,
        ("message_id", "parent_id"),
        lambda key, parent, one: _message(key, parent, one, _role(one.get("role"))),
    )


def _tree(roots: Sequence[Any]) -> Document:
    return thread(
        Heading("", ""),
        list(unfolded(roots, "id")),
        ("id", PARENT),
        lambda key, parent, one: _message(key, parent, one, _role(one.get("type"))),
    )


def _role(value: object) -> Speaker:
    return _ROLES.get(key_of(value).lower(), Speaker.OTHER)


def _message(key: str, parent: str | None, raw: Any, side: Speaker | None) -> Message:
    """One message; `side` says whose it is where its fragments do not."""
    message = mapping_of(raw)
    if not message:
        return Message(key, parent, (), "unreadable")
    texts, thought, odd = _fragments(message, side)
    silent = "thinking" if thought else "files only" if message.get("files") else "no text"
    said = time_of(message.get("inserted_at"))
    return turn(Message(key, parent, (), warnings=odd), said, texts, silent)


def _fragments(
    message: Mapping[str, Any], side: Speaker | None
) -> tuple[list[tuple[Speaker, str]], bool, tuple[str, ...]]:
    """The texts of a message by speaker, whether it thinks, and what was odd."""
    texts: dict[Speaker, list[str]] = {speaker: [] for speaker in Speaker}
    fragments, thought = list_of(message.get("fragments")), False
    if "fragments" not in message:
        thought = any(message.get(name) for name in _THOUGHTS)
        fragments = [{"type": "content", "content": message.get("content")}]
    warnings: list[str] = []
    for fragment in map(mapping_of, fragments):
        kind, text = key_of(fragment.get("type")).lower(), text_of(fragment.get("content"))
        who = _FRAGMENTS.get(kind, side if kind == "content" else None)
        if kind == _THOUGHT:
            thought = True
        elif who is None and kind.startswith(_TOOL_MARKS):
            who = Speaker.TOOL
        elif who is None or who is Speaker.OTHER:
            warnings.append(f"a text of an unknown speaker: {kind[:40] or 'none'}")
        if kind != _THOUGHT:
            texts[who or Speaker.OTHER].append(text)
    return [(who, joined(said)) for who, said in texts.items()], thought, tuple(warnings)


DEEPSEEK = Format("deepseek", _recognises, _read)
