"""Bytes as text: which encoding a person's file is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_RUNNING_CYRILLIC = re.compile(r"[а-яё]{2}")
_FAR_SCRIPT = re.compile(r"[\u0800-\u1fff\u2c00-\ud7ff]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in and what had to be mended."""

    text: str
    encoding: str
    warning: str = ""


def decode(content: bytes) -> Decoded | None:
    """The text of a file, or None when it is not text.

    UTF-8 and UTF-16 with or without a mark are read as such; otherwise the Cyrillic code page under
    which most letters run together in lower case, then Windows Latin.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _mended(content[len(mark) :], encoding)
    wide = _wide_without_mark(content) if b"\x00" in content else ""
    if wide:
        return _mended(content, wide)
    if _is_binary(content):
        return None
    try:
        return Decoded(_plain_lines(content.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _decode_other(content)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_binary(content: bytes) -> bool:
    sample = content[:65536]
    return b"\x00" in content or len(_CONTROLS.findall(sample)) > len(sample) // 100 + 2


def _mended(content: bytes, encoding: str) -> Decoded | None:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if "\x00" in text or lost > len(text) // 50 + 2:
        return None
    warning = f"{lost} characters could not be read" if lost else ""
    return Decoded(_plain_lines(text), encoding, warning)


def _decode_other(content: bytes) -> Decoded | None:
    multibyte = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", content))
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 < multibyte:
        return _mended(content, "utf-8")
    return _line_by_line(content) if multibyte else _code_page(content)


def _line_by_line(content: bytes) -> Decoded:
    """A file put together from several: lines that are UTF-8 are read so, the others by one code page."""
    lines = content.splitlines(keepends=True)
    whole = [_utf8(line) for line in lines]
    if not any(text and not text.isascii() for text in whole):
        return _code_page(content)
    rest = _code_page(
        b"".join(line for line, text in zip(lines, whole, strict=True) if text is None)
    )
    texts = (
        line.decode(rest.encoding, "replace") if text is None else text
        for line, text in zip(lines, whole, strict=True)
    )
    return Decoded(
        _plain_lines("".join(texts)), rest.encoding, f"read as utf-8 and {rest.encoding}"
    )


def _utf8(line: bytes) -> str | None:
    """The line if it is UTF-8, and not a few letters of a code page that happen to look so."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _FAR_SCRIPT.search(text) else text


def _wide_without_mark(content: bytes) -> str:
    """UTF-16 of Latin or Cyrillic letters: every other byte is a zero or a four, and zeros there are."""
    sample = content[:4096]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if len(high) > 3 and 0 in high and high.count(0) + high.count(4) > 0.9 * len(high):
            return encoding
    return ""


def _code_page(content: bytes) -> Decoded:
    sample = content[:65536]
    high = sum(byte >= 0x80 for byte in sample)
    scores = {
        page: len(_RUNNING_CYRILLIC.findall(sample.decode(page, "replace"))) for page in _CYRILLIC
    }
    best = max(_CYRILLIC, key=lambda page: scores[page])
    page = best if scores[best] * 4 >= high else "cp1252"
    text = content.decode(page, "replace")
    return Decoded(_plain_lines(text), page, f"read as {page}")
