"""Small exports and folders that tests write themselves."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and give the folder back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def put_json(path: Path, document: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def node(
    key: str, parent: str | None, text: str | None, role: str = "user", **more: Any
) -> dict[str, Any]:
    """A node of a ChatGPT conversation; without text it has no message."""
    message = None
    if text is not None:
        content = more.pop("content", {"content_type": "text", "parts": [text]})
        message = {
            "id": key,
            "author": {"role": role},
            "content": content,
            "create_time": 1.7e9,
            **more,
        }
    return {"id": key, "parent": parent, "children": [], "message": message}


def chatgpt(*nodes: dict[str, Any], key: str = "c1", title: str = "Talk") -> dict[str, Any]:
    return {
        "id": key,
        "title": title,
        "create_time": 1.7e9,
        "current_node": nodes[-1]["id"] if nodes else None,
        "mapping": {one["id"]: one for one in nodes},
    }


def said(key: str, sender: str, text: str, **more: Any) -> dict[str, Any]:
    """A message of a Claude conversation."""
    return {
        "uuid": key,
        "sender": sender,
        "text": text,
        "content": [{"type": "text", "text": text}],
        "created_at": "2025-03-01T10:00:00.000000Z",
        "attachments": [],
        "files": [],
        **more,
    }


def claude(*messages: dict[str, Any], key: str = "u1", name: str = "Talk") -> dict[str, Any]:
    return {
        "uuid": key,
        "name": name,
        "created_at": "2025-03-01T10:00:00Z",
        "account": {"uuid": "a"},
        "chat_messages": list(messages),
    }


def zipped(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    """Write a zip; an entry named mimetype is stored as it is, as office documents want it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path
