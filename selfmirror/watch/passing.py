"""Which files are only passing through: editors' drafts, locks and swap files, half-done downloads."""

from __future__ import annotations

import re
from pathlib import Path

_PASSING = re.compile(
    r"(?i)\.|~\$|#.*#\Z|.*~\Z|4913\Z|.*\.(?:sw[a-px]|tmp|temp|bak|part|partial|crdownload|download|lock)\Z"
)


def is_passing(path: Path, below: Path) -> bool:
    """Whether a file is hidden, or named as editors and downloads name what they will rename.

    Only the part of the path below the watched folder counts: a watched folder may itself be hidden.
    Known are Vim (`.x.swp`, `4913`), Emacs (`#x#`, `.#x`), Office (`~$x`), GNOME (`.goutputstream-…`)
    and browsers (`x.part`, `x.crdownload`).
    """
    parts = path.relative_to(below).parts if path.is_relative_to(below) else (path.name,)
    return any(_PASSING.match(part) for part in parts)
