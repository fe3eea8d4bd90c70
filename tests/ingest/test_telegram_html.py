from pathlib import Path

from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse


def _message(number: int, body: str, kind: str = "default clearfix", author: str = "") -> str:
    name = f'<div class="from_name">\n{author}\n</div>' if author else ""
    title = f"26.05.2021 18:0{number}:43 UTC+03:00"
    return (
        f'<div class="message {kind}" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="{title}">18:03</div>{name}{body}</div></div>'
    )


def _text(words: str) -> str:
    return f'<div class="text">\n{words}\n</div>'


_FORWARDED = (
    '<div class="forwarded body"><div class="from_name">News <span class="date details"'
    f' title="20.05.2021 10:00:00">20.05</span></div>{_text("an article")}</div>'
)
_PAGE = (
    '<html><body><div class="page_header"><div class="content"><div class="text bold">\nFriends\n</div></div></div>'
    '<div class="history"><div class="message service" id="message-1"><div class="body details">26 May</div></div>'
    + _message(1, _text("hello <b>world</b><br>second &amp; last"), author="Anna")
    + _message(2, _text('see <a href="https://example.org">this</a>'), "default clearfix joined")
    + _message(3, _text("<blockquote>to be<br>or not</blockquote>I disagree"), author="Boris")
    + _message(4, _FORWARDED, "default clearfix joined")
    + _message(5, '<div class="media_wrap clearfix">Photo</div>', author="Anna")
    + _message(6, _text("a gif"), author="Anna via @gif")
    + "</div></body></html>"
)


def test_a_page_is_read_message_by_message(tmp_path: Path) -> None:
    (document,) = parse(put(tmp_path, {"x.html": _PAGE}) / "x.html")

    assert [(one.author, one.text, one.position) for one in document.pieces] == [
        ("Anna", "hello world\nsecond & last", 1),
        ("Anna", "see this", 2),
        ("Boris", "I disagree", 3),
        ("", "to be\nor not", 3),
        ("", "an article", 4),
        ("", "a gif", 6),
    ]
    assert document.pieces[0].said.iso() == "2021-05-26T18:01:43+03:00"
    assert (document.title, document.messages, document.spoken) == ("Friends", 7, 5)
    assert document.left_out == {"service": 1, "media only": 1}


def test_the_persons_messages_are_those_under_their_name(tmp_path: Path, desk: Desk) -> None:
    file = desk.one(put(tmp_path, {"messages.html": _PAGE}) / "messages.html", me=("Anna",))

    assert (file.format, file.by_speaker) == ("telegram", {"me": 2, "other": 4})


def test_a_page_that_breaks_off_is_said_to(tmp_path: Path, desk: Desk) -> None:
    page = _PAGE.replace("a gif", "<b>" * 1000 + "a gif")

    file = desk.one(put(tmp_path, {"messages.html": page}) / "messages.html")

    assert file.status == "failed"
    assert file.reason.startswith("a page nested too deeply to be read to its end")
