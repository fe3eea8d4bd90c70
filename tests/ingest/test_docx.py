"""Word documents: what is read of them, when they are of, and whose they are."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.conftest import Desk
from tests.ingest.exports import put, zipped
from tests.ingest.reading import parse

_MADE = datetime(2023, 5, 6, 10, 0, tzinfo=UTC)


def _word(path: Path, author: str = "Anna") -> Word:
    """A document that is saved anew at every call of `save(path)`."""
    word = docx.Document()
    word.core_properties.author = author
    word.core_properties.created = _MADE
    path.parent.mkdir(parents=True, exist_ok=True)
    return word


def test_a_word_document_is_read_block_by_block(tmp_path: Path) -> None:
    path = tmp_path / "план.docx"
    word = _word(path)
    word.add_heading("Мой план", 1)
    word.add_paragraph("Хочу к морю.")
    word.add_paragraph("   ")
    for item in ("билеты", "жильё"):
        word.add_paragraph(item, style="List Bullet")
    table = word.add_table(2, 2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(place)
    word.save(str(path))

    (document,) = parse(path)

    assert document.title == "Мой план"
    assert [p.text for p in document.pieces] == [
        "Хочу к морю.",
        "- билеты\n- жильё",
        "0 | 1\n2 | 3",
    ]


def test_what_was_struck_out_is_left_and_what_was_added_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word = _word(path)
    paragraph = word.add_paragraph("I want ")
    for tag, text in (("del", "<w:delText>war</w:delText>"), ("ins", "<w:t>peace</w:t>")):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r>{text}</w:r></w:{tag}>"))
    box = OxmlElement("w:sdt")
    box.append(parse_xml(f"<w:sdtContent {nsdecls('w')}><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:sdtContent>"))  # fmt: skip
    word.element.body.insert(1, box)
    word.save(str(path))

    (document,) = parse(path)

    assert [p.text for p in document.pieces] == ["I want peace", "boxed"]


@pytest.mark.parametrize(
    ("author", "speaker", "warning"),
    [
        ("Anna", "me", ""),
        ("Boris", "other", "written by Boris"),
        ("", "other", "names no author"),
        ("python-docx", "other", "names no author"),
    ],
)
def test_the_author_decides_whose_a_document_is(
    tmp_path: Path, desk: Desk, author: str, speaker: str, warning: str
) -> None:
    word = _word(tmp_path / "a.docx", author)
    word.add_paragraph("Хочу к морю.")
    word.save(str(tmp_path / "a.docx"))

    file = desk.one(tmp_path / "a.docx", me=("anna",))

    assert desk.stored() == [("Хочу к морю.", speaker, "2023-05-06", "front_matter")]
    assert warning in "".join(file.warnings)
    assert bool(file.warnings) == bool(warning)


def test_dated_headings_and_lines_of_a_document_date_what_follows(
    tmp_path: Path, desk: Desk
) -> None:
    word = _word(tmp_path / "a.docx")
    word.add_heading("5 января 2024", 2)
    word.add_paragraph("устал")
    word.add_paragraph("суббота, 6 января 2024 г.")
    word.add_paragraph("отдохнул")
    word.save(str(tmp_path / "a.docx"))

    desk.one(tmp_path / "a.docx", me=("Anna",))

    assert desk.stored() == [
        ("отдохнул", "me", "2024-01-06", "heading"),
        ("устал", "me", "2024-01-05", "heading"),
    ]


def test_a_files_name_dates_it_before_its_program_does(tmp_path: Path, desk: Desk) -> None:
    word = _word(tmp_path / "2024-01-05.docx")
    word.add_paragraph("слова")
    word.save(str(tmp_path / "2024-01-05.docx"))

    desk.one(tmp_path / "2024-01-05.docx", me=("Anna",))

    assert desk.stored() == [("слова", "me", "2024-01-05", "file_name")]


def test_entities_in_a_document_are_not_expanded(tmp_path: Path, desk: Desk) -> None:
    secret = put(tmp_path, {"secret.txt": "hidden words"}) / "secret.txt"
    plain = tmp_path / "plain.docx"
    word = _word(plain)
    word.add_paragraph("MARK")
    word.save(str(plain))
    entries = {name: zipfile.ZipFile(plain).read(name) for name in zipfile.ZipFile(plain).namelist()}  # fmt: skip
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}"><!ENTITY f "expanded">]>'
    body = entries["word/document.xml"].decode()
    head, _, rest = body.partition("?>")
    entries["word/document.xml"] = (
        head + "?>" + doctype + rest.replace("MARK", "seen &e; &f;")
    ).encode()
    path = zipped(tmp_path / "evil.docx", entries)

    desk.one(path)

    assert [text.strip() for text in desk.texts()] == ["seen"]


def test_a_document_inside_a_zip_is_read(tmp_path: Path, desk: Desk) -> None:
    word = _word(tmp_path / "a.docx")
    word.add_paragraph("слова")
    word.save(str(tmp_path / "a.docx"))
    zipped(tmp_path / "all.zip", {"2023/a.docx": (tmp_path / "a.docx").read_bytes()})
    (tmp_path / "a.docx").unlink()

    desk.one(tmp_path / "all.zip", me=("Anna",))

    assert desk.stored() == [("слова", "me", "2023-05-06", "front_matter")]
