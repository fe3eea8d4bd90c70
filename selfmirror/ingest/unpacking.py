"""Zips that are one document: looked at before a library unpacks them."""

from __future__ import annotations

import io
import zipfile
from typing import IO

_TEXTS = (".xml", ".rels", ".html", ".xhtml", ".htm", ".opf", ".ncx")


def unpackable(file: IO[bytes], most: int) -> IO[bytes]:
    """The open zip of one document, when a library may unpack all of it; where seeking is dear, in memory.

    Args:
        file: the document.
        most: the bytes of one text in it; the whole may have four times as many.

    Raises:
        ValueError: it is too large when unpacked, or encrypted.
        zipfile.BadZipFile: it is no zip.
    """
    file = at_hand(file, 4 * most)
    with zipfile.ZipFile(file) as opened:
        entries = opened.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueError("encrypted: save it without its password")
    texts = [entry.file_size for entry in entries if entry.filename.endswith(_TEXTS)]
    if sum(entry.file_size for entry in entries) > 4 * most or sum(texts) > most:
        raise ValueError(f"too large when unpacked: a text of over {most >> 20} MB, or pictures")
    file.seek(0)
    return file


def at_hand(file: IO[bytes], most: int) -> IO[bytes]:
    """The file, or its bytes where it is itself unpacked on the way and cannot be read crosswise.

    Raises:
        ValueError: these are more than `most`.
    """
    if not isinstance(file, zipfile.ZipExtFile):
        return file
    content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"larger than {most >> 20} MB inside a zip: unpack it first")
    return io.BytesIO(content)
