import json
from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.settings import ImportSettings
from tests.ingest.conftest import Desk, quiet
from tests.ingest.exports import chatgpt, node, put, put_json
from tests.ingest.reading import parse, pieces


def _parents(desk: Desk) -> set[tuple[str, str | None, int]]:
    rows = desk.ask(
        "SELECT u.text, p.text, u.position FROM utterance u LEFT JOIN utterance p ON p.id = u.parent"
    )
    return {(text, parent, position) for text, parent, position in rows}


def test_all_branches_are_kept_with_whom_they_answer(tmp_path: Path, desk: Desk) -> None:
    talk = chatgpt(
        node("root", None, None),
        node("sys", "root", "be nice", "system"),
        node("q", "sys", "what now?"),
        node("a1", "q", "rest", "assistant"),
        node("a2", "q", "work", "assistant"),
        node("q2", "a2", "why?"),
    )

    file = desk.one(put_json(tmp_path / "c.json", [talk]))

    assert _parents(desk) == {
        ("what now?", None, 0),
        ("rest", "what now?", 1),
        ("work", "what now?", 1),
        ("why?", "work", 2),
    }
    assert (file.messages, file.spoken, dict(file.left_out)) == (5, 4, {"system": 1})
    assert file.by_speaker == {"me": 2, "assistant": 2}


def test_conversations_may_come_one_a_line(tmp_path: Path) -> None:
    lines = [json.dumps(chatgpt(node("a", None, f"talk {n}"), key=f"c{n}")) for n in range(3)]
    put(tmp_path, {"c.jsonl": "\n".join(lines)})

    assert [piece.text for piece in pieces(tmp_path / "c.jsonl")] == ["talk 0", "talk 1", "talk 2"]


@pytest.mark.parametrize("shape", ["list", "wrapped", "single"])
def test_every_shape_of_the_file_is_read(tmp_path: Path, shape: str) -> None:
    talk = chatgpt(node("a", None, "hello"))
    document: Any = {"list": [talk], "wrapped": {"conversations": [talk]}, "single": talk}[shape]

    assert [piece.text for piece in pieces(put_json(tmp_path / "c.json", document))] == ["hello"]


def test_split_exports_are_one_history(tmp_path: Path, desk: Desk) -> None:
    for number in range(3):
        put_json(
            tmp_path / "x" / f"conversations-00{number}.json",
            [chatgpt(node("a", None, f"talk {number}"), key=f"c{number}")],
        )

    assert desk.read(tmp_path / "x").totals()["added"] == 3


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        (1700000000.5, "2023-11-14"),
        (1700000000, "2023-11-14"),
        ("1700000001.5", "2023-11-14"),
        (1700000000500, "2023-11-14"),
        ("2023-11-14T22:13:20Z", "2023-11-14"),
        ("2023-11-14T22:13:20.5+03:00", "2023-11-14"),
        ({"$date": {"$numberLong": "1700000000500"}}, "2023-11-14"),
        ("2023-11-14 22:13:20", "2023-11-14"),
        ("2023-13-14 22:13:20", None),
        (0, None),
        (None, None),
        ("not a time", None),
        (True, None),
        (-1, None),
        (1e300, None),
        ({"x": 1}, None),
    ],
)
def test_a_time_in_any_form_is_read_and_nonsense_is_unknown(
    tmp_path: Path, given: Any, iso: str | None
) -> None:
    talk = chatgpt(node("a", None, "hello", create_time=given))

    (piece,) = pieces(put_json(tmp_path / "2020-01-01" / "c.json", [talk]))

    assert (piece.said.day.isoformat() if piece.said.day else None) == iso
    assert piece.said.source.value == ("message" if iso else "unknown")


def test_messages_without_a_time_keep_their_order(tmp_path: Path) -> None:
    nodes = [node("m0", None, "word 0", create_time=None)]
    nodes += [node(f"m{n}", f"m{n - 1}", f"word {n}", create_time=None) for n in range(1, 12)]

    read = pieces(put_json(tmp_path / "c.json", [chatgpt(*reversed(nodes))]))

    in_order = sorted(read, key=lambda piece: piece.position)
    assert [piece.text for piece in in_order] == [f"word {n}" for n in range(12)]


def _content(kind: str, **more: Any) -> dict[str, Any]:
    return {"content": {"content_type": kind, **more}}


