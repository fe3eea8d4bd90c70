"""Documents that a program made: what is read of them, when they are of, and whose they are."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import docx
import pptx
import pytest
from docx.document import Document as Word
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from selfmirror.ingest.formats.format import Format
from selfmirror.ingest.probe import probe
from selfmirror.ingest.recognise import recognise
from selfmirror.ingest.unpacking import unpackable
from selfmirror.ingest.walk import Found, walk
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import BOUNDS, parse

_MADE = datetime(2023, 5, 6, 10, 0, tzinfo=UTC)


def _word(path: Path, author: str = "Anna") -> Word:
    """A document that is saved anew at every call of `save(path)`."""
    word = docx.Document()
    word.core_properties.author = author
    word.core_properties.created = _MADE
    path.parent.mkdir(parents=True, exist_ok=True)
    return word


def _zip(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def _pdf(text: str, info: str = "", more: str = "") -> bytes:
    """A document of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td {text} ET"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 {font} >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< {info} >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    content += f"xref\n0 6\n0000000000 65535 f \n{table}"
    content += f"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R {more} >>\nstartxref\n{start}\n%%EOF"
    return content.encode("latin-1")


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
    path = _zip(tmp_path / "evil.docx", entries)

    desk.one(path)

    assert [text.strip() for text in desk.texts()] == ["seen"]


def test_a_document_too_large_when_unpacked_is_never_unpacked(tmp_path: Path) -> None:
    texts = _zip(tmp_path / "texts.docx", {"word/document.xml": b" " * 3000})
    pictures = _zip(tmp_path / "pictures.docx", {"word/a.png": b" " * 9000})
    for path in (texts, pictures):
        with path.open("rb") as file, pytest.raises(ValueError, match="too large when unpacked"):
            unpackable(file, 2000)
        with path.open("rb") as file:
            assert unpackable(file, 3000) is file


def test_a_document_inside_a_zip_is_read(tmp_path: Path, desk: Desk) -> None:
    word = _word(tmp_path / "a.docx")
    word.add_paragraph("слова")
    word.save(str(tmp_path / "a.docx"))
    _zip(tmp_path / "all.zip", {"2023/a.docx": (tmp_path / "a.docx").read_bytes()})
    (tmp_path / "a.docx").unlink()

    desk.one(tmp_path / "all.zip", me=("Anna",))

    assert desk.stored() == [("слова", "me", "2023-05-06", "front_matter")]


def test_a_broken_document_fails_alone(tmp_path: Path, desk: Desk) -> None:
    _zip(tmp_path / "a.docx", {"[Content_Types].xml": "<x", "word/document.xml": "<x"})
    put(tmp_path, {"b.pdf": b"%PDF-1.4\nnothing", "c.md": "words"})

    statuses = [file.status for file in desk.read(tmp_path, dry_run=True).files]

    assert statuses == ["failed", "failed", "indexed"]


def test_a_pdf_is_read_with_its_author_and_date(tmp_path: Path, desk: Desk) -> None:
    info = "/Author (Anna) /Title (Letter) /CreationDate (D:20230506101500+03'00')"
    put(tmp_path, {"a.pdf": _pdf("(I want a boat) Tj", info)})

    desk.one(tmp_path / "a.pdf", me=("Anna",))

    assert desk.stored() == [("I want a boat", "me", "2023-05-06", "front_matter")]
    assert desk.ask("SELECT title FROM source") == [("Letter",)]


def test_a_pdf_is_parted_where_a_sentence_ends_before_the_margin(tmp_path: Path) -> None:
    lines = ["I went to the sea on that", "day.", "Then home, and was glad to be", "there.", "5.01.2024", "Tired again."]  # fmt: skip
    drawn = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    put(tmp_path, {"a.pdf": _pdf(f"{drawn} (6.01.2024) Tj 0 -14 Td (Rested.) Tj")})

    (document,) = parse(tmp_path / "a.pdf")

    assert [(p.text, p.said.iso()) for p in document.pieces] == [
        ("I went to the sea on that\nday.", None),
        ("Then home, and was glad to be\nthere.", None),
        ("Tired again.", "2024-01-05"),
        ("Rested.", "2024-01-06"),
    ]


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (_pdf("0 0 m 9 9 l S"), "skipped", "no text in it (a scan)"),
        (
            _pdf("(x) Tj", more="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
                 f" /O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<00> <00>]"),
            "failed",
            "encrypted: save it without its password",
        ),
    ],
)  # fmt: skip
def test_a_pdf_without_readable_text_says_why(
    tmp_path: Path, desk: Desk, content: bytes, status: str, reason: str
) -> None:
    put(tmp_path, {"a.pdf": content})

    file = desk.one(tmp_path / "a.pdf")

    assert (file.status, file.reason) == (status, reason)


def test_slides_are_pieces_and_what_was_noted_for_them_too(tmp_path: Path) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Plan"
    slide.placeholders[1].text = "First"
    slide.notes_slide.notes_text_frame.text = "say it slowly"
    show.slides.add_slide(show.slide_layouts[6])
    show.save(str(tmp_path / "talk.pptx"))

    (document,) = parse(tmp_path / "talk.pptx")

    assert [p.text for p in document.pieces] == ["Plan\nFirst", "say it slowly"]
    assert (document.title, document.left_out) == ("talk", {"no words": 1})
    assert document.clues.unsigned
    assert not document.clues.made


