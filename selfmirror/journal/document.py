"""The Markdown form of an entry and of a session's transcript, written and read back.

A file has front matter (`kind`, `id`, `date`, …) and a body. An entry's body is the person's text.
A transcript's body is a title and one section a turn:

    ## me · 2026-11-21T10:34:31+03:00

    the words

A turn that was taken back says so at the end of its heading: it stays to be read and is no utterance
any more, nor is what the guide answered to it. A line of the words that looks like such a heading, or like a mark of forgetting, is kept apart by a
backslash. A mark itself is nobody's words: where nothing else is left, nothing was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from selfmirror.errors import MirrorError
from selfmirror.words.identity import content_id, text_hash
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker
from selfmirror.words.traces import FORGOTTEN, without_traces
from selfmirror.words.utterance import Source, Utterance
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, at_instant, on_day

_HEADING = re.compile(r"(?m)^## (me|guide|insights) · (\S+)[^\n]*$")
_TAKEN_BACK = re.compile(r" · (?:взято назад|taken back)[ \t]*\Z")
_OURS = rf"## (?:me|guide|insights) · |{FORGOTTEN.pattern}"
_LOOKS_LIKE_OURS = re.compile(rf"(?m)^(\\*)({_OURS})")
_ESCAPED = re.compile(rf"(?m)^\\(\\*(?:{_OURS}))")
_MARK = re.compile(rf"(?<!\\){FORGOTTEN.pattern}")
# What a YAML string cannot hold as it is, or would fold.
_NOT_YAML = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SPEAKERS = {"me": Speaker.ME, "guide": Speaker.ASSISTANT}


@dataclass(frozen=True, slots=True)
class TranscriptHeader:
    """What a transcript says of its session; `said` is the day it is about, `started` the instant."""

    id: str
    method: str
    title: str
    language: str
    engine: str
    started: datetime
    said: When


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """One speaker's turn; `note` is what the heading adds, `quotes` what the words rest on."""

    speaker: Speaker
    text: str
    at: datetime
    note: str = ""
    quotes: tuple[Quote, ...] = ()


class _Piece(NamedTuple):
    """What stands under one heading, or in one paragraph, and where that heading begins in the body."""

    speaker: Speaker
    text: str
    said: When
    start: int = 0
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class JournalDocument:
    """A journal file as read: its source, the time it is about and the utterances in it."""

    source: Source
    said: When
    utterances: tuple[Utterance, ...]


def entry_text(
    identity: str, text: str, said: When, recorded: datetime, tags: Sequence[str]
) -> str:
    """The file of one entry."""
    front = {
        "kind": "entry",
        "id": identity,
        "date": said.iso() or "unknown",
        "dated": said.source.value,
        "recorded": recorded.isoformat(timespec="seconds"),
    }
    if tags:
        front["tags"] = "[" + ", ".join(_yaml_string(tag) for tag in tags) + "]"
    return _front_matter(front) + text.rstrip() + "\n"


def transcript_head(header: TranscriptHeader) -> str:
    """The start of a transcript's file."""
    front = {
        "kind": "session",
        "id": header.id,
        "method": header.method,
        "language": header.language,
        "engine": header.engine,
        "date": header.said.iso() or "unknown",
        "dated": header.said.source.value,
        "recorded": header.started.isoformat(timespec="seconds"),
    }
    day = header.said.day or header.started.date()
    return _front_matter(front) + f"# {header.title} · {day.isoformat()}\n"


def turn_text(turn: TranscriptTurn, said: When) -> str:
    """The section of one turn, ready to be appended."""
    name = "me" if turn.speaker is Speaker.ME else "guide"
    note = f" · {turn.note}" if turn.note else ""
    words = _LOOKS_LIKE_OURS.sub(r"\\\1\2", turn.text.strip())
    evidence = "".join(f"\n— {quote.said.iso() or '?'}, {quote.source}" for quote in turn.quotes)
    return f"\n## {name} · {said.iso() or 'unknown'}{note}\n\n{words}\n{evidence}" + (
        "\n" if evidence else ""
    )


def moment_of(turn: TranscriptTurn, session: When) -> When:
    """When a turn was said: its own instant, or the day that the person gave for the session."""
    return at_instant(turn.at) if session.precision is Precision.INSTANT else session


def redacted(raw: str, texts: Sequence[str], mark: str) -> str:
    """A journal file without some utterances of the person and without what the guide repeated of them.

    Of the person's own words only whole paragraphs and turns are replaced by the mark.
    """
    headings = list(_HEADING.finditer(raw))
    ends = [*(heading.start() for heading in headings[1:]), len(raw)]
    cut = [_without_own(raw[: headings[0].start()] if headings else raw, texts, mark)]
    for heading, end in zip(headings, ends[: len(headings)], strict=True):
        words = raw[heading.end() : end]
        clean = _without_own if heading[1] == "me" else without_traces
        cut += [heading.group(), clean(words, texts, mark)]
    return "".join(cut)


def with_taken_back(raw: str, utterance: str, path: str) -> str:
    """A transcript in which the turn of an utterance, and all that the guide said after it, is taken back.

    Raises:
        MirrorError: the file is no readable transcript.
    """
    front, body = _split(raw, path)
    source = content_id("journal", str(front.get("id", "")))
    mark = " · взято назад" if front.get("language") == "ru" else " · taken back"
    pieces = list(_turns(body, UNKNOWN_TIME))
    identities = _identities(source, pieces)
    meant = next((at for at, one in enumerate(identities) if one == utterance), len(pieces))
    lead = raw.rindex(body) if body else len(raw)
    for piece in reversed(pieces[meant:]):
        if not piece.taken_back and (piece is pieces[meant] or piece.speaker is not Speaker.ME):
            line = _HEADING.match(raw, lead + piece.start)
            end = line.end() if line else len(raw)
            raw = raw[:end].rstrip(" \t") + mark + raw[end:]
    return raw


