"""The content blocks that Claude's messages are made of, in its app and in Claude Code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from selfmirror.ingest.formats.threads import mapping_of, text_of
from selfmirror.ingest.formats.turns import joined

_SILENT = frozenset({"thinking", "redacted_thinking", "token_budget", "flag", "image", "document"})


def blocks_of(content: Any) -> list[Mapping[str, Any]]:
    """A message's content as blocks, also where it is one block or a bare text."""
    blocks = content if isinstance(content, list) else [content] if content else []
    return [
        {"type": "text", "text": block} if isinstance(block, str) else mapping_of(block)
        for block in blocks
    ]


def spoken_and_tools(blocks: Sequence[Mapping[str, Any]]) -> tuple[str, str, tuple[str, ...]]:
    """What was said, what tools were asked and answered, and what was odd."""
    spoken: list[str] = []
    tools: list[str] = []
    odd: list[str] = []
    for block in blocks:
        match text_of(block.get("type")):
            case "text":
                spoken.append(text_of(block.get("text")))
            case "voice_note":
                spoken.append(text_of(block.get("transcript")) or text_of(block.get("text")))
            case "tool_use" | "server_tool_use":
                tools.append(call_text(block.get("name"), block.get("input")))
            case "tool_result":
                tools.append(_result_text(block))
            case kind if kind in _SILENT:
                pass
            case kind:
                odd.append(f"a content block of an unknown type: {kind[:40] or 'none'}")
    return joined(spoken), joined(tools), tuple(odd)


def call_text(name: Any, given: Any) -> str:
    """What a tool was asked, in one line: its name and what it was given."""
    shown = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str)
    return f"{text_of(name) or 'tool'}: {shown}"


def _result_text(block: Mapping[str, Any]) -> str:
    parts = blocks_of(block.get("content"))
    texts = [text_of(part.get("text")) or text_of(part.get("title")) for part in parts]
    return joined(texts) or text_of(block.get("message"))
