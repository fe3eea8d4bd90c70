"""Where the outermost blocks of Markdown begin, held against a parser that builds the whole tree."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from selfmirror.ingest.formats.markdown_blocks import Kind, blocks_of
from tests.ingest.conftest import Desk
from tests.ingest.exports import put

_TREE = MarkdownIt("commonmark").enable("table").disable(["inline", "code", "reference"])
_KINDS = {
    "paragraph_open": Kind.PARAGRAPH,
    "heading_open": Kind.HEADING,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "blockquote_open": Kind.QUOTE,
    "table_open": Kind.TABLE,
    "fence": Kind.CODE,
    "html_block": Kind.HTML,
    "hr": Kind.RULE,
}
_STARTS = ["", "", "  ", "    ", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "- > ", "> - ", "  - "]  # fmt: skip
_RESTS = [
    "a", "b c", "# h", "## ", "---", "===", "- - -", "```", "~~~", "``` x", "|a|b|", "|-|-|", "a|b",
    "<div>", "</div>", "<b>", "<!-- ", "-->", "<script>", "</script>", "-", "\tt", "1.", "* * *", "#x",
]  # fmt: skip
_LINES = st.lists(st.just("") | st.builds(str.__add__, st.sampled_from(_STARTS), st.sampled_from(_RESTS)), max_size=9)  # fmt: skip


@example(["- a", "  > b", "c", "", "# h", "text", "===", "1. x", "5. y", "|a|b|", "|-|-|", "row"])
@example(["- a", " - b", "  - c", "   - d", "    - e", "", "-", "", "  not of it"])
@example(["> ```", "code", "```", "> - lazy", "goes on", "---"])
@given(lines=_LINES)
def test_blocks_begin_where_the_tree_of_a_parser_says(lines: list[str]) -> None:
    # There an item that is empty, with two empty lines below, ends its list.
    assume(not any("" == one == other for one, other in pairwise(lines)))
    tree = _TREE.parse("\n".join(lines))
    outermost = [
        (_KINDS[one.type], one.map[0])
        for one in tree
        if one.map and one.level == 0 and one.type in _KINDS
    ]
    items = [one.map[0] for one in tree if one.map and one.level == 1 and one.type == "list_item_open"]  # fmt: skip

    blocks = list(blocks_of(lines))

    assert [(one.kind, one.first) for one in blocks] == outermost
    assert [place for one in blocks for place in one.items] == items


@pytest.mark.parametrize(
    "line",
    [
        "> " * 3000,
        "- " * 3000 + "a",
        "*" * 5000,
        "<a " * 2000,
        "|" * 5000,
        "`" * 5000,
        "1. " * 3000,
    ],
)
def test_a_line_of_marks_is_followed_in_time(line: str) -> None:
    began = time.process_time()

    blocks = list(blocks_of([line] * 5))

    assert blocks[0].first == 0
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("name", ["n.md", "n.txt"])
@pytest.mark.parametrize("bound", ["_BLOCKS", "_LINES"])
def test_a_text_cut_finer_than_any_note_is_read_in_large_pieces_for_nobodys_words(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, bound: str
) -> None:
    monkeypatch.setattr(f"selfmirror.ingest.formats.crowded.{bound}", 9)
    words = [f"w{n}" for n in range(300)]
    folder = put(tmp_path / "d", {name: "\n\n".join(words)})

    file = desk.one(folder / name)

    assert sorted(" ".join(desk.texts()).split()) == sorted(words)
    assert (file.status, file.by_speaker) == ("indexed", {"other": file.utterances})
    assert file.utterances < 9
    assert "cut finer than any note" in file.warnings[0]
