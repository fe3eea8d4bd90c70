"""ChatGPT's export: conversations whose messages are the nodes of a tree, all branches kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.threads import (
    ROLES,
    Heading,
    Message,
    conversation,
    conversations,
    list_of,
    mapping_of,
    text_of,
    time_of,
)
from selfmirror.ingest.probe import Probe
from selfmirror.words.speaker import Speaker

_SPOKEN = frozenset({"text", "multimodal_text", "audio_transcription"})
_WORDS = frozenset({"", "text", "audio_transcription"})
_TOOLS = frozenset(
    {"code", "execution_output", "tether_browsing_display", "tether_quote", "sonic_webpage"}
)
_UNSPOKEN = {
    "thoughts": "thinking",
    "reasoning_recap": "thinking",
    "user_editable_context": "custom instructions",
    "model_editable_context": "custom instructions",
    "system_error": "system",
    "app_pairing_content": "system",
}
# Marks of citations, from the private-use area or in lenticular brackets, are no words of anybody.
_CITATION = re.compile(r"\ue200[^\ue201]*\ue201|【\d+[^】]{0,40}†[^】]{0,80}】")


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    prefix = sketch.prefix_of("mapping")
    if prefix is None or sketch.has(prefix + "mapping.*.message.fragments"):
        return False
    return (
        sketch.has(prefix + "mapping.*.message.author")
        or sketch.has(prefix + "mapping.*.message.content")
        or sketch.has(prefix + "create_time")
        or sketch.has(prefix + "current_node")
    )


def _read(reading: Reading) -> Iterator[Document]:
    return conversations(reading, "mapping", _conversation)


def _conversation(raw: Mapping[str, Any]) -> Document:
    title = text_of(raw.get("title")).strip()
    nodes = mapping_of(raw.get("mapping"))
    warnings = [] if nodes else [f"a conversation without messages: {title[:60]}"]
    links = {key: _parent(node, nodes) for key, node in nodes.items()}
    links.update(_told_from_above(nodes))
    messages = [_message(key, node, links) for key, node in nodes.items() if _holds(node)]
    lost = sum(1 for node in nodes.values() if _lost_parent(node, nodes))
    if lost:
        warnings.append(f"{lost} messages whose parent is not in the file: {title[:60]}")
    key = text_of(raw.get("conversation_id")) or text_of(raw.get("id")) or _first_key(messages)
    return conversation(Heading(key, title), messages, links, warnings)


def _told_from_above(nodes: Mapping[str, Any]) -> dict[str, str]:
    """The parents of nodes that name none themselves but are named as somebody's children."""
    alone = {key for key, node in nodes.items() if "parent" not in mapping_of(node)}
    if not alone:
        return {}
    return {
        child: key
        for key, node in nodes.items()
        for child in list_of(mapping_of(node).get("children"))
        if isinstance(child, str) and child in alone
    }


def _first_key(messages: Sequence[Message]) -> str:
    """A conversation without an id is known by its first message: its root may be called the same everywhere."""
    held = {message.key for message in messages}
    firsts = (message.key for message in messages if message.parent not in held)
    return next(firsts, messages[0].key if messages else "")


def _holds(node: Any) -> bool:
    return not isinstance(node, dict) or node.get("message") is not None


def _parent(node: Any, nodes: Mapping[str, Any]) -> str | None:
    parent = mapping_of(node).get("parent")
    return parent if isinstance(parent, str) and parent in nodes else None


def _lost_parent(node: Any, nodes: Mapping[str, Any]) -> bool:
    parent = mapping_of(node).get("parent")
    return parent is not None and (not isinstance(parent, str) or parent not in nodes)


def _message(key: str, node: Any, links: Mapping[str, str | None]) -> Message:
    message = mapping_of(mapping_of(node).get("message"))
    if not message:
        return Message(key, links[key], (), "unreadable")
    role = text_of(mapping_of(message.get("author")).get("role")).lower()
    given = message.get("content")
    content = {"parts": [given]} if isinstance(given, str) else mapping_of(given)
    kind = text_of(content.get("content_type")) or "text"
    reason = _unspoken(role, kind, message)
    if reason:
        return Message(key, links[key], (), reason)
    speaker, warnings = _speaker(role, kind, text_of(message.get("recipient")))
    text = _text(content, message)
    if speaker is not Speaker.ME and ("\ue200" in text or "【" in text):
        text = _CITATION.sub("", text)
    if not text.strip():
        reason = "files only" if _only_files(content) else "no text"
        return Message(key, links[key], (), reason, warnings)
    piece = Piece(text.strip("\n"), speaker, time_of(message.get("create_time")))
    return Message(key, links[key], (piece,), warnings=warnings)


def _unspoken(role: str, kind: str, message: Mapping[str, Any]) -> str:
    """Why a message is not for anybody to read, or an empty string."""
    metadata = mapping_of(message.get("metadata"))
    if kind in _UNSPOKEN:
        return _UNSPOKEN[kind]
    if metadata.get("is_user_system_message"):
        return "custom instructions"
    if role == "system":
        return "system"
    hidden = metadata.get("is_visually_hidden_from_conversation") is True
    return "hidden" if hidden or message.get("weight") == 0 else ""


def _speaker(role: str, kind: str, recipient: str) -> tuple[Speaker, tuple[str, ...]]:
    speaker = ROLES.get(role)
    if speaker is None:
        return Speaker.OTHER, (f"a message of an unknown role: {role[:40] or 'none'}",)
    if kind in _TOOLS or (speaker is Speaker.ASSISTANT and recipient not in {"", "all"}):
        return Speaker.TOOL, ()
    if kind not in _SPOKEN:
        # A kind never seen before is not taken for the person's own words.
        unsure = Speaker.OTHER if speaker is Speaker.ME else speaker
        return unsure, (f"content of an unknown type: {kind[:40]}",)
    return speaker, ()


def _text(content: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    parts = content.get("parts")
    if (
        isinstance(parts, list)
        and len(parts) == 1
        and isinstance(parts[0], str)
        and parts[0].strip()
    ):
        return parts[0]
    texts = [_part(part) for part in parts] if isinstance(parts, list) else [_part(parts)]
    if not any(text.strip() for text in texts):
        texts = [_heard(part) for part in list_of(parts)]
    found = "\n\n".join(text for text in texts if text.strip())
    if found:
        return found
    finished = mapping_of(message.get("metadata")).get("finished_text")
    for value in (content.get("text"), content.get("result"), finished):
        if text_of(value).strip():
            return text_of(value)
    return ""


def _part(part: Any) -> str:
    """The words of a part; only what was spoken or typed is, and not what a picture or page says."""
    if isinstance(part, str):
        return part
    found = mapping_of(part)
    return text_of(found.get("text")) if text_of(found.get("content_type")) in _WORDS else ""


def _heard(part: Any) -> str:
    """What a recording without a part of its own for it is said to hold."""
    recording = mapping_of(mapping_of(part).get("audio_asset_pointer")) or mapping_of(part)
    return text_of(mapping_of(recording.get("metadata")).get("transcription"))


def _only_files(content: Mapping[str, Any]) -> bool:
    kinds = [mapping_of(part).get("content_type") for part in list_of(content.get("parts"))]
    return any(text_of(kind).endswith("asset_pointer") for kind in kinds)


CHATGPT = Format("chatgpt", _recognises, _read)
