"""Every format selfmirror reads, asked in this order."""

from selfmirror.ingest.formats.ai_studio import AI_STUDIO
from selfmirror.ingest.formats.apple_journal import APPLE_JOURNAL
from selfmirror.ingest.formats.calendar import CALENDAR
from selfmirror.ingest.formats.canvas import CANVAS
from selfmirror.ingest.formats.chatgpt import CHATGPT
from selfmirror.ingest.formats.claude import CLAUDE
from selfmirror.ingest.formats.claude_account import CLAUDE_ACCOUNT
from selfmirror.ingest.formats.claude_code import CLAUDE_CODE
from selfmirror.ingest.formats.codex import CODEX
from selfmirror.ingest.formats.copilot import COPILOT
from selfmirror.ingest.formats.csv_table import CSV
from selfmirror.ingest.formats.dayone import DAYONE, DAYONE_CLASSIC
from selfmirror.ingest.formats.deepseek import DEEPSEEK
from selfmirror.ingest.formats.docx import DOCX
from selfmirror.ingest.formats.epub import EPUB
from selfmirror.ingest.formats.evernote import EVERNOTE
from selfmirror.ingest.formats.format import Format
from selfmirror.ingest.formats.gemini_cli import GEMINI_CLI
from selfmirror.ingest.formats.gemini_html import GEMINI_HTML
from selfmirror.ingest.formats.gemini_takeout import GEMINI_TAKEOUT
from selfmirror.ingest.formats.grok import GROK
from selfmirror.ingest.formats.html import HTML
from selfmirror.ingest.formats.joplin import JOPLIN
from selfmirror.ingest.formats.jrnl import JRNL
from selfmirror.ingest.formats.keep import KEEP, KEEP_PAGE
from selfmirror.ingest.formats.librechat import LIBRECHAT
from selfmirror.ingest.formats.markdown import MARKDOWN
from selfmirror.ingest.formats.odt import ODT
from selfmirror.ingest.formats.open_webui import OPEN_WEBUI
from selfmirror.ingest.formats.pdf import PDF
from selfmirror.ingest.formats.plain_text import PLAIN_TEXT
from selfmirror.ingest.formats.portable_memory import PORTABLE_MEMORY
from selfmirror.ingest.formats.pptx import PPTX
from selfmirror.ingest.formats.simplenote import SIMPLENOTE
from selfmirror.ingest.formats.telegram import TELEGRAM
from selfmirror.ingest.formats.telegram_html import TELEGRAM_HTML
from selfmirror.ingest.formats.tomboy import TOMBOY
from selfmirror.ingest.formats.unnamed_chat import UNNAMED_CHAT
from selfmirror.ingest.formats.whatsapp import WHATSAPP
from selfmirror.ingest.formats.xlsx import XLSX

FORMATS: tuple[Format, ...] = (
    DEEPSEEK,
    CHATGPT,
    CLAUDE,
    CLAUDE_ACCOUNT,
    GROK,
    AI_STUDIO,
    OPEN_WEBUI,
    LIBRECHAT,
    PORTABLE_MEMORY,
    DAYONE,
    DAYONE_CLASSIC,
    COPILOT,
    GEMINI_TAKEOUT,
    GEMINI_HTML,
    CLAUDE_CODE,
    CODEX,
    GEMINI_CLI,
    TELEGRAM,
    TELEGRAM_HTML,
    CALENDAR,
    EVERNOTE,
    KEEP,
    KEEP_PAGE,
    SIMPLENOTE,
    APPLE_JOURNAL,
    TOMBOY,
    JOPLIN,
    WHATSAPP,
    JRNL,
    CANVAS,
    UNNAMED_CHAT,
    DOCX,
    PDF,
    PPTX,
    EPUB,
    ODT,
    XLSX,
    CSV,
    HTML,
    MARKDOWN,
    PLAIN_TEXT,
)
