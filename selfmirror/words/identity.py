"""Ids that come from content, so that the same words get the same id in any order of arrival."""

import hashlib


def content_id(*parts: object) -> str:
    """Twenty hexadecimal digits of SHA-256 over the parts; equal parts give equal ids."""
    pieces: list[bytes] = []
    for part in parts:
        piece = str(part).encode("utf-8", "surrogatepass")
        pieces += (len(piece).to_bytes(8, "big"), piece)
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:20]


def text_hash(text: str) -> str:
    """The SHA-256 of a text with its white space folded: equal for copies that only wrap differently."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
