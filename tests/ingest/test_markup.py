import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.ingest.markup import html_to_text

TAGS = [
    "p",
    "div",
    "li",
    "ul",
    "blockquote",
    "pre",
    "td",
    "tr",
    "table",
    "b",
    "br",
    "script",
    "x-y",
]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two <b>bold</b>\n words</p>", "One\n\nTwo bold words"),
        ("<div>a</div><div>b</div><div><br/></div><div>c</div>", "a\nb\n\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>x</li><li><p>y</p><ul><li>z</li></ul></li></ul>after", "- x\n- y\n- z\n\nafter"),
        ("<blockquote>theirs<br>too</blockquote>mine", "> theirs\n> too\n\nmine"),
        ("<table><tr><td>1<td>2</tr><tr><td>3<td>4</tr></table>", "1 | 2\n3 | 4"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("<en-todo checked='true'/>done<div><en-todo/>open</div>", "[x] done\n[ ] open"),
        (
            '<ul><li style="--en-checked:false;"><div>a</div><li style="--en-checked:true;">b<li></ul>c',
            "- [ ] a\n- [x] b\n\nc",
        ),
        (
            '<div>a</div><div style="x;-en-codeblock:true;"><div># b</div><br/><div>c</div></div>d',
            "a\n```\n# b\n\nc\n```\nd",
        ),
        (
            'a<ul style="display: none"><li>b</ul><img style="display:none">c<p>d</p>e',
            "a\n\nc\n\nd\n\ne",
        ),
        ("мир&nbsp;&mdash;&#32;a &lt; b & c", "мир — a < b & c"),
    ],
)
def test_blocks_stay_apart_and_lines_stay_lines(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_what_a_browser_does_not_show_is_dropped() -> None:
    page = (
        '<?xml version="1.0" encoding="koi8-r"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<html><head><title>T</title><style>s</style></head><body>да&e;<script>evil()</script></body>"
    )

    text = html_to_text(page)

    assert "да&e;" in text
    assert not any(word in text for word in ("T", "root", "evil", "style"))


def test_no_depth_of_tags_is_too_deep() -> None:
    assert html_to_text("<div>" * 20_000 + "deep") == "deep"


@given(st.lists(st.sampled_from([*(f"<{t}>" for t in TAGS), *(f"</{t}>" for t in TAGS), "w"])))
def test_words_outside_scripts_survive_any_tags(parts: list[str]) -> None:
    markup = "".join(part for part in parts if "script" not in part)

    assert html_to_text(markup).count("w") == parts.count("w")
