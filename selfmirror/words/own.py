"""Which characters of an utterance are the speaker's own words."""

import re

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


def own_words(text: str) -> str:
    """The text with quoted blocks, code, addresses and marks of forgetting blanked out by spaces.

    The result has the same length, so that a span found in it is a verbatim span of the original.
    """
    return _FOREIGN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
