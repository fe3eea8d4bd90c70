from pathlib import Path
from typing import Any

import pytest

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.local_times import local_time
from tests.ingest.conftest import Desk
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse


def _record(title: str, time: str, *answers: str, **more: Any) -> dict[str, Any]:
    return {
        "header": "Gemini Apps",
        "title": title,
        "time": f"2026-02-0{time}Z",
        "products": ["Gemini Apps"],
        "safeHtmlItem": [{"html": answer} for answer in answers],
        **more,
    }


def _said(document: Document) -> list[tuple[str, str]]:
    return [(piece.speaker.value, piece.text) for piece in document.pieces]


def _read(path: Path) -> list[Document]:
    documents = parse(path)
    for one in documents:
        assert one.messages == one.spoken + sum(one.left_out.values())
    return documents


def test_prompts_are_put_together_by_time_and_oldest_first(tmp_path: Path) -> None:
    log = [
        _record("Prompted and roses?", "2T10:20:00", "<p>Yes,<br>roses.</p>"),
        _record("Prompted same second, later", "2T10:05:00"),
        _record("Prompted same second", "2T10:05:00", "<ul><li>a</li></ul>", "<p>b</p>"),
        _record("Asked what to plant", "1T10:00:00", "<p>Beans</p>"),
    ]

    older, newer = _read(put_json(tmp_path / "any.json", log))

    assert _said(older) == [("me", "what to plant"), ("assistant", "Beans")]
    assert _said(newer) == [
        ("me", "same second"),
        ("assistant", "- a"),
        ("assistant", "b"),
        ("me", "same second, later"),
        ("me", "and roses?"),
        ("assistant", "Yes,\nroses."),
    ]
    assert [piece.answers for piece in newer.pieces] == [None, 0, 0, 2, 3, 4]
    assert newer.title == "same second"
    assert newer.pieces[0].said.iso() == "2026-02-02T10:05:00+00:00"
    assert "is a guess" in newer.warnings[0]


def test_a_log_that_names_its_conversations_is_not_guessed(tmp_path: Path) -> None:
    link = "https://gemini.google.com/app/c_7b00aa"
    log = [
        _record("Prompted later", "3T10:00:00", titleUrl=link),
        _record("Prompted other", "2T10:00:00", details=[{"name": "x", "url": "https://gemini.google.com/app/1b00"}]),
        _record("Prompted first", "1T10:00:00", titleUrl=link),
    ]  # fmt: skip

    documents = _read(put_json(tmp_path / "a.json", log))

    assert [(one.key, [text for _, text in _said(one)], one.warnings) for one in documents] == [
        ("7b00aa", ["first", "later"], ()),
        ("1b00", ["other"], ()),
    ]


def test_what_is_no_prompt_is_left_out_and_counted(tmp_path: Path, desk: Desk) -> None:
    log = [
        _record("Prompted", "1T10:09:00", "<p>A cat.</p>", imageFile="cat.png"),
        _record("Created Canvas of beans", "1T10:08:00"),
        _record("Gave feedback: Good response", "1T10:07:00"),
        _record("Said plant beans Attached 2 files.", "1T10:06:00"),
        {"header": "Search", "title": "Searched for gemini", "time": "2026-02-01T10:05:00Z", "products": ["Search"]},
    ]  # fmt: skip

    file = desk.one(put_json(tmp_path / "a.json", log))

    assert [(text, who) for text, who, _, _ in desk.stored()] == [
        ("A cat.", "assistant"),
        ("plant beans", "me"),
    ]
    assert (file.format, file.messages) == ("gemini", 6)
    assert dict(file.left_out) == {
        "activity that is no prompt": 2,
        "files only": 1,
        "another product": 1,
    }


def test_other_products_are_left_alone_whatever_the_file_is_called(
    tmp_path: Path, desk: Desk
) -> None:
    log = [{"header": "YouTube", "title": "Watched Gemini", "time": "2026-02-01T10:05:00Z"}]

    file = desk.one(put_json(tmp_path / "Gemini Apps" / "MyActivity.json", log))

    assert (file.status, file.utterances) == ("skipped", 0)
    assert "other products of Google" in file.reason


@pytest.mark.parametrize("header", ["Приложения Gemini", "Gemini アプリ", "Bard"])
def test_a_log_in_another_language_is_known_by_its_header(tmp_path: Path, header: str) -> None:
    words = ["сажать ли розы", "когда поливать", "что с бобами", "где лопата"]
    log = [
        _record(f"Отправлен запрос: {text}", f"1T10:0{place}:00", "<p>x</p>", header=header)
        for place, text in enumerate(words)
    ]
    log.append(_record("Оставлен отзыв", "1T10:09:00", header=header))

    (document,) = _read(put_json(tmp_path / "a.json", log))

    assert [text for who, text in _said(document) if who == "me"] == words
    assert document.left_out == {"activity that is no prompt": 1}


