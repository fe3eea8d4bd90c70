"""The marker beside an index: which store it follows, and how far."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from selfmirror.paths import write_atomically
from selfmirror.search.ports import Position

NAME = "follows.json"


def read_marker(folder: Path) -> Position | None:
    """How far the index in a folder has followed; None without a readable marker."""
    try:
        kept = json.loads((folder / NAME).read_text("utf-8"))
        return Position(str(kept["owner"]), int(kept["seq"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_marker(folder: Path, position: Position) -> None:
    """Record how far the index has followed; called when the index itself is safe on disk."""
    write_atomically(folder / NAME, json.dumps({"owner": position.owner, "seq": position.seq}))


def clear_folder(folder: Path) -> None:
    """Remove an index, its marker first in case it breaks off, and any file in the folder's way.

    Raises:
        OSError: something of it cannot be removed.
    """
    if folder.is_dir():
        (folder / NAME).unlink(missing_ok=True)
        shutil.rmtree(folder)
    elif folder.parent.is_file():
        folder.parent.unlink()
    else:
        folder.unlink(missing_ok=True)


def generation(folder: Path) -> tuple[int, int]:
    """What differs after every write of the marker, by any process."""
    try:
        found = (folder / NAME).stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)
