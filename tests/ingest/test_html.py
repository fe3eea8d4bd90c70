"""Saved pages: whose they are, and which are no notes."""

from pathlib import Path

import pytest

from selfmirror.ingest.formats.format import Format
from selfmirror.ingest.probe import probe
from selfmirror.ingest.recognise import recognise
from selfmirror.ingest.walk import Found, walk
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import BOUNDS, parse


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
