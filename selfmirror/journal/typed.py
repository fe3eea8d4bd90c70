"""What was typed in the line editor: its history file, a block of `+` lines an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from selfmirror.words.traces import holds_trace


def forget_typed(history: Path, texts: Sequence[str]) -> bool:
    """Drop the entries that hold words of these texts; whether there were any."""
    if not history.is_file():
        return False
    blocks = re.split(r"(?m)^(?=# )", history.read_text("utf-8", "replace"))
    kept = [block for block in blocks if not holds_trace(_typed(block), texts)]
    if len(kept) == len(blocks):
        return False
    # Written in place: the file keeps the rights that let its owner alone read it.
    history.write_text("".join(kept), "utf-8")
    return True


def _typed(block: str) -> str:
    return "\n".join(line[1:] for line in block.splitlines() if line.startswith("+"))
