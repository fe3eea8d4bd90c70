"""PDF: the text of its pages, as far as it has any."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.papers import paper, signed
from selfmirror.ingest.formats.transcript import Passage
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.unpacking import at_hand

if TYPE_CHECKING:
    from pypdf import PdfReader

# Drawing instructions are what costs time: a map or a plot may have many megabytes of them.
_MOST_PAGES = 2000
_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", '"', ")")
_MOST_DRAWN = 4 << 20
_MOST_DRAWN_IN_ALL = 64 << 20


def _recognises(seen: Probe) -> bool:
    return b"%PDF-" in seen.head[:1024]


def _read(reading: Reading) -> Iterator[Document]:
    with _in_silence():
        document = _document(reading)
    yield document


def _document(reading: Reading) -> Document:
    from pypdf import PdfReader

    reader = PdfReader(at_hand(reading.file, 4 * reading.most_text))
    if reader.is_encrypted and not _opens(reader):
        raise ValueError("encrypted: save it without its password")
    about = reader.metadata
    pages, warnings = _pages(reader, reading.most_text)
    passages = [passage for page in pages for passage in _paragraphs(page)]
    if not passages:
        raise LeftAlone("no text in it (a scan)")
    return paper(
        passages,
        [about.title if about else None, reading.probe.name],
        signed([about.author if about else None], about.creation_date_raw if about else None),
        {"no words": sum(not page.strip() for page in pages)},
        warnings,
    )


def _paragraphs(page: str) -> Iterator[Passage]:
    """The lines of a page up to one that is empty, or that ends a sentence well before the margin."""
    lines = [line.rstrip() for line in page.split("\n")]
    lengths = sorted(map(len, filter(None, lines)))
    margin = lengths[len(lengths) * 9 // 10] * 3 // 4 if lengths else 0
    kept: list[str] = []
    for line in [*lines, ""]:
        kept += [line] if line else []
        if kept and (not line or (len(line) < margin and line.endswith(_ENDS))):
            yield Passage("\n".join(kept))
            kept = []


def _opens(reader: PdfReader) -> bool:
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pages(reader: PdfReader, most: int) -> tuple[list[str], list[str]]:
    """The text page by page, and what was not read."""
    pages: list[str] = []
    broken = drawn = 0
    total = len(reader.pages)
    for number in range(min(total, _MOST_PAGES)):
        try:
            page = reader.pages[number]
            contents = page.get_contents()
            size = len(contents.get_data()) if contents else 0
            text = page.extract_text() if size <= _MOST_DRAWN else None
        except Exception:  # noqa: BLE001 - one page that a library stumbles over is not the file
            size, text = 0, None
        drawn += size
        if text is None:
            broken += 1
        else:
            pages.append(text)
        if drawn > _MOST_DRAWN_IN_ALL or sum(map(len, pages)) > most:
            break
    warnings = [f"{broken} pages cannot be read"] if broken else []
    if len(pages) + broken < total:
        warnings.append(f"only the first {len(pages) + broken} of {total} pages are read")
    return pages, warnings


@contextmanager
def _in_silence() -> Iterator[None]:
    """What the library has to say of a file goes to nobody's screen."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


PDF = Format("pdf", _recognises, _read, of_notes=True)
