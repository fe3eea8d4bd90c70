from pathlib import Path

import pytest

from selfmirror.ingest.walk import Found
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import pieces


def _title(desk: Desk) -> str:
    return str(desk.ask("SELECT title FROM source")[0][0])


def test_a_note_becomes_utterances_block_by_block(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {
            "2024-01-05.md": "# Пятница\n\nЯ хочу писать.\nКаждый день.\n\n"
            "- купить хлеб\n- позвонить маме\n\n> чужие слова\n\n"
            "    с отступом\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n## Вечер\n\nУстал."
        },
    )

    file = desk.one(tmp_path / "2024-01-05.md")

    assert desk.ask("SELECT text FROM utterance ORDER BY position") == [
        ("Я хочу писать.\nКаждый день.",),
        ("- купить хлеб\n- позвонить маме",),
        ("> чужие слова",),
        ("    с отступом",),
        ("```\ncode\n```",),
        ("| a | b |\n|---|---|\n| 1 | 2 |",),
        ("Устал.",),
    ]
    assert _title(desk) == "Пятница"
    assert (file.utterances, file.by_speaker, file.dated) == (
        7,
        {"me": 6, "other": 1},
        {"file_name": 7},
    )
    assert (file.first, file.last) == ("2024-01-05", "2024-01-05")


def test_the_front_matter_gives_title_and_date(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {"x.md": "---\ntitle: Осень\ndate: 2023-10-02\ntags: [a, b]\n---\n# Heading\n\nhello"},
    )

    desk.one(tmp_path / "x.md")

    assert desk.stored() == [("hello", "me", "2023-10-02", "front_matter")]
    assert _title(desk) == "Осень"


@pytest.mark.parametrize(
    "front",
    ["date: [unclosed", "a: b: c: d", "? {}\n", "- just\n- a list", "x: &a [*a]", "\t: tab"],
)
def test_a_broken_front_matter_loses_no_words(tmp_path: Path, desk: Desk, front: str) -> None:
    put(tmp_path, {"2024-01-05.md": f"---\n{front}\n---\n\nhello"})

    file = desk.one(tmp_path / "2024-01-05.md", dry_run=True)

    assert file.status == "indexed"
    assert "hello" in [piece.text for piece in pieces(tmp_path / "2024-01-05.md")]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"2024-01-05.md": "---\nno front matter here at all"})

    desk.one(tmp_path / "2024-01-05.md")

    assert desk.texts() == ["no front matter here at all"]


@pytest.mark.parametrize(
    "front",
    [
        'author: "[[Kevin Kelly]]"',
        "author:\n  - Kevin Kelly",
        "source: https://example.org/a",
        "url: https://example.org/a",
        'categories:\n  - "[[Clippings]]"',
        "type: clipping",
        "tags: [вырезка]",
    ],
)
def test_what_somebody_else_wrote_is_not_the_persons(
    tmp_path: Path, desk: Desk, front: str
) -> None:
    put(tmp_path, {"a.md": f"---\n{front}\n---\nI always wanted a boat."})

    file = desk.one(tmp_path / "a.md", me=("Anna",), dry_run=True)

    assert file.by_speaker == {"other": 1}
    assert "not taken for your words" in file.warnings[0]


def test_the_persons_own_published_note_is_theirs(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {"a.md": "---\nauthor: anna  Petrova\nurl: https://blog.example\n---\nI want a boat."},
    )

    own = desk.one(tmp_path / "a.md", me=("Anna Petrova",), dry_run=True)
    assert own.by_speaker == {"me": 1}


def test_dated_headings_date_what_stands_below_them(tmp_path: Path, desk: Desk) -> None:
    text = "# Дневник\n\nвступление\n\n## 5 января 2024\n\nпервый\n\nвторой\n\n## 2024-01-07, вс\n\nтретий\n"
    put(tmp_path, {"2024-01.md": text})

    desk.one(tmp_path / "2024-01.md")

    assert desk.stored() == [
        ("вступление", "me", "2024-01-01", "file_name"),
        ("второй", "me", "2024-01-05", "heading"),
        ("первый", "me", "2024-01-05", "heading"),
        ("третий", "me", "2024-01-07", "heading"),
    ]


