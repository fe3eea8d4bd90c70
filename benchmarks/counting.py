"""How many messages an AI chat export holds, and whose: read plainly, sharing nothing with the importer.

`counted` gives a file's messages and, of those that hold words, how many are the person's and how many
the assistant's; None for what is no whole JSON, no AI chat or too large to be read at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Counted(NamedTuple):
    """All messages, and those in which the person or the assistant says something."""

    messages: int
    me: int
    assistant: int


_Side = str | None
_LARGEST = 200 << 20
_TOLD = frozenset({"text", "multimodal_text", "audio_transcription"})
_UNTOLD = frozenset(
    {
        "code",
        "execution_output",
        "tether_browsing_display",
        "tether_quote",
        "sonic_webpage",
        "thoughts",
        "reasoning_recap",
        "user_editable_context",
        "model_editable_context",
        "system_error",
        "app_pairing_content",
    }
)


def counted(path: Path, format_name: str) -> Counted | None:
    """Count one file that was read in a format.

    Args:
        path: the file itself; what lies in a zip is not counted.
        format_name: as the receipt names it.
    """
    sides = SIDES.get(format_name)
    document = _document(path) if sides else None
    if sides is None or document is None:
        return None
    found = list(sides(document))
    return Counted(len(found), found.count("me"), found.count("assistant"))


def _document(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError):
        return None
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        return None


def _listed(document: Any, field: str = "conversations") -> list[Any]:
    talks = document if isinstance(document, list) else document.get(field, [document])
    return [talk for talk in talks if isinstance(talk, dict)]


def _side(role: object, *, says: object) -> _Side:
    sides = {"user": "me", "human": "me", "assistant": "assistant", "model": "assistant"}
    return sides.get(str(role).lower()) if says else None


def _chatgpt(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        for node in (talk.get("mapping") or {}).values():
            if message := node.get("message"):
                yield _chatgpt_side(message)


def _chatgpt_side(message: dict[str, Any]) -> _Side:
    content, about = message.get("content") or {}, message.get("metadata") or {}
    content = {"parts": [content]} if isinstance(content, str) else content
    kind = content.get("content_type", "text")
    role = (message.get("author") or {}).get("role")
    told = kind in _TOLD or (role == "assistant" and kind not in _UNTOLD)
    aside = role == "assistant" and message.get("recipient") not in {None, "", "all"}
    hidden = about.get("is_visually_hidden_from_conversation") or message.get("weight") == 0
    if not told or aside or hidden or about.get("is_user_system_message"):
        return None
    parts = [*(content.get("parts") or []), content.get("text")]
    return _side(
        role,
        says=_any(part if isinstance(part, str) else (part or {}).get("text") for part in parts),
    )


def _any(texts: Iterable[object]) -> bool:
    return any(isinstance(text, str) and text.strip() for text in texts)


def _claude(document: Any) -> Iterator[_Side]:
    for talk in _listed(document, "chat_snapshots"):
        for message in talk.get("chat_messages") or []:
            blocks = message.get("content") or [{"type": "text", "text": message.get("text")}]
            told = [block for block in blocks if block.get("type") in {"text", "voice_note"}]
            texts = (block.get("text") or block.get("transcript") for block in told)
            yield _side(message.get("sender"), says=_any(texts))


def _deepseek(document: Any) -> Iterator[_Side]:
    if isinstance(document, dict) and "data" in document:
        for message in document["data"]["biz_data"]["chat_messages"]:
            yield _fragments(message)
        return
    for talk in _listed(document):
        if "mapping" in talk:
            nodes = (talk["mapping"] or {}).values()
            yield from (_fragments(node["message"]) for node in nodes if node.get("message"))
        else:
            yield from _tree(talk)


def _fragments(message: dict[str, Any]) -> _Side:
    kinds = {part["type"] for part in message.get("fragments") or [] if part.get("content")}
    return "me" if "REQUEST" in kinds else "assistant" if "RESPONSE" in kinds else None


def _tree(message: dict[str, Any]) -> Iterator[_Side]:
    waiting = [message]
    while waiting:
        node = waiting.pop()
        waiting += node.get("children") or []
        yield _side(node.get("type"), says=node.get("content"))


def _grok(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        for wrapped in talk.get("responses") or []:
            response = wrapped.get("response") or {}
            human = str(response.get("sender")).lower() == "human"
            yield ("me" if human else "assistant") if response.get("message") else None


def _ai_studio(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        if _parts_say(talk.get("systemInstruction") or {}):
            yield None
        prompt = talk["chunkedPrompt"]
        yield from (None for draft in prompt.get("pendingInputs") or [] if _parts_say(draft))
        for chunk in prompt.get("chunks") or []:
            yield _side(chunk.get("role"), says=not chunk.get("isThought") and _parts_say(chunk))


def _parts_say(holder: dict[str, Any]) -> bool:
    parts = holder.get("parts")
    if not parts:
        return bool(holder.get("text"))
    return any(part.get("text") for part in parts if not part.get("thought"))


def _open_webui(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        chat = talk["chat"]
        if chat.get("system") or (chat.get("params") or {}).get("system"):
            yield None
        messages = list(((chat.get("history") or {}).get("messages") or {}).values())
        for message in messages or chat.get("messages") or []:
            yield _side(message.get("role"), says=message.get("content"))


def _librechat(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        if (talk.get("options") or {}).get("promptPrefix"):
            yield None
        waiting = list(talk.get("messagesTree") or talk.get("messages") or [])
        while waiting:
            message = waiting.pop()
            waiting += message.get("children") or []
            says = message.get("text") and not message.get("error")
            yield _side("user" if message.get("isCreatedByUser") else "assistant", says=says)


def _portable(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        if talk.get("system_instruction"):
            yield None
        for message in talk["messages"]:
            content = message.get("content") or {}
            says = content.get("text") or any(
                part.get("text") for part in content.get("parts") or []
            )
            yield _side(message["role"], says=says and not message.get("is_thought"))


def _claude_code(document: Any) -> Iterator[_Side]:
    records = document["loglines"] if isinstance(document, dict) else document
    for record in records:
        content = (record.get("message") or {}).get("content")
        blocks = [{"text": content}] if isinstance(content, str) else content or []
        says = _any(block.get("text") for block in blocks)
        told = not record.get("isMeta") and not record.get("isCompactSummary")
        yield _side(record.get("type"), says=says and told)


def _unnamed(document: Any) -> Iterator[_Side]:
    for talk in _listed(document):
        holders = ("messages", "conversation", "turns", "history", "chat", "dialogue")
        messages = next(
            (talk[name] for name in holders if isinstance(talk.get(name), list)), [talk]
        )
        for message in messages:
            names = (message.get(name) for name in ("role", "sender", "author", "from", "speaker"))
            says = message.get("content") or message.get("text") or message.get("message")
            yield _side(next(filter(None, names), None), says=says)


SIDES: dict[str, Callable[[Any], Iterator[_Side]]] = {
    "chatgpt": _chatgpt,
    "claude": _claude,
    "deepseek": _deepseek,
    "grok": _grok,
    "gemini-ai-studio": _ai_studio,
    "open-webui": _open_webui,
    "librechat": _librechat,
    "portable-ai-memory": _portable,
    "claude-code": _claude_code,
    "chat-json": _unnamed,
}
"""How each format's messages are told apart: a side for those with words of one, None for the rest."""