@pytest.mark.parametrize(
    ("message", "speaker", "text"),
    [
        (node("n", None, "", **_content("multimodal_text", parts=["look", {"content_type": "image_asset_pointer"}, None])), "me", "look"),
        (node("n", None, "", **_content("multimodal_text", parts=[{"content_type": "audio_transcription", "text": "spoken"}])), "me", "spoken"),
        (node("n", None, "", **_content("audio_transcription", text="spoken")), "me", "spoken"),
        (node("n", None, "", **_content("multimodal_text", parts=[{"content_type": "real_time_user_audio_video_asset_pointer", "audio_asset_pointer": {"metadata": {"transcription": "heard"}}}])), "me", "heard"),
        (node("n", None, "", "assistant", **_content("multimodal_text", parts=[{"content_type": "audio_transcription", "direction": "out", "text": "said"}, {"content_type": "audio_asset_pointer", "metadata": {"transcription": "said"}}])), "assistant", "said"),
        (node("n", None, "", **_content("text", parts=["one", {"x": 1}, "two"])), "me", "one\n\ntwo"),
        (node("n", None, "", **_content("multimodal_text", parts=["mine", {"content_type": "page", "text": "theirs"}])), "me", "mine"),
        (node("n", None, "", content="plain"), "me", "plain"),
        (node("n", None, "", **_content("brand_new", parts=["pasted?"])), "other", "pasted?"),
        (node("n", None, "", "assistant", **_content("brand_new", parts=["new"])), "assistant", "new"),
        (node("n", None, "", "assistant", **_content("code", text="print()")), "tool", "print()"),
        (node("n", None, "", "assistant", **_content("code"), metadata={"finished_text": "print()"}), "tool", "print()"),
        (node("n", None, "", "tool", **_content("execution_output", text="42")), "tool", "42"),
        (node("n", None, "", "tool", **_content("tether_browsing_display", result="page")), "tool", "page"),
        (node("n", None, "remember it", "assistant", recipient="bio"), "tool", "remember it"),
        (node("n", None, '{"content": "a poem"}', "assistant", recipient="canmore.create_textdoc"), "tool", '{"content": "a poem"}'),
        (node("n", None, "", "tool", **_content("tether_quote", title="t", text="quoted")), "tool", "quoted"),
        (node("n", None, "see \ue200cite\ue202turn0\ue201here【0†source】", "assistant"), "assistant", "see here"),
        (node("n", None, "hm", "stranger"), "other", "hm"),
    ],
)  # fmt: skip
def test_every_kind_of_content_has_its_speaker(
    tmp_path: Path, message: dict[str, Any], speaker: str, text: str
) -> None:
    (piece,) = pieces(put_json(tmp_path / "c.json", [chatgpt(message)]))

    assert (piece.text, piece.speaker) == (text, speaker)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (node("n", None, "hidden", metadata={"is_visually_hidden_from_conversation": True}), "hidden"),
        (node("n", None, "weightless", weight=0), "hidden"),
        (node("n", None, "prompt", "system"), "system"),
        (node("n", None, "about me", "system", metadata={"is_user_system_message": True}), "custom instructions"),
        (node("n", None, "", **_content("user_editable_context", user_profile="I am")), "custom instructions"),
        (node("n", None, "", "assistant", **_content("thoughts", thoughts=[{"content": "hm"}])), "thinking"),
        (node("n", None, "", "system", **_content("system_error", text="oops")), "system"),
        (node("n", None, "", **_content("text", parts=[])), "no text"),
        (node("n", None, "", **_content("text", parts=None)), "no text"),
        (node("n", None, "", **_content("multimodal_text", parts=[{"content_type": "image_asset_pointer", "asset_pointer": "sediment://f"}])), "files only"),
        (node("n", None, "", **_content("multimodal_text", parts=[{"content_type": "real_time_user_audio_video_asset_pointer", "audio_asset_pointer": {}}])), "files only"),
        (node("n", None, "", "assistant", **_content("reasoning_recap", content="Thought for 5s")), "thinking"),
        (node("n", None, "", "system", **_content("model_editable_context", model_set_context="1. likes")), "custom instructions"),
        ({"id": "n", "parent": None, "message": "not an object"}, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_counted_with_its_reason(
    tmp_path: Path, message: dict[str, Any], reason: str
) -> None:
    path = put_json(tmp_path / "c.json", [chatgpt(message, node("b", None, "kept"))])

    (document,) = parse(path)

    assert [piece.text for piece in document.pieces] == ["kept"]
    assert (document.messages, dict(document.left_out)) == (2, {reason: 1})


def test_orphans_cycles_and_missing_mappings_lose_nothing(tmp_path: Path, desk: Desk) -> None:
    document = [
        chatgpt(node("x", "gone", "orphan"), key="c1"),
        chatgpt(node("a", "b", "circle a"), node("b", "a", "circle b"), key="c2"),
        chatgpt(node("s", "s", "self"), key="c3"),
        {"id": "c4", "title": "none", "create_time": 1},
        {"id": "c5", "title": "null", "create_time": 1, "mapping": None},
        {"title": "no id", "create_time": 1, "mapping": {"k": node("k", None, "nameless")}},
        "not a conversation",
        None,
    ]

    file = desk.one(put_json(tmp_path / "c.json", document))

    assert desk.texts() == ["circle a", "circle b", "nameless", "orphan", "self"]
    assert (file.messages, file.spoken) == (5, 5)
    assert "1 messages whose parent is not in the file: Talk" in file.warnings
    assert "entry 7 is no conversation" in file.warnings


def test_nodes_without_a_parent_are_found_among_somebodys_children(
    tmp_path: Path, desk: Desk
) -> None:
    nodes: dict[str, Any] = {
        "root": {"children": ["a"]},
        "a": {**node("a", None, "q"), "children": ["b", "c", "gone", 7]},
        "b": node("b", None, "one", "assistant"),
        "c": node("c", None, "two", "assistant"),
    }
    for one in nodes.values():
        one.pop("parent", None)
    put_json(tmp_path / "c.json", {"title": "t", "current_node": "c", "mapping": nodes})

    file = desk.one(tmp_path / "c.json")

    assert _parents(desk) == {("q", None, 0), ("one", "q", 1), ("two", "q", 1)}
    assert (file.messages, file.spoken) == (3, 3)


def test_conversations_without_an_id_stay_apart_though_their_roots_are_called_the_same(
    tmp_path: Path, desk: Desk
) -> None:
    talks = [
        chatgpt(
            node("client-created-root", None, None), node(key, "client-created-root", "hi"), key=""
        )
        for key in ("m1", "m2")
    ]

    desk.one(put_json(tmp_path / "c.json", talks))

    assert desk.ask("SELECT count(*) FROM source") == [(2,)]


def test_half_a_file_keeps_what_came_before_the_break(tmp_path: Path, desk: Desk) -> None:
    whole = put_json(
        tmp_path / "c.json", [chatgpt(node("a", None, f"talk {n}"), key=f"c{n}") for n in range(3)]
    )
    text = whole.read_text("utf-8")
    put(tmp_path, {"c.json": text[: text.index("talk 2")]})

    file = desk.one(tmp_path / "c.json")
    assert (file.status, file.added) == ("failed", 2)
    assert file.reason.startswith("broken JSON")
    assert desk.texts() == ["talk 0", "talk 1"]

    put(tmp_path, {"c.json": text})
    file = desk.one(tmp_path / "c.json")
    assert (file.status, file.added, file.known) == ("indexed", 1, 2)


def test_broken_characters_in_a_message_do_not_break_the_import(tmp_path: Path, desk: Desk) -> None:
    text = '[{"id":"c","create_time":1,"mapping":{"a":{"id":"a","message":{"author":{"role":"user"},"content":{"parts":["ok \\u0000 \\ud83d\\ude00 \\ud83d end"]}}}}}]'
    put(tmp_path, {"c.json": text})

    assert desk.one(tmp_path / "c.json").utterances == 1
    assert desk.texts()[0].startswith("ok ")


def test_a_grown_conversation_adds_only_its_new_messages(tmp_path: Path, desk: Desk) -> None:
    old = [node("a", None, "one"), node("b", "a", "two", "assistant")]
    desk.one(put_json(tmp_path / "january.json", [chatgpt(*old)]))
    before = set(desk.ask("SELECT id FROM utterance"))

    file = desk.one(put_json(tmp_path / "february.json", [chatgpt(*old, node("c", "b", "three"))]))

    assert (file.added, file.known, file.utterances) == (1, 2, 3)
    assert before < set(desk.ask("SELECT id FROM utterance"))
    assert desk.ask("SELECT count(*) FROM source") == [(1,)]


def test_one_enormous_message_is_refused_before_it_fills_the_memory(
    tmp_path: Path, desk: Desk
) -> None:
    importer = Importer(desk.store, desk.store.clock, ImportSettings(max_text_mb=1))
    enormous = chatgpt(node("b", None, "x" * (2 << 20)), key="c2")
    path = put_json(tmp_path / "c.json", [chatgpt(node("a", None, "kept")), enormous])

    (file,) = importer.run([path], ImportOptions(dry_run=True), quiet).files

    assert (file.status, file.utterances) == ("failed", 1)
    assert file.reason.startswith("a text larger than 1 MB (imports.max_text_mb)")
