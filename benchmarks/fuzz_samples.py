"""Small whole files of every kind, made by code: what a fuzz run starts from where it is given no folder."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

_ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
    "DTSTART;TZID=Europe/Moscow:20240105T100000\r\nDTEND;TZID=Europe/Moscow:20240105T110000\r\n"
    "SUMMARY:Ran by the river\r\nDESCRIPTION:Slow\\, and glad\\nof it\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_MARKDOWN = (
    "---\ntitle: Река\ndate: 2024-01-05\ntags: [run, river]\nauthor: me\n---\n# 5 января\n\n"
    "Сегодня я бежал вдоль [[реки|Волги]] и думал.\n\n> quoted words\n\n- a list\n  - inside\n\n"
    "```python\nprint(1)\n```\n\n## 2024-01-06\n\nMe: hello\n\nChatGPT: hi there\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
_WHATSAPP = "".join(
    f"{day:02}/01/2024, 10:{day:02} - {name}: words of {name} on day {day}\nand a second line\n"
    for day in range(1, 9)
    for name in ("Anna", "Boris")
)
_JRNL = "".join(
    f"[2024-01-{day:02} 09:00] Title {day}. Body of @tag {day}\n\n" for day in range(1, 6)
)
_HTML = (
    "<!DOCTYPE html><html><head><title>Note</title></head><body><h1>5 Jan</h1>"
    "<p>I went <b>home</b> &amp; slept.</p><ul><li>one<li>two</ul></body></html>"
)
_ENEX = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "http://x/y.dtd"><en-export>'
    "<note><title>T</title><content><![CDATA[<en-note><div>words</div></en-note>]]></content>"
    "<created>20240105T100000Z</created></note></en-export>"
)
_PLIST = (
    '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>Creation Date</key>'
    "<date>2024-01-05T10:00:00Z</date><key>Entry Text</key><string>Dear diary</string>"
    "<key>UUID</key><string>AB</string></dict></plist>"
)
_CSV = 'Conversation,Time,Author,Message\r\nTalk,2024-01-05T10:00:00,Human,"hi, there"\r\nTalk,2024-01-05T10:00:00,AI,hello\r\n'


def samples() -> dict[str, bytes]:
    """Names and contents."""
    texts = {
        "calendar.ics": _ICS,
        "2024-01-05.md": _MARKDOWN,
        "whatsapp.txt": _WHATSAPP,
        "journal.txt": _JRNL,
        "note.html": _HTML,
        "notes.enex": _ENEX,
        "entry.doentry": _PLIST,
        "chats.csv": _CSV,
        "2024-01-06.txt": "Words of a day.\n\nYou: hi\nClaude: hello\n",
        "session.jsonl": "".join(json.dumps(line) + "\n" for line in _coding_session()),
    }
    whole = {name: text.encode() for name, text in texts.items()}
    whole |= {f"{name}.json": _dumped(document) for name, document in _exports().items()}
    return whole | {"all.zip": zipped(whole)} | _documents()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _documents() -> dict[str, bytes]:
    """Office documents, a book and a page to print."""
    from docx import Document
    from openpyxl import Workbook
    from pptx import Presentation
    from pypdf import PdfWriter

    letter, book, talk, page = Document(), Workbook(), Presentation(), PdfWriter()
    letter.add_heading("5 January 2024", 1)
    letter.add_paragraph("I walked along the river.")
    letter.add_table(1, 2).cell(0, 0).text = "cell"
    book.worksheets[0].append(["date", "mood"])
    book.worksheets[0].append(["2024-01-05", "calm"])
    talk.slides.add_slide(talk.slide_layouts[1]).shapes[0].text_frame.text = "Plans"
    page.add_blank_page(200, 200)
    files = {}
    writers: dict[str, Callable[[io.BytesIO], object]] = {
        "a.docx": letter.save,
        "a.xlsx": book.save,
        "a.pptx": talk.save,
        "a.pdf": page.write,
    }
    for name, write in writers.items():
        content = io.BytesIO()
        write(content)
        files[name] = content.getvalue()
    chapter = b"<html><body><h1>One</h1><p>words</p></body></html>"
    package = b'<package><manifest><item id="c" href="c.xhtml"/></manifest><spine><itemref idref="c"/></spine></package>'
    container = b'<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    files["a.epub"] = zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container,
            "p.opf": package,
            "c.xhtml": chapter,
        }
    )
    odt = b"<office:document-content xmlns:office='o' xmlns:text='t'><text:p>words</text:p></office:document-content>"
    files["a.odt"] = zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": odt}
    )
    return files


def rezipped(chance: random.Random, content: bytes, mutate: Callable[[bytes], bytes]) -> bytes:
    """A zip with the content of one of its entries changed, so that what reads it gets past the zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    name = chance.choice(list(files))
    return zipped(files | {name: mutate(files[name])})