def _without_own(words: str, texts: Sequence[str], mark: str) -> str:
    for text in sorted(texts, key=len, reverse=True):
        # A mark that stands among the words in the file is not in the words.
        parts = map(re.escape, _LOOKS_LIKE_OURS.sub(r"\\\1\2", text).split())
        written = rf"(?:\s|{FORGOTTEN.pattern})+".join(parts)
        whole = re.compile(rf"(\A\s*|\n[ \t]*\n+)[ \t]*{written}(?=[ \t]*\n[ \t]*\n|\s*\Z)")
        words = whole.sub(lambda found: found[1] + mark, words)
    return words


def read_document(raw: str, path: str) -> JournalDocument:
    """Parse a journal file.

    Raises:
        MirrorError: its front matter cannot be read or does not say what the file is.
    """
    front, body = _split(raw, path)
    kind, identity = str(front.get("kind", "")), str(front.get("id", ""))
    if kind not in {"entry", "session"} or not identity:
        raise MirrorError(f"{path}: the front matter needs `kind: entry` (or session) and an `id`")
    said = _read_when(str(front.get("date", "")), str(front.get("dated", "")))
    recorded = _instant(str(front.get("recorded", ""))) or said.instant
    if recorded is None:
        raise MirrorError(f"{path}: the front matter needs `recorded`, an instant with its offset")
    pieces = _turns(body, said) if kind == "session" else _paragraphs(body, said)
    title = _title(kind, body, said)
    source = Source(content_id("journal", identity), kind, "journal", path, title)
    return JournalDocument(source, said, tuple(_utterances(source, list(pieces), recorded)))


def _split(raw: str, path: str) -> tuple[dict[str, Any], str]:
    import frontmatter
    import yaml

    try:
        post = frontmatter.loads(raw)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # A day that does not exist, such as 2026-02-31, is a ValueError.
        first = str(error).splitlines()[0]
        raise MirrorError(f"{path}: the front matter cannot be read: {first}") from None
    return dict(post.metadata), post.content


def _turns(body: str, session: When) -> Iterator[_Piece]:
    headings = list(_HEADING.finditer(body))
    ends = [*(following.start() for following in headings[1:]), len(body)]
    for heading, end in zip(headings, ends[: len(headings)], strict=True):
        speaker = _SPEAKERS.get(heading[1])
        if speaker is None:
            continue
        words = body[heading.end() : end]
        if speaker is Speaker.ASSISTANT:
            words = re.sub(r"(?m)^— .*$", "", words)
        text = _ESCAPED.sub(r"\1", _without_marks(words, speaker)).strip()
        if text:
            said = _read_when(heading[2], session.source.value)
            taken_back = bool(_TAKEN_BACK.search(heading[0]))
            yield _Piece(speaker, text, said, heading.start(), taken_back)


def _paragraphs(body: str, said: When) -> Iterator[_Piece]:
    for paragraph in re.split(r"\n[ \t]*\n", body):
        text = _without_marks(paragraph, Speaker.ME)
        if text.strip():
            yield _Piece(Speaker.ME, text.strip("\n"), said)


def _without_marks(words: str, speaker: Speaker) -> str:
    """The words without marks of forgetting; a guide's keep those that stand among others."""
    rest = _MARK.sub("", words)
    if rest == words or (speaker is not Speaker.ME and any(letter.isalnum() for letter in rest)):
        return words
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", rest)


def _utterances(
    source: Source, pieces: Sequence[_Piece], recorded: datetime
) -> Iterator[Utterance]:
    parent: str | None = None
    for position, identity in enumerate(_identities(source.id, pieces)):
        piece = pieces[position]
        if piece.taken_back:
            continue
        known = piece.said.instant or recorded
        yield Utterance(
            identity, source.id, position, parent, piece.speaker, piece.text, piece.said, known
        )
        parent = identity


def _identities(source: str, pieces: Iterable[_Piece]) -> list[str]:
    """The ids of pieces; what was taken back counts, so that the same words said again are others."""
    seen: dict[str, int] = {}
    identities = list[str]()
    for piece in pieces:
        digest = f"{piece.speaker}:{text_hash(piece.text)}"
        seen[digest] = seen.get(digest, 0) + 1
        identities.append(content_id(source, digest, seen[digest]))
    return identities


def _title(kind: str, body: str, said: When) -> str:
    lines = (_MARK.sub("", line).strip("# \t") for line in body.splitlines())
    first = next((line for line in lines if line), "")
    if kind == "session":
        return first
    return first[:60] if first else (said.iso() or "entry")


def _read_when(text: str, source: str) -> When:
    known = DateSource(source) if source in set(DateSource) else DateSource.FRONT_MATTER
    instant = _instant(text)
    if instant is not None:
        return at_instant(instant, known)
    for length, precision in ((10, Precision.DAY), (7, Precision.MONTH), (4, Precision.YEAR)):
        if len(text) == length:
            day = _day(text + "-01-01"[: 10 - length] if length != 7 else text + "-01")
            return on_day(day, known, precision) if day else UNKNOWN_TIME
    return UNKNOWN_TIME


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _front_matter(values: dict[str, str]) -> str:
    lines = [
        f"{key}: {value if value.startswith('[') else _yaml_string(value)}"
        for key, value in values.items()
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _yaml_string(text: str) -> str:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
