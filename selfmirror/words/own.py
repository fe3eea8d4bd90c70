"""Which characters of an utterance are the speaker's own words."""

import re
from functools import lru_cache

from selfmirror.words.articles import articles
from selfmirror.words.pasted import pasted
from selfmirror.words.traces import FORGOTTEN

# Block quotes, fenced code, inline code, links' targets, HTML comments and marks of forgetting are
# somebody else's, or nobody's.
_FOREIGN = re.compile(
    r"(?ms)^[ \t]*(?P<fence>```+|~~~+).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)"
    r"|^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>[^\n]*"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?<=\])\([^)\n]*\)"
    r"|`[^`\n]+`"
    r"|https?://\S+"
    rf"|{FORGOTTEN.pattern}"
)

_SIGNS = ("`", "~~~", ">", "<!--", "](", "://", "[забыто", "[forgotten")
"""What stands in every text that holds any of it."""

_OFTEN = 4000
"""Characters up to which a text's own words are kept at hand."""


def own_words(text: str) -> str:
    """The text with what is not its speaker's own blanked out by spaces.

    That is quoted blocks, what another is quoted with, code, addresses and marks of forgetting, articles,
    texts that were pasted to be worked on, and what a role is to say. The result has the same length, so that a span found in it is a
    verbatim span of the original.
    """
    return _kept(text) if len(text) <= _OFTEN else _blanked(text)


@lru_cache(maxsize=4096)
def _kept(text: str) -> str:
    """A session looks at the same words many times."""
    return _blanked(text)


def _blanked(text: str) -> str:
    marked = any(sign in text for sign in _SIGNS)
    own = _FOREIGN.sub(lambda found: _blank(found.group()), text) if marked else text
    parts, done = list[str](), 0
    for first, last in sorted([*pasted(own), *articles(text)]):
        if last > done:
            parts += [own[done:first], _blank(own[max(first, done) : last])]
            done = last
    return "".join([*parts, own[done:]])


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
