"""Books: read in the order of their spine, by whoever they name."""

from pathlib import Path

from tests.ingest.conftest import Desk
from tests.ingest.exports import zipped


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
    zipped(
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
