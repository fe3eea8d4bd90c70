"""PDF: its words in paragraphs, its author and date, and why one is not read."""

from pathlib import Path

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse


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
