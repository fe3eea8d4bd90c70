"""Notes of Obsidian, Logseq and Notion: what their programs add is no word of the person."""

import io
import zipfile
from pathlib import Path

import pytest

from selfmirror.words.own import own_words
from tests.ingest.conftest import Desk
from tests.ingest.exports import put, put_json
from tests.ingest.reading import parse, pieces

_BLOCK = "64f1a3c2-8b1d-4e7a-9c55-0123456789ab"
_PAGE = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def _texts(folder: Path, text: str, name: str = "2024-01-05.md") -> list[str]:
    put(folder, {name: text})
    return [piece.text for piece in pieces(folder / name)]


def _zip(entries: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Читаю [[Война и мир|роман]] и [[Толстой]].", "Читаю роман и Толстой."),
        ("See [[Plan#May]] ![[photo.png]] now", "See Plan#May  now"),
        ("I moved ^a1b2c3", "I moved"),
        ("I moved %%to Riga%% away", "I moved  away"),
        ("100%% sure and 50%% of it", "100%% sure and 50%% of it"),
        ("In R `x[[1]]` and x[[2]]", "In R `x[[1]]` and x[[2]]"),
        (f"As in (({_BLOCK})), I run [again]((({_BLOCK})))", "As in , I run again"),
        ("{{cloze I am}} here {{embed [[x]]}}", "I am here"),
    ],
)
def test_links_read_as_their_names_and_embeds_are_gone(
    tmp_path: Path, written: str, seen: str
) -> None:
    assert _texts(tmp_path, written) == [seen]


def test_comments_are_left_out_and_counted(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.md": "one\n\n%% a note\n\nto nobody %%\n\n%%short%%\n\n```\n%% code %%\n```\n\n%% unclosed"
        },
    )

    (document,) = parse(tmp_path / "a.md")

    assert [p.text for p in document.pieces] == ["one", "```\n%% code %%\n```", "%% unclosed"]
    assert document.left_out == {"comments": 2}
    assert document.messages == 5


def test_a_callout_is_the_persons_unless_it_is_a_quotation(tmp_path: Path) -> None:
    text = "> [!note]+ Решение\n> Хочу уехать.\n\n> [!quote] Толстой\n> Хочу славы."

    own, quoted = _texts(tmp_path, text)

    assert own == "Решение\nХочу уехать."
    assert "славы" in quoted
    assert not own_words(quoted).strip()


def test_a_callout_inside_a_list_is_the_persons_too(tmp_path: Path) -> None:
    (text,) = _texts(tmp_path, "- one\n\n  > [!warning]\n  > not to forget\n\n  > quoted\n", "a.md")

    assert text == "- one\n\n  not to forget\n\n  > quoted"


def test_turns_of_a_chat_in_callouts_are_no_quotations(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.md": "> [!user] **User**\n> I want to move.\n> Really.\n\n> [!agent] **Assistant**\n> Do.\n\n> [!user] **User**\n> ok"
        },
    )

    assert [(p.text, p.speaker.value) for p in pieces(tmp_path / "a.md")] == [
        ("I want to move.\nReally.", "me"),
        ("Do.", "assistant"),
        ("ok", "me"),
    ]


def test_inline_fields_date_the_note_and_sentences_in_them_are_words(tmp_path: Path) -> None:
    text = (
        "created:: [[2023-05-06]]\nmood:: tired\ngratitude:: my sister called me at last\n\nwords"
    )
    put(tmp_path, {"a.md": text})

    (document,) = parse(tmp_path / "a.md")

    assert document.clues.dates == ("[[2023-05-06]]",)
    assert [p.text for p in document.pieces] == [
        "gratitude:: my sister called me at last",
        "words",
    ]
    assert document.left_out == {"properties": 2}


def test_a_property_below_the_first_words_is_of_its_item_alone(tmp_path: Path) -> None:
    text = "# Пятница\n\ncreated:: 2023-05-06\n\n- нашёл статью\n  url:: https://a.b\n  date:: 2020-01-01\n- устал"
    put(tmp_path, {"a.md": text})

    (document,) = parse(tmp_path / "a.md")

    assert document.clues.dates == ("2023-05-06",)
    assert not document.clues.clipping
    assert [p.text for p in document.pieces] == ["- нашёл статью\n- устал"]