def _dumped(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _exports() -> dict[str, Any]:
    said = {
        "author": {"role": "user"},
        "content": {"content_type": "text", "parts": ["хочу домой"]},
    }
    nodes: dict[str, Any] = {"r": {"id": "r", "parent": None, "children": ["a"], "message": None}}
    for key, above in (("a", "r"), ("b", "a"), ("c", "a")):
        message = {"id": key, "create_time": 1.7e9, **said}
        nodes[key] = {"id": key, "parent": above, "children": [], "message": message}
    line = {"uuid": "m", "sender": "human", "text": "hi", "created_at": "2024-01-05T10:00:00Z"}
    blocks = [{"type": "text", "text": "hi"}, {"type": "thinking", "thinking": "hm"}]
    deep = {"inserted_at": "2024-01-05T10:00:00+08:00", "model": "x", "files": []}
    fragments = [{"type": "REQUEST", "content": "hi"}, {"type": "THINK", "content": "hm"}]
    return {
        "chatgpt": [{"id": "c", "title": "T", "create_time": 1.7e9, "mapping": nodes}],
        "claude": [
            {
                "uuid": "u",
                "name": "T",
                "chat_messages": [line | {"content": blocks}, line | {"sender": "assistant"}],
            }
        ],
        "deepseek": [
            {
                "id": "d",
                "title": "T",
                "inserted_at": "2024-01-05T10:00:00+08:00",
                "mapping": {
                    "root": {"id": "root", "parent": None, "children": ["1"], "message": None},
                    "1": {
                        "id": "1",
                        "parent": "root",
                        "children": [],
                        "message": deep | {"fragments": fragments},
                    },
                },
            }
        ],
        "telegram": {
            "name": "Anna",
            "type": "personal_chat",
            "id": 1,
            "messages": [
                {
                    "id": 1,
                    "type": "message",
                    "date": "2024-01-05T10:00:00",
                    "date_unixtime": "1704448800",
                    "from": "Anna",
                    "from_id": "user1",
                    "text": ["see ", {"type": "link", "text": "x.org"}],
                },
                {
                    "id": 2,
                    "type": "service",
                    "date": "2024-01-05T10:01:00",
                    "actor": "Anna",
                    "action": "pin",
                    "text": "",
                },
            ],
        },
        "dayone": {
            "metadata": {"version": "1.0"},
            "entries": [
                {
                    "uuid": "e",
                    "creationDate": "2024-01-05T10:00:00Z",
                    "timeZone": "Europe/Moscow",
                    "text": "Dear diary",
                }
            ],
        },
        "keep": {
            "title": "T",
            "textContent": "words",
            "isTrashed": False,
            "userEditedTimestampUsec": 1704448800000000,
        },
        "gemini": [
            {
                "header": "Gemini Apps",
                "title": "Prompted hi",
                "time": "2024-01-05T10:00:00.000Z",
                "safeHtmlItem": [{"html": "<p>hello</p>"}],
            }
        ],
        "studio": {
            "runSettings": {},
            "chunkedPrompt": {
                "chunks": [{"role": "user", "text": "hi"}, {"role": "model", "text": "yo"}]
            },
        },
        "grok": {
            "conversations": [
                {
                    "conversation": {"id": "g", "title": "T"},
                    "responses": [
                        {
                            "response": {
                                "_id": "r",
                                "sender": "human",
                                "message": "hi",
                                "create_time": {"$date": {"$numberLong": "1704448800000"}},
                            }
                        }
                    ],
                }
            ]
        },
    }


def _coding_session() -> list[dict[str, Any]]:
    common = {"sessionId": "s", "timestamp": "2024-01-05T10:00:00Z", "cwd": "/x"}
    return [
        {"type": "summary", "summary": "T", "leafUuid": "b"},
        {
            "type": "user",
            "uuid": "a",
            "parentUuid": None,
            "message": {"role": "user", "content": "hi"},
            **common,
        },
        {
            "type": "assistant",
            "uuid": "b",
            "parentUuid": "a",
            **common,
            "message": {
                "role": "assistant",
                "content": [
                    {"type": "text", "text": "yo"},
                    {"type": "tool_use", "name": "x", "input": {}},
                ],
            },
        },
    ]