def test_an_unknown_verb_that_cannot_be_told_stays_and_is_said_to(tmp_path: Path) -> None:
    (document,) = _read(put_json(tmp_path / "a.json", [_record("Pediu rosas", "1T10:00:00", "x")]))

    assert _said(document)[0] == ("me", "Pediu rosas")
    assert "kept with them" in document.warnings[1]


def test_other_forms_of_the_log_are_read(tmp_path: Path) -> None:
    details = [{"name": "Request", "value": "roses?"}, {"name": "Response", "value": "yes"}]
    turn = {"request": '{"prompt": "beans?"}', "response": '[{"text": "no"}]'}
    forms = [
        _record("Used Gemini", "1T10:00:00", details=details),
        {"userInteractions": [{"userInteraction": turn}], "header": "Gemini Apps"},
    ]

    documents = _read(put_json(tmp_path / "a.json", forms))

    assert {pair for one in documents for pair in _said(one)} == {
        ("me", "roses?"), ("assistant", "yes"), ("me", "beans?"), ("assistant", "no"),
    }  # fmt: skip


def _cell(words: str, header: str = "Gemini Apps", caption: str = "") -> str:
    return (
        '<div class="outer-cell mdl-cell"><div class="mdl-grid"><div class="header-cell mdl-cell">'
        f'<p class="mdl-typography--title">{header}<br></p></div>'
        f'<div class="content-cell mdl-typography--body-1">{words}</div>'
        '<div class="content-cell mdl-typography--text-right"></div>'
        f'<div class="content-cell mdl-typography--caption"><b>Products:</b>{caption}</div></div></div>'
    )


def _page(*cells: str) -> str:
    style = '<html><head><title>My Activity History</title><style type="text/css">.mdl-a{}'
    return f"{style}{' ' * 70_000}</style></head><body>{''.join(cells)}</body></html>"


@pytest.mark.slow
def test_the_page_of_the_log_is_read(tmp_path: Path) -> None:
    page = _page(
        _cell("Prompted\xa0and now?<br>Apr 12, 2026, 3:40:00\u202fPM EDT<br><p>Water &amp; wait.</p>"),
        _cell(
            'Prompted <a href="https://gemini.google.com/app/x1aa">Розы</a> at 10:00:00<br>in 2026<br>'
            "Apr 12, 2026, 3:34:31 PM EDT<br><p>One</p><ul><li>two</li></ul>",
        ),
        _cell("Cleared previous feedback<br>Apr 12, 2026, 3:30:00 PM EDT<br>"),
        _cell("Watched a film<br>Apr 12, 2026, 3:00:00 PM EDT<br>", header="YouTube"),
        _cell("Prompted lost<br>2 Smarch 2026, 25:99 XYZ<br><p>Answer.</p>"),
    )  # fmt: skip

    documents = _read(put(tmp_path, {"x.html": page}) / "x.html")

    talks = {one.key: one for one in documents}
    assert _said(talks["x1aa"]) == [
        ("me", "Розы at 10:00:00\nin 2026"),
        ("assistant", "One\n\n- two"),
    ]
    assert talks["x1aa"].pieces[0].said.iso() == "2026-04-12T15:34:31-04:00"
    said = [pair for one in documents for pair in _said(one)]
    assert ("me", "and now?") in said
    assert ("assistant", "Water & wait.") in said
    assert ("assistant", "Answer.") in said
    assert sum(one.messages for one in documents) == 8


def test_a_page_of_other_products_is_left_alone(tmp_path: Path, desk: Desk) -> None:
    page = _page(_cell("Watched a film<br>Apr 12, 2026, 3:00:00 PM EDT<br>", header="YouTube"))

    file = desk.one(put(tmp_path, {"MyActivity.html": page}) / "MyActivity.html")

    assert (file.status, file.format) == ("skipped", "gemini")
    assert "other products of Google" in file.reason


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Sep 2, 2026, 1:26:27 PM PDT", "2026-09-02T13:26:27-07:00"),
        ("2 сент. 2026 г., 13:26:27 MSK", "2026-09-02T13:26:27+03:00"),
        ("2 sept. 2026, 12:26:27 UTC+02:00", "2026-09-02T12:26:27+02:00"),
        ("2026年9月2日 13:26:27 JST", "2026-09-02T13:26:27+09:00"),
        ("2026年9月2日 13:26:27 CST", "2026-09-02"),
        ("02.09.2026, 13:26:27 MESZ", "2026-09-02T13:26:27+02:00"),
        ("02.09.2026, 13.26 Uhr MESZ", "2026-09-02"),
        ("2 de septiembre de 2026, 13:26:27 GMT+2", "2026-09-02T13:26:27+02:00"),
        ("2026-09-02T13:26:27Z", "2026-09-02T13:26:27+00:00"),
        ("2 Smarch 2026, 13:26:27 UTC", None),
        ("Sep 2, 2026, 25:26:27 UTC", "2026-09-02"),
    ],
)
def test_times_of_many_languages_are_known_as_far_as_they_are_sure(
    shown: str, said: str | None
) -> None:
    assert local_time(shown).iso() == said
