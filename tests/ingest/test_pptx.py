"""Slides and what was noted for them."""

from pathlib import Path

import pptx

from tests.ingest.reading import parse


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
