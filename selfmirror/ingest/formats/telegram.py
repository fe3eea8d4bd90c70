"""Telegram Desktop's JSON export: one chat, or everything with the account it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.json_stream import events
from selfmirror.ingest.formats.keys import key_of
from selfmirror.ingest.formats.people import Line, Names, chat
from selfmirror.ingest.formats.telegram_messages import Owner, owner_of, read_line
from selfmirror.ingest.formats.threads import Heading, mapping_of, text_of
from selfmirror.ingest.probe import Probe
from selfmirror.ingest.sketch import Sketch

_CHATS = frozenset({"chats.list.item", "left_chats.list.item"})
_LISTS = ("", "chats.list[].", "left_chats.list[].")
_PLACES = frozenset(place.replace("[].", ".item.") + "messages.item" for place in _LISTS)
_SCALARS = frozenset({"string", "number", "null", "boolean"})
# So many messages are held at once: a chat of years comes in parts, each a document of its own.
_PART = 10_000


def _recognises(seen: Probe) -> bool:
    sketch = seen.sketch
    if sketch is None:
        return False
    if sketch.has("personal_information.user_id") or sketch.has("chats.about", "chats.list"):
        return True
    return any(_holds_messages(sketch, f"{place}messages[].") for place in _LISTS)


def _holds_messages(sketch: Sketch, place: str) -> bool:
    if sketch.has(place + "date_unixtime"):
        return True
    authored = sketch.has(place + "from_id") or sketch.has(place + "actor_id")
    return authored and sketch.has(place + "date", place + "text")


def _read(reading: Reading) -> Iterator[Document]:
    account = ""
    talk = _Chat()
    for item in _items(reading):
        match item:
            case ("chat", _):
                yield from talk.part(account)
                talk = _Chat()
            case ("account", value):
                account = f"user{key_of(value)}"
            case ("message", value):
                talk.messages.append(value)
                if len(talk.messages) >= _PART:
                    yield from talk.part(account)
            case (name, value):
                talk.about[name] = value
    yield from talk.part(account)


def _items(reading: Reading) -> Iterator[tuple[str, Any]]:
    """What matters in the file, in its order: the account, where a chat begins, what it is, its messages."""
    from ijson.common import ObjectBuilder

    building: Any = None
    for place, event, value in events(reading.file, reading.most_text):
        if building is not None:
            building.event(event, value)
            if place in _PLACES and event == "end_map":
                yield "message", building.value
                building = None
        elif place in _PLACES:
            if event == "start_map":
                building = ObjectBuilder()
                building.event(event, value)
            elif event in _SCALARS or event == "start_array":
                yield "message", value
        else:
            yield from _heading_of(place, event, value)


def _heading_of(place: str, event: str, value: Any) -> Iterator[tuple[str, Any]]:
    if place in _CHATS and event == "start_map":
        yield "chat", None
    if event not in _SCALARS:
        return
    above, _, name = place.rpartition(".")
    if place == "personal_information.user_id":
        yield "account", value
    elif name in {"id", "name", "type"} and (not above or above in _CHATS):
        yield name, value


@dataclass(slots=True)
class _Chat:
    """A chat while it is read: what it says of itself, its topics, who has spoken, what waits."""

    about: dict[str, Any] = field(default_factory=dict)
    messages: list[Any] = field(default_factory=list)
    topics: dict[int, str] = field(default_factory=dict)
    topic_of: dict[int, int] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    owner: Owner | None = None
    read: int = 0

    def part(self, account: str) -> Iterator[Document]:
        """The documents of the messages that wait: the chat itself, and one for every topic of a forum."""
        if not self.messages:
            return
        if self.owner is None:
            self.owner = owner_of(self.about, self.messages, account)
        by_topic: dict[int, list[Line]] = {}
        for raw in self.messages:
            line = read_line(raw, self.read, self.owner)
            by_topic.setdefault(self._topic(mapping_of(raw)), []).append(line)
            self.read += 1
        self.messages = []
        people = self.names.hear(line for lines in by_topic.values() for line in lines)
        for topic, lines in by_topic.items():
            yield chat(self._heading(topic), lines, people)

    def _topic(self, message: Any) -> int:
        """The topic of a forum a message stands in, known from what it answers; 0 is the chat itself."""
        number, above = message.get("id"), message.get("reply_to_message_id")
        if not isinstance(number, int):
            return 0
        if message.get("action") == "topic_created":
            self.topics[number] = text_of(message.get("title"))
        topic = number
        if number not in self.topics:
            topic = self.topic_of.get(above, 0) if isinstance(above, int) else 0
        if topic:
            self.topic_of[number] = topic
        return topic

    def _heading(self, topic: int) -> Heading:
        key, name = key_of(self.about.get("id")), text_of(self.about.get("name")).strip()
        kind = text_of(self.about.get("type"))
        title = name or ("Saved Messages" if kind == "saved_messages" else "")
        if topic:
            return Heading(f"{key}/{topic}", f"{title}: {self.topics[topic]}")
        return Heading(key, title)


TELEGRAM = Format("telegram", _recognises, _read)
