"""Gemini's part of Google's activity log: prompts without conversations, put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfmirror.ingest.document import Document, Piece
from selfmirror.ingest.formats.format import LeftAlone
from selfmirror.ingest.formats.keys import message_keys
from selfmirror.ingest.formats.log_order import GUESSED, in_one_sitting, runs_backwards
from selfmirror.ingest.formats.threads import Heading, Message, conversation
from selfmirror.words.identity import text_hash
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import When

_KEPT = "what stands before the prompts, in a language not known here, was kept with them"
_NAMES = re.compile(r"\b(?:gemini|bard)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"gemini\.google\.com/(?:u/\d+/)?app/(?:c_)?([\w-]{4,64})")
_PROMPT = re.compile(r"(?:Prompted|Asked|Said|Answered)(?: with:| Gemini:| Bard:)?(?:\s+|\Z)")
_DEED = re.compile(
    r"(?:Branched|Created|Used|Added|Gave|Selected|Shared|Deleted|Cleared|Viewed|Visited|Edited|Pinned"
    r"|Renamed|Exported|Updated|Searched)\b"
)
_ATTACHED = re.compile(r"\s*(?:Attached \d+ files?|\d+ generated images?)\.\s*\Z")
_LONGEST_VERB = 40


@dataclass(frozen=True, slots=True)
class Activity:
    """One record: what it calls itself, its time, the answers, the conversation if it names one.

    `gemini` is whether it belongs to Gemini at all, `files` whether something was attached.
    """

    title: str
    said: When
    answers: tuple[str, ...] = ()
    talk: str = ""
    files: bool = False
    gemini: bool = True


def names_gemini(*labels: str) -> bool:
    """Whether one of a record's labels, in whatever language, is Gemini's."""
    return any(_NAMES.search(label) for label in labels)


def talk_in(*addresses: str) -> str:
    """The id of the conversation that one of these addresses leads to; empty when none does."""
    return next((found[1] for one in addresses if (found := _ADDRESS.search(one))), "")


def conversations_of(records: Sequence[Activity]) -> Iterator[Document]:
    """The conversations in a log, oldest first.

    Raises:
        LeftAlone: nothing in it is Gemini's.
    """
    own = [record for record in records if record.gemini]
    if records and not own:
        raise LeftAlone("activity in other products of Google, no words to an AI")
    opening = _opening(own)
    backwards = runs_backwards([record.said for record in own], unless_known=True)
    for key, group in _groups(own[::-1] if backwards else own).items():
        yield _document(key, group, opening)
    if len(own) < len(records):
        count = len(records) - len(own)
        yield Document("conversation", "", (), messages=count, left_out={"another product": count})


def _groups(records: Sequence[Activity]) -> dict[tuple[str, bool], list[Activity]]:
    """The records by conversation; the key says its id and whether it is a guess."""
    groups: dict[tuple[str, bool], list[Activity]] = {}
    last: Activity | None = None
    guess = ""
    for record in records:
        if record.talk:
            groups.setdefault((record.talk, False), []).append(record)
            continue
        if last is None or not in_one_sitting(record.said, last.said):
            guess = text_hash(
                f"{record.said.iso()} {record.title} {len(groups) if not record.said.known else ''}"
            )
        last = record
        groups.setdefault((guess[:16], True), []).append(record)
    return groups


def _opening(records: Sequence[Activity]) -> str:
    """What most prompts begin with in a log whose language is not known: the verb before them."""
    titles = [
        record.title
        for record in records
        if record.answers and not _PROMPT.match(record.title) and not _DEED.match(record.title)
    ]
    met: Counter[str] = Counter()
    for title in titles:
        met.update(title[: stop.end()] for stop in re.finditer(r"[\s:：]+", title[:_LONGEST_VERB]))
    enough = max(3, len(titles) * 6 // 10)
    return max((one for one, count in met.items() if count >= enough), key=len, default="")


def _document(key: tuple[str, bool], group: Sequence[Activity], opening: str) -> Document:
    messages: list[Message] = []
    warnings = [GUESSED] if key[1] else []
    keys = message_keys((None, [record.said.iso(), record.title]) for record in group)
    links: dict[str, str | None] = {}
    before: str | None = None
    for own, record in zip(keys, group, strict=True):
        words, reason = _prompt(record, opening)
        if words and not opening and not _PROMPT.match(record.title):
            warnings.append(_KEPT)
        links[own] = before
        pieces = (Piece(words, Speaker.ME, record.said),) if words else ()
        messages.append(Message(own, before, pieces, reason))
        before = own
        for number, answer in enumerate(record.answers):
            # Answers that were asked for again stand beside one another.
            before = f"{own}/{number}"
            links[before] = own
            messages.append(_answer(before, own, answer, record.said))
    first = next((text for record in group if (text := _prompt(record, opening)[0])), "")
    title = first.split("\n", 1)[0][:80]
    return conversation(Heading(key[0], title), messages, links, list(dict.fromkeys(warnings)))


def _answer(key: str, parent: str, text: str, said: When) -> Message:
    if not text.strip():
        return Message(key, parent, (), "no text")
    return Message(key, parent, (Piece(text, Speaker.ASSISTANT, said),))


def _prompt(record: Activity, opening: str) -> tuple[str, str]:
    """What the person said in a record, or why it is nothing of theirs."""
    title = _ATTACHED.sub("", record.title)
    verb = _PROMPT.match(title)
    if verb is None and (_DEED.match(title) or not record.answers):
        return "", "activity that is no prompt"
    if verb is None and not title.startswith(opening):
        return "", "activity that is no prompt"
    words = title[verb.end() if verb else len(opening) :].strip()
    return words, "" if words else "files only" if record.files else "no text"