@pytest.mark.parametrize(
    "front",
    [
        "date: [[2023-05-06]]",
        'created: "[[06.05.2023|вчера]]"',
        "created: Saturday, May 6th 2023, 10:00:00 am",
        "Дата создания: суббота, 6 мая 2023 г.",
        "date: [[Дневник/2023/6 мая 2023]]",
    ],
)
def test_front_matter_dates_of_any_form_are_read(tmp_path: Path, desk: Desk, front: str) -> None:
    put(tmp_path, {"a.md": f"---\n{front}\n---\nwords"})

    desk.one(tmp_path / "a.md")

    assert desk.stored() == [("words", "me", "2023-05-06", "front_matter")]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("Дневник/Суббота, 6 мая 2023 г..md", "file_name"),
        ("Daily/2023.05.06 Sat.md", "file_name"),
        ("Дневник/2023/Май/6.md", "folder_name"),
        ("Дневник/2023/05-Май/06 сб.md", "folder_name"),
        ("Дневник/2023 год/6 мая.md", "folder_name"),
        ("Daily/2023/05-May/06-Saturday.md", "folder_name"),
    ],
)
def test_a_daily_note_is_dated_by_its_name_and_folders(
    tmp_path: Path, desk: Desk, path: str, source: str
) -> None:
    put(tmp_path, {path: "words"})

    desk.one(tmp_path / path)

    assert desk.stored() == [("words", "me", "2023-05-06", source)]


@pytest.mark.parametrize("folder", ["2024/May flowers.md", "2024/марш.md"])
def test_a_word_like_a_month_dates_nothing(tmp_path: Path, desk: Desk, folder: str) -> None:
    put(tmp_path, {folder: "words"})

    assert desk.one(tmp_path / folder, dry_run=True).first == "2024"


@pytest.mark.parametrize(
    "text",
    [
        "---\ncreated: {{date}}\n---\n## Questions\n\n- ",
        "# {{title}}\n\nWhat went well?",
        "---\ntags: daily\n---\nWent well:\n\n{{date:YYYY-MM-DD}}",
        "<%* const x = await tp.system.prompt('x') %>\n\nHello",
        "## <% tp.date.now() %>\n\nWhat do I want?",
    ],
)
def test_a_template_is_nobodys_words(tmp_path: Path, desk: Desk, text: str) -> None:
    put(tmp_path, {"Journal.md": text})

    file = desk.one(tmp_path / "Journal.md")

    assert (file.status, file.utterances) == ("skipped", 0)
    assert file.reason.startswith("a template")


@pytest.mark.parametrize("text", ["I put {{date}} into my notes", "`<% tp.x %>` works", "a {{b}}"])
def test_a_note_that_speaks_of_templates_is_a_note(tmp_path: Path, text: str) -> None:
    assert _texts(tmp_path, text) == [text]


def test_of_a_canvas_the_texts_are_read(tmp_path: Path, desk: Desk) -> None:
    place = {"x": 0, "y": 0, "width": 1, "height": 1}
    nodes = [
        {"id": "1", "type": "text", "text": "# Idea\n\nI want to [[write]]", **place},
        {"id": "2", "type": "file", "file": "a.md", **place},
        {"id": "3", "type": "group", "label": "Later", **place},
    ]
    put_json(tmp_path / "Board 2024-01-05.canvas", {"nodes": nodes, "edges": []})

    file = desk.one(tmp_path / "Board 2024-01-05.canvas")

    assert desk.stored() == [("I want to write", "me", "2024-01-05", "file_name")]
    assert (file.messages, dict(file.left_out)) == (3, {"files": 1, "groups": 1})


def test_a_base_is_refused_as_a_view(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"Books.base": "filters:\n  and: []\nviews:\n  - type: table\n    name: Books\n"})

    assert "no words" in desk.one(tmp_path / "Books.base").reason