def test_a_book_is_read_in_the_order_of_its_spine_and_is_not_the_persons(
    tmp_path: Path, desk: Desk
) -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Walden</dc:title><dc:creator>Thoreau</dc:creator></metadata><manifest>"
        '<item id="b" href="two%20b.xhtml"/><item id="a" href="one.xhtml"/><item id="x" href="gone.xhtml"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    _zip(
        tmp_path / "b.epub",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OPS/p.opf": package,
            "OPS/two b.xhtml": "<html><body><p>I left the woods.</p></body></html>",
            "OPS/one.xhtml": "<html><head><title>x</title></head><body><p>I went.</p></body></html>",
        },
    )

    file = desk.one(tmp_path / "b.epub", me=("Anna",))

    assert desk.ask("SELECT text, speaker FROM utterance ORDER BY position") == [
        ("I went.", "other"),
        ("I left the woods.", "other"),
    ]
    assert (file.format, file.messages, dict(file.left_out)) == ("epub", 3, {"no words": 1})
    assert "written by Thoreau" in file.warnings[0]


def test_an_opendocument_text_is_read(tmp_path: Path, desk: Desk) -> None:
    names = 'xmlns:o="urn:o" xmlns:text="urn:t" xmlns:meta="urn:m"'
    content = (
        f"<o:document {names}><o:body><text:h>План</text:h><text:p>Хочу<text:s/>к "
        "<text:span>морю</text:span>.</text:p><text:list><text:item><text:p>билеты</text:p>"
        "</text:item></text:list></o:body></o:document>"
    )
    meta = f"<o:meta {names}><meta:initial-creator>Anna</meta:initial-creator><meta:creation-date>2023-05-06T10:00:00</meta:creation-date></o:meta>"
    _zip(
        tmp_path / "a.odt",
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
        },
    )

    desk.one(tmp_path / "a.odt", me=("Anna",))

    assert desk.stored() == [
        ("- билеты", "me", "2023-05-06", "front_matter"),
        ("Хочу к морю.", "me", "2023-05-06", "front_matter"),
    ]


def test_a_saved_page_is_not_the_persons(tmp_path: Path, desk: Desk) -> None:
    page = (
        '<!DOCTYPE html><html><head><title>On boats</title><meta property="article:published_time"'
        ' content="2023-05-06T10:00:00Z"></head><body><h1>Boats</h1><p>I want a boat.</p>'
        "<script>x</script></body></html>"
    )
    put(tmp_path, {"page.html": page})

    file = desk.one(tmp_path / "page.html")

    assert ("I want a boat.", "other", "2023-05-06", "front_matter") in desk.stored()
    assert desk.ask("SELECT title FROM source") == [("On boats",)]
    assert "names no author" in file.warnings[0]


def test_a_page_by_the_person_is_theirs(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"p.html": "<html><meta name=author content='Anna P'><p>I want a boat."})

    assert desk.one(tmp_path / "p.html", me=("Anna P",), dry_run=True).by_speaker == {"me": 1}


def test_a_page_that_notion_exported_is_the_persons(tmp_path: Path, desk: Desk) -> None:
    header = (
        '<header><h1 class="page-title">Осень</h1><table class="properties"><tbody><tr><th>Created</th>'
        "<td><time>@January 5, 2024 10:00 AM</time></td></tr></tbody></table></header>"
    )
    page = f'<html><head><title>Осень</title></head><body><article id="{"0a" * 16}" class="page sans">{header}<p>Устал.</p></article></body></html>'
    put(tmp_path, {"Осень.html": page})

    file = desk.one(tmp_path / "Осень.html")

    assert desk.stored() == [("Устал.", "me", "2024-01-05", "front_matter")]
    assert dict(file.left_out) == {"properties": 1}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('<html><div data-message-author-role="user">I want</div><div data-message-author-role="assistant">ok</div>', "a page saved from a chat"),
        ('<!-- x -->\n<div class="conversation"><pre><div class="author">user</div>I want<div class="author">ChatGPT</div>ok', "a page saved from a chat"),
        ("<html><head><title>ChatGPT Data Export</title></head><script>var jsonData = []", "no words"),
    ],
)  # fmt: skip
def test_a_page_of_a_chat_is_no_note(tmp_path: Path, desk: Desk, page: str, reason: str) -> None:
    put(tmp_path, {"chat.html": page})

    file = desk.one(tmp_path / "chat.html")

    assert (file.status, file.utterances) == ("skipped", 0)
    assert reason in file.reason


@pytest.mark.parametrize("mark", ["<!-- a -->", "<a ", "<", "<!--", '<p class="', "<header>"])
def test_a_page_of_marks_takes_no_time(tmp_path: Path, mark: str) -> None:
    put(tmp_path, {"a.html": f"<html><p>words</p>{mark * 20_000}", "b.log": mark * 5_000 + "x"})

    assert parse(tmp_path / "a.html")[0].pieces[0].text == "words"
    assert not isinstance(recognise(probe(_found(tmp_path / "b.log"))), Format)


def _found(path: Path) -> Found:
    (found,) = walk([path], Path("/nowhere"), BOUNDS)
    assert isinstance(found, Found)
    return found


def test_a_document_that_is_not_at_hand_is_read_into_memory(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "a.docx", {"word/document.xml": b"words"}).read_bytes()
    outer = _zip(tmp_path / "b.zip", {"a.docx": inner})
    with zipfile.ZipFile(outer) as archive, archive.open("a.docx") as file:
        assert isinstance(unpackable(file, 2000), io.BytesIO)
    with (
        zipfile.ZipFile(outer) as archive,
        archive.open("a.docx") as file,
        pytest.raises(ValueError, match="inside a zip"),
    ):
        unpackable(file, 20)
