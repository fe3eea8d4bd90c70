"""Documents that are zips: bounded when unpacked, wherever they lie, and broken alone."""

import io
import zipfile
from pathlib import Path

import pytest

from selfmirror.ingest.unpacking import unpackable
from tests.ingest.conftest import Desk
from tests.ingest.exports import put, zipped


def test_a_document_too_large_when_unpacked_is_never_unpacked(tmp_path: Path) -> None:
    texts = zipped(tmp_path / "texts.docx", {"word/document.xml": b" " * 3000})
    pictures = zipped(tmp_path / "pictures.docx", {"word/a.png": b" " * 9000})
    for path in (texts, pictures):
        with path.open("rb") as file, pytest.raises(ValueError, match="too large when unpacked"):
            unpackable(file, 2000)
        with path.open("rb") as file:
            assert unpackable(file, 3000) is file


def test_a_document_that_is_not_at_hand_is_read_into_memory(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "a.docx", {"word/document.xml": b"words"}).read_bytes()
    outer = zipped(tmp_path / "b.zip", {"a.docx": inner})
    with zipfile.ZipFile(outer) as archive, archive.open("a.docx") as file:
        assert isinstance(unpackable(file, 2000), io.BytesIO)
    with (
        zipfile.ZipFile(outer) as archive,
        archive.open("a.docx") as file,
        pytest.raises(ValueError, match="inside a zip"),
    ):
        unpackable(file, 20)


def test_a_broken_document_fails_alone(tmp_path: Path, desk: Desk) -> None:
    zipped(tmp_path / "a.docx", {"[Content_Types].xml": "<x", "word/document.xml": "<x"})
    put(tmp_path, {"b.pdf": b"%PDF-1.4\nnothing", "c.md": "words"})

    statuses = [file.status for file in desk.read(tmp_path, dry_run=True).files]

    assert statuses == ["failed", "failed", "indexed"]
