"""OpenDocument texts."""

from pathlib import Path

from tests.ingest.conftest import Desk
from tests.ingest.exports import zipped


def test_an_opendocument_text_is_read(tmp_path: Path, desk: Desk) -> None:
    names = 'xmlns:o="urn:o" xmlns:text="urn:t" xmlns:meta="urn:m"'
    content = (
        f"<o:document {names}><o:body><text:h>План</text:h><text:p>Хочу<text:s/>к "
        "<text:span>морю</text:span>.</text:p><text:list><text:item><text:p>билеты</text:p>"
        "</text:item></text:list></o:body></o:document>"
    )
    meta = f"<o:meta {names}><meta:initial-creator>Anna</meta:initial-creator><meta:creation-date>2023-05-06T10:00:00</meta:creation-date></o:meta>"
    zipped(
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
