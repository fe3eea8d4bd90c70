"""Writes a large ChatGPT export: many conversations in Russian and English, with deep branches.

python benchmarks/big_export.py FILE MEGABYTES [CONVERSATIONS]
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WORDS = [
    "хочу",
    "книга",
    "река",
    "горы",
    "утро",
    "работа",
    "письмо",
    "дорога",
    "решил",
    "боюсь",
    "море",
    "время",
    "проект",
    "дом",
    "друг",
    "читать",
    "музей",
    "want",
    "book",
    "river",
    "mountains",
    "morning",
    "work",
    "letter",
    "road",
    "decided",
    "afraid",
    "sea",
    "time",
    "project",
    "home",
    "friend",
    "read",
    "museum",
]
_SEED = 20260101


def main() -> int:
    """Write the file; its size is the asked one within one conversation."""
    path, megabytes = Path(sys.argv[1]), float(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else round(megabytes * 40)
    write_export(path, megabytes, count)
    sys.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


def write_export(path: Path, megabytes: float, count: int) -> int:
    """Write an export of `count` conversations; returns how many messages it holds."""
    chance = random.Random(_SEED)
    each = megabytes * 1e6 / count
    messages = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number in range(count):
            talk = _conversation(chance, number, each)
            messages += sum(1 for node in talk["mapping"].values() if node["message"])
            file.write((", " if number else "") + json.dumps(talk, ensure_ascii=False))
        file.write("]")
    return messages


def _conversation(chance: random.Random, number: int, size: float) -> dict[str, Any]:
    began = 1.6e9 + number * 3600
    root = f"{number}-root"
    nodes: dict[str, Any] = {root: {"id": root, "parent": None, "children": [], "message": None}}
    above = root
    for place, text in enumerate(_texts(chance, size)):
        key = f"{number:06d}-{place:04d}-{chance.getrandbits(48):012x}"
        role = "assistant" if place % 2 else "user"
        nodes[key] = _node(key, above, role, text, began + place * 60)
        nodes[above]["children"].append(key)
        # Now and then the person edits an earlier question: a branch grows beside the first.
        above = chance.choice(list(nodes)) if chance.random() < 0.1 else key
    return {
        "title": f"Talk {number}",
        "create_time": began,
        "update_time": began + 9000,
        "mapping": nodes,
        "current_node": above,
        "id": f"conversation-{number:06d}",
        "conversation_id": f"conversation-{number:06d}",
    }


def _texts(chance: random.Random, size: float) -> Iterator[str]:
    written = 0
    while written < size:
        long = chance.random() < 0.5
        text = " ".join(chance.choices(_WORDS, k=chance.randint(60, 240) if long else 20))
        written += len(text.encode()) + 600
        yield text


def _node(key: str, parent: str, role: str, text: str, at: float) -> dict[str, Any]:
    message = {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": at,
        "update_time": None,
        "content": {"content_type": "text", "parts": [text]},
        "status": "finished_successfully",
        "end_turn": True,
        "weight": 1.0,
        "metadata": {"model_slug": "m", "timestamp_": "absolute", "message_type": None},
        "recipient": "all",
    }
    return {"id": key, "message": message, "parent": parent, "children": []}


if __name__ == "__main__":
    sys.exit(main())