def test_a_logseq_journal_is_one_piece_a_bullet_without_its_bookkeeping(
    tmp_path: Path, desk: Desk
) -> None:
    text = (
        "title:: 5 января\n\n- Устал от [[работа]]\n"
        f"  id:: {_BLOCK}\n  collapsed:: true\n\t- но держусь\n"
        "- DONE позвонить маме\n  SCHEDULED: <2024-01-06 Sat>\n"
        "  :LOGBOOK:\n  CLOCK: [2024-01-05 Fri 10:00:00]\n  :END:\n"
        f"- (({_BLOCK}))\n- #+BEGIN_QUOTE\n  Хочу славы.\n  #+END_QUOTE\n- > Хочу мести."
    )
    put(tmp_path, {"journals/2024_01_05.md": text})

    file = desk.one(tmp_path / "journals" / "2024_01_05.md")

    assert desk.ask("SELECT text, CAST(said_on AS TEXT) FROM utterance ORDER BY position") == [
        ("- Устал от работа\n\t- но держусь", "2024-01-05"),
        ("- DONE позвонить маме", "2024-01-05"),
        ("> Хочу славы.", "2024-01-05"),
        ("- > Хочу мести.", "2024-01-05"),
    ]
    assert dict(file.left_out) == {"properties": 5, "no words": 1}
    assert not own_words("- > Хочу мести.").strip()


def test_a_notion_page_sheds_its_id_and_its_properties_date_it(tmp_path: Path, desk: Desk) -> None:
    page = (
        "# Осень\n\nCreated: January 5, 2024 10:00 AM\nTags: a, b, c, d, e\n"
        "Lesson: I work too late in the evenings\n\nУстал.\n\n<aside>\n💡 Спать больше\n\n</aside>\n"
    )
    part = _zip({f"Дневник/Осень {_PAGE}.md": page.encode()})
    put(tmp_path, {"backup.zip": _zip({"Export.zip": _zip({"ExportBlock-Part-1.zip": part})})})

    file = desk.one(tmp_path / "backup.zip")

    assert desk.stored() == [
        ("Lesson: I work too late in the evenings", "me", "2024-01-05", "front_matter"),
        ("Устал.", "me", "2024-01-05", "front_matter"),
        ("💡 Спать больше", "me", "2024-01-05", "front_matter"),
    ]
    assert dict(file.left_out) == {"properties": 2, "no words": 1}
    assert desk.ask("SELECT title FROM source") == [("Осень",)]


def test_figures_in_an_id_are_no_date(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"Idea 20210304aabbccddeeff001122334455.md": "words"})

    desk.one(tmp_path / "Idea 20210304aabbccddeeff001122334455.md")

    assert desk.stored() == [("words", "me", None, "unknown")]


def test_dated_lines_of_a_text_date_what_follows(tmp_path: Path, desk: Desk) -> None:
    text = "5 января 2024, пт\nустал\n\nотдохнул\n6 января 2024 г.\n\nв 2023-01-01 было лучше\nда"
    put(tmp_path, {"дневник.txt": text})

    desk.one(tmp_path / "дневник.txt")

    assert desk.stored() == [
        ("в 2023-01-01 было лучше\nда", "me", "2024-01-06", "heading"),
        ("отдохнул", "me", "2024-01-05", "heading"),
        ("устал", "me", "2024-01-05", "heading"),
    ]


def test_one_dated_line_further_down_stays_in_its_text(tmp_path: Path) -> None:
    assert _texts(tmp_path, "слова\n\n6 января 2024\nотъезд", "a.txt") == [
        "слова",
        "6 января 2024\nотъезд",
    ]


def test_queries_and_drawings_are_no_words(tmp_path: Path) -> None:
    text = (
        "==⚠  Switch to EXCALIDRAW VIEW  ⚠== You can\n\nI draw ^ab12\n\n```dataview\nLIST FROM #a\n```\n\n"
        "```python\n%% kept %%\nx:: 1\n```\n\n%% kanban:settings\n```\n{}\n```\n%%\n\nQuestion :: Answer"
    )
    put(tmp_path, {"a.md": text})

    (document,) = parse(tmp_path / "a.md")

    assert [p.text for p in document.pieces] == [
        "I draw",
        "```python\n%% kept %%\nx:: 1\n```",
        "Question :: Answer",
    ]
    assert document.left_out == {"properties": 1, "queries": 1, "comments": 1}


@pytest.mark.parametrize("mark", ["[[", "![[", "{{", "<% ", "%%", " ", "`", "[", "> [!", "a:: "])
def test_a_line_of_marks_takes_no_time(tmp_path: Path, mark: str) -> None:
    put(tmp_path, {"a.md": f"words\n\n{mark * 20_000}\n"})

    assert pieces(tmp_path / "a.md")[0].text == "words"
