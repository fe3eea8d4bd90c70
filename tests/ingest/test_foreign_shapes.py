"""Texts of others that are kept as notes."""

from pathlib import Path

import pytest

from tests.ingest.conftest import Desk
from tests.ingest.exports import put

_MAIL = "From: Anna P <a@b.c>\nTo: me\nSubject: Lisbon\n\nI want to live there.\n"
_HIGHLIGHTS = (
    "A Book (Its Author)\n- Your Highlight on page 5 | Added on Monday, March 3, 2014 10:00:00 AM\n\n"
    "I want to be free.\n==========\n"
)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (_MAIL, "other"),
        (_HIGHLIGHTS, "other"),
        ("Source: https://example.com/a\n\nI want to be rich.", "other"),
        ("**Источник:** <https://example.com/a>\n\nЯ хочу быть богатым.", "other"),
        ("https://example.com/song\n\nI want to hear it again.", "me"),
        ("Source: my own head\n\nI want a boat.", "me"),
        ("From: here\n\nI want a boat.", "me"),
        ("Тема: лодка\nДата: вчера\n\nЯ хочу лодку.", "me"),
    ],
)
def test_what_has_the_shape_of_somebody_elses_text_is_not_the_persons(
    tmp_path: Path, desk: Desk, name: str, text: str, speaker: str
) -> None:
    put(tmp_path, {name: text})

    assert set(desk.one(tmp_path / name, dry_run=True).by_speaker) == {speaker}


def test_a_mail_of_the_persons_is_theirs(tmp_path: Path, desk: Desk) -> None:
    put(tmp_path, {"a.txt": _MAIL})

    assert set(desk.one(tmp_path / "a.txt", me=("Anna P",), dry_run=True).by_speaker) == {"me"}


@pytest.mark.parametrize(
    ("address", "mine"),
    [("https://chatgpt.com/c/68a1", "me"), ("https://chatgpt.com/share/68a1", "other")],
)
def test_a_chat_with_an_address_of_the_persons_own_is_theirs(
    tmp_path: Path, desk: Desk, address: str, mine: str
) -> None:
    turns = "## User\n\nI want a boat.\n\n## Assistant\n\nBuy one."
    put(
        tmp_path,
        {"a.md": f"---\nsource: {address}\n---\n{turns}", "b.md": f"Source: {address}\n\n{turns}"},
    )

    for name in ("a.md", "b.md"):
        assert mine in desk.one(tmp_path / name, dry_run=True).by_speaker
        assert (mine == "me") is ("other" not in desk.one(tmp_path / name, dry_run=True).by_speaker)
