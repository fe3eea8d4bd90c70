"""Documents that a program made: what all their formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from selfmirror.ingest.document import Clues, Document
from selfmirror.ingest.formats.blocks import in_parts
from selfmirror.ingest.formats.dated_lines import with_dated_lines
from selfmirror.ingest.formats.transcript import Passage

# Names that a program writes when it knows no author.
_NOBODY = frozenset(
    {
        "apache poi",
        "docx4j",
        "libreoffice",
        "microsoft office user",
        "openpyxl",
        "pptxgenjs",
        "python-docx",
        "steve canny",
        "un-named",
        "unknown",
        "unknown author",
    }
)
# The dates of the empty documents that python-docx and python-pptx begin with.
_UNSET = frozenset({"2013-12-23T23:15:00", "2013-01-27T09:14:16"})
_GAP = re.compile(r"\n[ \t]*\n\s*")


def signed(authors: Iterable[object], made: object = None) -> Clues:
    """Whose a document is: with an author theirs, without one nobody's that is known.

    Args:
        authors: names as the document has them, several in one parted by semicolons.
        made: when it was begun, as a time or as text.
    """
    names = [
        name.strip() for one in authors if isinstance(one, str) for name in one.split(";") if name
    ]
    known = tuple(dict.fromkeys(name for name in names if name.casefold() not in _NOBODY and name))
    begun = made.isoformat() if isinstance(made, datetime) else str(made or "")
    # What is written over days is dated to a day at most.
    return Clues(authors=known, unsigned=True, made="" if begun[:19] in _UNSET else begun[:10])


def paper(
    passages: Sequence[Passage],
    titles: Sequence[object],
    clues: Clues,
    left_out: Mapping[str, int] | None = None,
    warnings: Sequence[str] = (),
) -> Document:
    """A document of these passages under the first title there is, its own first heading before the last."""
    parts = in_parts(with_dated_lines(passages))
    *given, name = [" ".join(one.split()) if isinstance(one, str) else "" for one in titles]
    title = next((one for one in (*given, parts.title) if one), name.rsplit(".", 1)[0])
    return parts.document(title, clues, left_out, warnings)


def paragraphs(text: str) -> list[Passage]:
    """The paragraphs of a text between empty lines."""
    return [Passage(part.strip("\n").rstrip()) for part in _GAP.split(text) if part.strip()]
