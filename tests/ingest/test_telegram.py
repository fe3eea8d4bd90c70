from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.attribution import SAY_WHO
from selfmirror.ingest.formats import telegram
from tests.ingest.conftest import Desk
from tests.ingest.exports import put_json
from tests.ingest.reading import parse, pieces


def _message(number: int, author: str, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2024-01-15T01:30:00",
        "date_unixtime": str(1705271400 + number),
        "from": author,
        "from_id": f"user{len(author)}",
        "text": text,
        **more,
    }


def _chat(*messages: Any, kind: str = "private_group", key: int = 77) -> dict[str, Any]:
    return {"name": "Friends", "type": kind, "id": key, "messages": list(messages)}


_TALK = _chat(
    _message(1, "Anna", "привет"),
    _message(2, "Boris", ["see ", {"type": "link", "text": "example.org"}, "!"]),
    _message(3, "Anna", "", photo="(File not included.)"),
    {"id": 4, "type": "service", "date_unixtime": "1705271404", "actor": "Anna", "text": ""},
)


def test_messages_keep_their_words_order_and_time(tmp_path: Path) -> None:
    (document,) = parse(put_json(tmp_path / "any.json", _TALK))

    assert [(one.author, one.text, one.position) for one in document.pieces] == [
        ("Anna", "привет", 1),
        ("Boris", "see example.org!", 2),
    ]
    assert (document.key, document.title, document.messages) == ("77", "Friends", 4)
    assert document.left_out == {"media only": 1, "service": 1}


@pytest.mark.parametrize(
    ("unix", "local", "said"),
    [
        ("1705271400", "2024-01-15T01:30:00", "2024-01-15T01:30:00+03:00"),
        ("1705271400", "2024-01-14T22:37:00", "2024-01-14T22:30:00+00:00"),
        ("1705271400", "", "2024-01-14T22:30:00+00:00"),
        (None, "2024-01-15T01:30:00", "2024-01-15"),
        ("0", "nonsense", None),
    ],
)
def test_the_unix_time_is_shown_on_the_clock_of_the_local_date(
    tmp_path: Path, unix: str | None, local: str, said: str | None
) -> None:
    message = _message(1, "Anna", "hi", date_unixtime=unix, date=local)

    (piece,) = pieces(put_json(tmp_path / "a.json", _chat(message)))

    assert piece.said.iso() == said


def test_what_was_passed_on_or_quoted_is_not_theirs(tmp_path: Path, desk: Desk) -> None:
    quote = {"type": "blockquote", "text": "to be or not to be"}
    talk = _chat(
        _message(1, "Anna", "an article", forwarded_from="News"),
        _message(2, "Anna", [quote, "\nI disagree"]),
        _message(3, "Anna", "a gif", via_bot="@gif"),
    )

    file = desk.one(put_json(tmp_path / "a.json", talk), me=("Anna",))

    assert [(text, who) for text, who, _, _ in desk.stored()] == [
        ("I disagree", "me"),
        ("a gif", "other"),
        ("an article", "other"),
        ("to be or not to be", "other"),
    ]
    assert (file.messages, file.spoken) == (3, 3)


def test_the_persons_messages_are_those_under_their_name(tmp_path: Path, desk: Desk) -> None:
    path = put_json(tmp_path / "a.json", _TALK)

    unknown = desk.one(path)
    known = desk.one(path, me=("Anna",))

    assert unknown.by_speaker == {"other": 2}
    assert unknown.warnings == (f"none of Anna, Boris is known to be you ({SAY_WHO})",)
    assert known.by_speaker == {"me": 1, "other": 1}
    assert [(text, who) for text, who, _, _ in desk.stored()] == [
        ("see example.org!", "other"),
        ("привет", "me"),
    ]


def test_a_chat_of_two_tells_whose_it_is(tmp_path: Path) -> None:
    talk = _chat(_message(1, "Boris", "hi"), _message(2, "Anna", "yo"), kind="personal_chat", key=5)

    assert [one.speaker for one in pieces(put_json(tmp_path / "a.json", talk))] == ["other", "me"]
    alone = _chat(_message(2, "Anna", "yo"), kind="personal_chat", key=5)
    assert [one.speaker for one in pieces(put_json(tmp_path / "b.json", alone))] == ["other"]