def test_blocks_without_words_are_left_out_and_counted(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {
            "2024-01-05.md": "![[photo.png]]\n\n<!-- a comment -->\n\n***\n\nwords",
            "e.md": "![[Daily.base]]",
        },
    )

    file = desk.one(tmp_path / "2024-01-05.md")

    assert (file.messages, file.spoken, dict(file.left_out)) == (3, 1, {"no words": 2})
    assert desk.one(tmp_path / "e.md").reason == "no words in it"


def test_a_line_like_a_links_address_is_kept(tmp_path: Path) -> None:
    put(tmp_path, {"2024-01-05.md": "[вечер]: устал"})

    assert [piece.text for piece in pieces(tmp_path / "2024-01-05.md")] == ["[вечер]: устал"]


def test_a_note_of_headings_alone_keeps_them(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"2024-01-05.md": "# I quit today"})

    desk.one(tmp_path / "2024-01-05.md")

    assert desk.texts() == ["# I quit today"]


def test_selfmirrors_own_files_are_not_taken_for_new_evidence(tmp_path: Path, desk: Desk) -> None:
    front = "---\nkind: session\nid: s1\nrecorded: 2026-01-01T10:00:00+00:00\n---\n"
    put(tmp_path, {"copy.md": front + "## guide · 2026\n\nWhat do you want?"})

    file = desk.one(tmp_path / "copy.md")

    assert (file.status, file.reason) == ("skipped", "an entry or a transcript of selfmirror's own")
    assert desk.stored() == []


def test_plain_text_is_split_at_empty_lines(tmp_path: Path, desk: Desk) -> None:
    put(
        tmp_path,
        {
            "2024-01-05.txt": "first\nline\n \n\n  second".encode("utf-16"),
            "2024-01-06": "no ending, but a date",
            "n.txt": "---\ndate: 2020-02-02\n---\nwith front matter",
        },
    )

    receipt = desk.read(tmp_path / "2024-01-05.txt", tmp_path / "2024-01-06", tmp_path / "n.txt")

    assert [file.format for file in receipt.files] == ["text", "text", "markdown"]
    assert [(text, day) for text, _, day, _ in desk.stored()] == [
        ("first\nline", "2024-01-05"),
        ("no ending, but a date", "2024-01-06"),
        ("second", "2024-01-05"),
        ("with front matter", "2020-02-02"),
    ]


def test_cyrillic_code_pages_are_read_with_a_word_about_it(tmp_path: Path, desk: Desk) -> None:
    words = "Я хочу сменить работу и переехать к морю."
    put(tmp_path, {"2024-01-05.md": words.encode("cp1251")})

    file = desk.one(tmp_path / "2024-01-05.md")

    assert desk.texts() == [words]
    assert file.warnings == ("read as cp1251",)


def test_a_file_that_fails_in_its_reader_becomes_a_line(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.md": "a", "b.md": "b"})

    def fail(found: Found) -> str:
        if found.path.endswith("a.md"):
            raise MemoryError
        return "hash"

    monkeypatch.setattr("selfmirror.ingest.intake._hash", fail)
    first, second = desk.read(tmp_path / "a.md", tmp_path / "b.md").files

    assert (first.status, first.reason) == ("failed", "it cannot be read (MemoryError)")
    assert second.status == "indexed"


def test_headings_that_are_no_words_are_counted(tmp_path: Path, desk: Desk) -> None:
    text = "# Почему я ушёл\n\nПросто.\n\n## Решил жениться\n\nДа."

    file = desk.one(put(tmp_path, {"n.md": text}) / "n.md")

    assert sorted(desk.texts()) == ["Да.", "Просто."]
    assert (file.messages, file.spoken, dict(file.left_out)) == (3, 2, {"headings": 1})
