"""What Obsidian, Logseq and Notion put into a person's words in Markdown: links, embeds, callouts, ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

CODE = re.compile(
    r"(?ms)^[ \t]*(?P<fence>```+|~~~+).*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)|`[^`\n]+`"
)
_ASIDE = re.compile(r"(?<!\d)%%[^%\n]+%%")


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change a text everywhere but in its code."""
    if "`" not in text and "~~~" not in text:
        return change(text)
    parts: list[str] = []
    end = 0
    for code in CODE.finditer(text):
        parts += [change(text[end : code.start()]), code.group()]
        end = code.end()
    return "".join([*parts, change(text[end:])])


# Each after what stands in every text that it changes.
_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("%%", _ASIDE, ""),
    ("![[", re.compile(r"!\[\[[^\]\n]{0,300}\]\]"), ""),
    ("](((", re.compile(r"\[([^\]\n]{0,300})\]\(\(\([0-9a-f-]{36}\)\)\)"), r"\1"),
    ("((", re.compile(r"\(\([0-9a-f-]{36}\)\)"), ""),
    (
        "{{",
        re.compile(
            r"\{\{(?:embed|query|renderer|video|youtube|tweet|twitter|pdf)\b[^{}\n]{0,2000}\}\}"
        ),
        "",
    ),
    ("{{cloze", re.compile(r"\{\{cloze ([^{}\n]{0,2000})\}\}"), r"\1"),
    ("[[", re.compile(r"(?<![\w\]])\[\[(?:[^\[\]|\n]{0,300}\|)([^\[\]|\n]{1,300})\]\]"), r"\1"),
    ("[[", re.compile(r"(?<![\w\]])\[\[#?([^\[\]|\n]{1,300})\]\]"), r"\1"),
    ("^", re.compile(r"(?m)(?<=\S)[ \t]+\^[\w-]{1,40}$"), ""),
    ("aside>", re.compile(r"</?aside>\n?"), ""),
)
_QUOTED = re.compile(r"(?P<indent>[ \t]*)>[ \t]?")
_CALLOUT = re.compile(r"(?P<indent>[ \t]*)>[ \t]?\[!(?P<kind>[^\]\n]+)\][+-]?[ \t]*(?P<title>.*)")
_QUOTATIONS = frozenset({"quote", "cite", "цитата"})
_LOGSEQ_QUOTE = re.compile(
    r"(?ims)^[ \t]*(?:[-*+] +)?#\+BEGIN_QUOTE[ \t]*\n((?:(?!#\+BEGIN_).){0,5000}?)\n?[ \t]*#\+END_QUOTE"
)


def tidy(text: str) -> str:
    """A block as its writer sees it: names for links, no embeds and ids, callouts as their words.

    A callout that says it is a quotation stays one.
    """
    if "#+" in text:
        text = _LOGSEQ_QUOTE.sub(
            lambda found: "\n".join(f"> {line.strip()}" for line in found[1].split("\n")), text
        )
    if "[!" in text:
        text = "\n".join(_unboxed(text.split("\n")))
    return _outside_code(text, _without_marks).strip("\n").rstrip()


def _unboxed(lines: list[str]) -> Iterator[str]:
    own = False
    for line in lines:
        callout = _CALLOUT.fullmatch(line)
        quoted = _QUOTED.match(line)
        if callout:
            own = callout["kind"].split("|")[0].strip().lower() not in _QUOTATIONS
            if not own or callout["title"]:
                yield callout["indent"] + callout["title"] if own else line
        else:
            own = own and quoted is not None
            yield quoted["indent"] + line[quoted.end() :] if own and quoted else line


def _without_marks(text: str) -> str:
    for sign, mark, instead in _MARKS:
        if sign in text:
            text = mark.sub(instead, text)
    return text
