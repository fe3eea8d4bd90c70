"""One message of Telegram: whose it is, its words, and what in it was only passed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from selfmirror.ingest.document import Piece
from selfmirror.ingest.formats.keys import key_of
from selfmirror.ingest.formats.people import Line, said_by
from selfmirror.ingest.formats.threads import mapping_of, text_of, time_of
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import DateSource, When, at_instant, on_day

_PASSED_ON = ("forwarded_from", "forwarded_from_id", "saved_from", "via_bot")
_QUOTED = frozenset({"blockquote", "pre"})
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Owner:
    """Who exported the chat; an empty id when the export does not tell."""

    id: str = ""


def owner_of(about: Mapping[str, Any], messages: Sequence[Any], account: str) -> Owner:
    """The person the export belongs to.

    A full export names the account. In a chat of two the chat has the other one's id; what is saved
    for oneself has one author.
    """
    if account:
        return Owner(account)
    authors = {_author(mapping_of(one)) for one in messages} - {""}
    kind = text_of(about.get("type"))
    other = {f"user{key_of(about.get('id'))}"}
    if kind in {"personal_chat", "bot_chat"} and not other <= authors:
        return Owner()
    mine = authors - other if kind in {"personal_chat", "bot_chat"} else authors
    known = kind in {"personal_chat", "bot_chat", "saved_messages"} and len(mine) == 1
    return Owner(next(iter(mine))) if known else Owner()


def read_line(raw: Any, read: int, owner: Owner) -> Line:
    """One message; `read` is how many of its chat came before it."""
    message = mapping_of(raw)
    number = message.get("id")
    place = number if isinstance(number, int) and abs(number) <= _MOST else read
    if not message:
        return Line(place, left_out="unreadable")
    if message.get("type") != "message":
        return Line(place, left_out="service" if message.get("type") == "service" else "unreadable")
    said, key = _said(message), key_of(number)
    own, quoted = _texts(message.get("text"))
    if any(message.get(name) for name in _PASSED_ON):
        pieces = [Piece(own + quoted, Speaker.OTHER, said, key)]
    else:
        pieces = [
            _spoken(message, own, said, key, owner),
            Piece(quoted, Speaker.OTHER, said, key),
        ]
    spoken = tuple(piece for piece in pieces if piece.text.strip())
    return Line(place, spoken, "" if spoken else "media only")


def _spoken(message: Mapping[str, Any], text: str, said: When, key: str, owner: Owner) -> Piece:
    author = _author(message)
    if owner.id:
        speaker = Speaker.ME if author == owner.id else Speaker.OTHER
        return Piece(text, speaker, said, key)
    return said_by(text_of(message.get("from")).strip() or author, text, said, key)


def _author(message: Mapping[str, Any]) -> str:
    """The id of who wrote it; old exports write a user's as a bare number."""
    given = key_of(message.get("from_id"))
    return f"user{given}" if given.isdecimal() else given


def _texts(text: Any) -> tuple[str, str]:
    """What was written, and what of it is a quotation or code."""
    parts = list(_parts(text))
    own = "".join(words for words, quoted in parts if not quoted).strip("\n")
    return own, "\n".join(words.strip("\n") for words, quoted in parts if quoted)


def _parts(text: Any) -> Iterator[tuple[str, bool]]:
    for part in text if isinstance(text, list) else [text]:
        if isinstance(part, str):
            yield part, False
        else:
            entity = mapping_of(part)
            yield text_of(entity.get("text")), text_of(entity.get("type")) in _QUOTED


def _said(message: Mapping[str, Any]) -> When:
    """The Unix time, on the clock of the computer that exported it; without one the local date's day."""
    at = time_of(message.get("date_unixtime"))
    try:
        local = datetime.fromisoformat(text_of(message.get("date")))
    except ValueError:
        return at
    if at.instant is None:
        known = local.tzinfo is None
        return on_day(local.date(), DateSource.MESSAGE) if known else at_instant(local)
    if local.tzinfo is not None:
        return at
    offset = local - at.instant.replace(tzinfo=None)
    if abs(offset) > timedelta(hours=14) or offset % timedelta(minutes=15):
        return at
    return at_instant(at.instant.astimezone(timezone(offset)))