def test_what_is_saved_for_oneself_is_ones_own(tmp_path: Path) -> None:
    talk = _chat(
        _message(1, "Anna", "idea"),
        _message(2, "Anna", "copied", forwarded_from="Boris"),
        kind="saved_messages",
    )

    assert [one.speaker for one in pieces(put_json(tmp_path / "a.json", talk))] == ["me", "other"]


def test_a_full_export_names_its_owner(tmp_path: Path, desk: Desk) -> None:
    group = _chat(_message(1, "Boris", "hi"), _message(2, "Anna", "yo"), key=1)
    channel = _chat(_message(1, "Boris", "news"), key=2)
    left = _chat(_message(1, "Anna", "bye"), key=3)
    export = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 4, "first_name": "Anna", "phone_number": "+1"},
        "contacts": {"about": "", "list": [{"first_name": "Boris"}]},
        "chats": {"about": "", "list": [group, channel]},
        "left_chats": {"about": "", "list": [left]},
    }

    file = desk.one(put_json(tmp_path / "result.json", export))

    assert file.by_speaker == {"me": 2, "other": 2}
    assert (file.messages, file.warnings) == (4, ())
    assert desk.ask("SELECT count(*) FROM source") == [(3,)]


def test_a_forums_topics_are_talks_of_their_own(tmp_path: Path) -> None:
    talk = _chat(
        {"id": 2, "type": "service", "action": "topic_created", "title": "Money"},
        _message(3, "Anna", "rent", reply_to_message_id=2),
        _message(4, "Boris", "paid", reply_to_message_id=3),
        _message(5, "Boris", "hello all"),
    )

    documents = parse(put_json(tmp_path / "a.json", talk))

    assert [(one.title, [piece.text for piece in one.pieces]) for one in documents] == [
        ("Friends: Money", ["rent", "paid"]),
        ("Friends", ["hello all"]),
    ]
    assert sum(one.messages for one in documents) == 4
    assert {one.people for one in documents} == {("Boris", "Anna")}


def test_a_long_chat_comes_in_parts_and_asks_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    monkeypatch.setattr(telegram, "_PART", 2)
    talk = _chat(*(_message(n, "Anna" if n < 3 else "Boris", f"m{n}") for n in range(1, 6)))

    file = desk.one(put_json(tmp_path / "a.json", talk), me=("Anna",))

    assert file.by_speaker == {"me": 2, "other": 3}
    assert (file.utterances, file.warnings) == (5, ())
    assert desk.ask("SELECT count(*) FROM source") == [(1,)]
    assert desk.ask("SELECT position FROM utterance ORDER BY text") == [
        (1,),
        (2,),
        (3,),
        (4,),
        (5,),
    ]


def test_malformed_messages_are_accounted_for(tmp_path: Path) -> None:
    talk = _chat(_message(1, "Anna", "kept"), 7, None, [1], {"id": 5, "type": "unsupported"})

    (document,) = parse(put_json(tmp_path / "a.json", talk))

    assert (document.messages, document.spoken, document.left_out) == (5, 1, {"unreadable": 4})


def test_an_old_export_with_bare_numbers_is_read(tmp_path: Path) -> None:
    old = {"id": 1, "type": "message", "date": "2019-01-15T01:30:00", "from_id": 4, "text": "hi"}
    export = {"personal_information": {"user_id": 4}, "chats": {"list": [_chat(old)]}}

    (piece,) = pieces(put_json(tmp_path / "a.json", export))

    assert (piece.speaker, piece.said.iso()) == ("me", "2019-01-15")


def test_parts_of_a_chat_in_any_order_give_one_chat(
    tmp_path: Path, open_desk: Callable[[Path], Desk]
) -> None:
    messages = [_message(n, "Anna" if n % 2 else "Boris", f"m{n}") for n in range(1, 7)]
    early = put_json(tmp_path / "early.json", _chat(*messages[:4]))
    late = put_json(tmp_path / "late.json", _chat(*messages[2:]))
    whole = put_json(tmp_path / "whole.json", _chat(*messages))
    stored = []
    for place, paths in enumerate([(early, late, whole), (whole, late, early)]):
        desk = open_desk(tmp_path / f"home{place}")
        for path in paths:
            desk.one(path)
        stored.append(desk.ask("SELECT id, source, position, parent FROM utterance ORDER BY id"))

    assert len(stored[0]) == 6
    assert stored[0] == stored[1]
