"""Every format selfmirror reads, asked in this order."""

from selfmirror.ingest.formats.chatgpt import CHATGPT
from selfmirror.ingest.formats.claude import CLAUDE
from selfmirror.ingest.formats.claude_account import CLAUDE_ACCOUNT
from selfmirror.ingest.formats.deepseek import DEEPSEEK
from selfmirror.ingest.formats.format import Format
from selfmirror.ingest.formats.markdown import MARKDOWN
from selfmirror.ingest.formats.plain_text import PLAIN_TEXT
from selfmirror.ingest.formats.whatsapp import WHATSAPP

FORMATS: tuple[Format, ...] = (
    DEEPSEEK,
    CHATGPT,
    CLAUDE,
    CLAUDE_ACCOUNT,
    WHATSAPP,
    MARKDOWN,
    PLAIN_TEXT,
)
