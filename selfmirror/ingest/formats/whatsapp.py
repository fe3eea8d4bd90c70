"""WhatsApp's text export: one line a message, in the words and dates of the phone's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.people import Line, chat, said_by
from selfmirror.ingest.formats.threads import Heading
from selfmirror.ingest.formats.whatsapp_dates import DateOrder, day_of, order_of
from selfmirror.ingest.probe import Probe, read_within

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u2068\u2069\ufeff"
_HEAD = re.compile(
    rf"[{_MARKS}]{{0,4}}(?P<bracket>\[)?(?P<date>\d{{1,4}}(?P<sep>[./-])\s?\d{{1,2}}(?P=sep)\s?\d{{1,4}})\.?"
    r"(?P<comma>,)?\s+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?P<seconds>[:.]\d{2})?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?(bracket)\]|\s+[-–])\s"
)
_AUTHOR = re.compile(r"(?P<author>[^:\n\"“«]{1,80}): ?(?P<text>.*)", re.DOTALL)
_MEDIA = re.compile(
    r"<[^<>\n]{3,60}>"
    r"|[^\n]{1,200}\((?:file attached|файл добавлен|прикрепл[её]нный файл|Datei angehängt|archivo adjunto"
    r"|fichier joint|arquivo anexado|file allegato|plik dołączony|bestand bijgevoegd|soubor byl přiložen)\)"
    r"|(?:image|video|audio|sticker|GIF|document|Contact card) omitted"
    r"|(?:location|Местоположение): https?://\S+|null",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"\s{{0,4}}[{_MARKS}]{{0,4}}<(?:This message was edited|Сообщение изменено)>\s*$"
)
_NO_WORDS = re.compile(
    r"(?:This message was deleted|You deleted this message|(?:Это|Данное) сообщение удалено|Сообщение удалено"
    r"|Вы удалили (?:это|данное) сообщение|Missed (?:group )?(?:voice|video) call"
    r"|Пропущенный (?:аудио|видео)?звонок|Waiting for this message[^\n]*"
    r"|(?:Messages and calls|Messages you send to this \w+) are (?:now )?(?:end-to-end enc|sec)[^\n]*"
    r"|Сообщения и звонки (?:теперь )?защищены[^\n]*)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A message as it stands in the file: its date and time in figures, its author and its text."""

    date: str
    time: str
    author: str
    text: str


def _recognises(seen: Probe) -> bool:
    if seen.text is None or not _HEAD.search(seen.text[:8000]):
        return False
    lines = [line for line in seen.text.splitlines() if line.strip()]
    heads = [match for line in lines if (match := _HEAD.match(line))]
    authors = [one.author for one in _messages(seen.text) if one.author]
    if not heads or not (_HEAD.match(lines[0]) or len(heads) > max(2, len(lines) // 2)):
        return False
    if heads[0]["bracket"] and not heads[0]["comma"] and not heads[0]["seconds"]:
        # A diary of jrnl has such lines too: only names that come again make a chat of them.
        return len(set(authors)) > 1 and 2 * len(set(authors)) <= len(authors) > len(heads) // 2
    return (len(heads) > 1 or seen.size > len(seen.head)) and 2 * len(authors) >= len(heads)


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though named as text")
    written = list(_messages(decoded.text))
    order = order_of([one.date for one in written if one.date])
    lines = [_line(place, one, order) for place, one in enumerate(written)]
    warnings = [text for text in (decoded.warning, order.warning) if text]
    undated = sum(1 for line in lines for piece in line.pieces[:1] if not piece.said.known)
    if undated:
        warnings.append(f"{undated} messages have a date that does not exist")
    title = reading.probe.name.rsplit(".", 1)[0]
    yield chat(Heading("", title), lines, warnings=warnings)


def _messages(text: str) -> Iterator[_Written]:
    """The messages with the lines that belong to them; what stands before the first is nobody's."""
    date = time = author = ""
    words: list[str] = []
    for line in text.split("\n"):
        head = _HEAD.match(line)
        if head is None:
            words.append(line)
            continue
        if date or any(words):
            yield _Written(date, time, author, "\n".join(words))
        body = line[head.end() :]
        named = _AUTHOR.match(body)
        date, time = head["date"], _time(head)
        author = named["author"].strip(_MARKS + " ~\u202f\xa0") if named else ""
        words = [named["text"] if named else body]
    if date:
        yield _Written(date, time, author, "\n".join(words))


def _time(head: re.Match[str]) -> str:
    """The minute of the day, the same from every phone that the chat was exported on."""
    hour = int(head["hour"])
    if head["half"]:
        hour = hour % 12 + (12 if head["half"] in "Pp" else 0)
    return f"{hour:02}:{head['minute']}"


def _line(place: int, one: _Written, order: DateOrder) -> Line:
    if not one.author:
        return Line(place, left_out="system")
    text, left_out = _words(one.text)
    if not text:
        return Line(place, left_out=left_out)
    said = day_of(one.date, order)
    return Line(place, (said_by(one.author, text, said, f"{one.time} {one.author}"),))


def _words(text: str) -> tuple[str, str]:
    """What of a message was written by hand, or why nothing was."""
    text = _EDITED.sub("", text.rstrip())
    first, _, rest = text.partition("\n")
    bare = first.strip(_MARKS + " ")
    if _MEDIA.fullmatch(bare):
        return _plain(rest), "media only"
    # What the program says in somebody's name begins with a mark that nobody types.
    if _NO_WORDS.fullmatch(bare) or first.startswith("\u200e"):
        return "", "system"
    return _plain(text), "no text"


def _plain(text: str) -> str:
    return text.strip(_MARKS + " \n\t")


WHATSAPP = Format("whatsapp", _recognises, _read)
