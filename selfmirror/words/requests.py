"""Requests to do something with a text: “Summarise this: …”, «Переведи текст: …», “Here is the mail: …”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selfmirror.words.asking import Opening, Request, line_end

_NOUN = (
    r"texts?|articles?|paragraphs?|passages?|sentences?|e-?mails?|letters?|messages?|posts?|essays?|stor(?:y|ies)|chapters?|"
    r"excerpts?|documents?|reports?|abstracts?|papers?|transcripts?|conversations?|chats?|dialogues?|reviews?|comments?|"
    r"threads?|tweets?|lyrics|songs?|poems?|verses?|quotes?|quotations?|cv|descriptions?|sections?|code|functions?|scripts?|"
    r"logs?|stack ?traces?|tracebacks?|outputs?|json|tables?|contracts?|speech(?:es)?|content|drafts?|case|"
    r"текст\w*|стать\w+|абзац\w*|отрыв\w+|фрагмент\w*|предложени\w+|письм\w+|сообщени\w+|пост|поста|эссе|рассказ\w*|"
    r"глав[ауы]|документ\w*|отч[её]т\w*|аннотаци\w+|расшифровк\w+|стенограмм\w+|переписк\w+|диалог\w*|отзыв\w*|"
    r"комментари\w+|тред\w*|песн\w+|стих\w*|стихотворени\w+|цитат\w+|описани\w+|раздел\w*|код\w*|скрипт\w*|лог|логи|"
    r"лога|договор\w*|конспект\w*|черновик\w*"
)
_THIS = r"this|these|that|following|below|above|эт(?:от|у|о|и|ой|ого|их)|следующ\w+|ниже|ниже\w+|вот|данн\w+"
_STRONG = (
    r"summari[sz]e|translate|proof-?read|rephrase|paraphrase|rewrite|reword|shorten|condense|"
    r"classify|перевед(?:и|ите)|перевести|переска(?:жи|жите)|пересказать|перефразируй\w*|перепиши(?:те)?|переписать|"
    r"сократи(?:те)?|сократить|отредактируй\w*|суммируй\w*|суммаризируй\w*|суммаризуй\w*|резюмируй\w*|"
    r"законспектируй\w*|вычитай\w*|"
    r"how (?:do|would|can) (?:you|i|we) say|what does|как (?:будет|сказать|переводится|перевести)|что (?:значит|означает)"
)
_DIGEST = r"summary|translation|саммари|выжимк[ау]|пересказ|перевод|конспект"
_WEAK = (
    r"explain|analy[sz]e|review|check|correct|fix|edit|improve|critique|evaluate|comment|read|look|consider|reply|respond|"
    r"answer|continue|finish|complete|expand|extract|identify|remember|memori[sz]e|describe|interpret|debug|format|convert|"
    r"compare|use|grade|rate|polish|think|"
    r"объясни(?:те)?|разбери(?:те)?|проанализируй\w*|проверь\w*|исправь\w*|поправь\w*|улучши(?:те)?|оцени(?:те)?|"
    r"прокомментируй\w*|прочитай\w*|прочти(?:те)?|посмотри(?:те)?|ответь\w*|продолжи(?:те)?|допиши(?:те)?|"
    r"закончи(?:те)?|дополни(?:те)?|расширь\w*|извлеки(?:те)?|выдели(?:те)?|запомни(?:те)?|опиши(?:те)?|"
    r"отформатируй\w*|преобразуй\w*|сравни(?:те)?|используй\w*|учти(?:те)?|думаешь"
)
_FOR = (
    r"provide|suggest|give|write|create|make|find|come up|what|how|дай(?:те)?|предложи(?:те)?|придумай(?:те)?|напиши(?:те)?|"
    r"сделай(?:те)?|составь(?:те)?|найди(?:те)?|что|как"
)
_HERE = r"here(?:'s|’s| is| are)|below is|вот|ниже|далее|дальше"
REQUESTS = Request(
    rf"(?P<strong>{_STRONG})|(?P<digest>{_DIGEST})|(?P<weak>{_WEAK})|(?P<here>{_HERE})|(?P<for>{_FOR})"
)
_LABEL = re.compile(rf"(?m)^[ \t*#]*(?:the |my )?(?:{_NOUN})\**[ \t]*:\**(?=\s|\Z)")
_CALLS_A_TEXT = re.compile(rf"\b(?:{_NOUN})\b")
_THIS_TEXT = re.compile(
    rf"\b(?:this|these|the following|эт(?:от|у|о|и|ого|ой|ому)|следующ\w+)(?: \w+)? (?:{_NOUN})\b"
)
_POINTS = re.compile(rf"\b(?:{_THIS})\b")
_MINE = re.compile(
    r"\b(?:my|our|мо[йяеёиию]\w*|наш\w*|сво[йяеёиюу]\w*)\b(?: \w+){0,2} "
    r"(?:plans?|goals?|ideas?|thoughts?|notes?|diary|journal|day|week|year|life|situation|wishes|"
    r"план\w*|цел\w+|иде\w+|мысл\w+|запис\w+|дневник\w*|день|дня|недел\w+|год\w*|жизн\w*|ситуаци\w*|желани\w*)\b"
    r"|\bwhat i\b|\bчто я\b"
)
_COLON = re.compile(r"[^.!?…\n]{0,300}?:[*_]*(?=[\s\"«“„']|\Z)")
_CLAUSE = re.compile(r"[^.!?…\n]{0,300}")
_PLEA = re.compile(
    r"\?|\b(?:please|help|can you|could you|пожалуйста|помоги(?:те)?|можешь|можете|подскажи(?:те)?)\b"
)
_LONG = 400
_NEAR = 120


def handed_over(text: str, openings: Iterable[Opening]) -> Iterator[tuple[int, int]]:
    """The spans of what a message in small letters hands over: below a request, above one that closes it."""
    asked = len(text)
    for opening in openings:
        found = REQUESTS.match(text, opening)
        if found is None:
            continue
        asked = min(asked, opening.at)
        span = _span(text, found) if found.lastgroup != "digest" or opening.lead else None
        if span:
            yield span
            if span[1] == len(text):
                return
    label = _LABEL.search(text)
    if label and (asked < label.start() or _PLEA.search(text, 0, label.start())):
        yield label.end(), len(text)


def _span(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    colon = _COLON.match(text, found.end())
    whole = colon or _CLAUSE.match(text, found.end())
    clause = found.group() + (whole.group() if whole else "")
    end = colon.end() if colon else line_end(text, found.end())
    if end < 0 or _MINE.search(clause):
        return None
    names, points = bool(_CALLS_A_TEXT.search(clause)), bool(_POINTS.search(clause))
    match found.lastgroup:
        case "strong" | "digest":
            sure = bool(colon) or names or points
        case "weak":
            # In Russian the form alone tells what is asked of another from what is to be done.
            addressed = points or (bool(colon) and not found.group().isascii())
            sure = names and addressed and len(clause) <= _NEAR
        case "for":
            sure = _THIS_TEXT.search(clause) is not None
        case _:
            sure = names
    if not sure:
        return None
    if text[end : end + _LONG].strip():
        return end, len(text)
    above = text.rfind("\n", 0, found.end())
    closes = found.lastgroup != "here" and not colon and not text[end:].strip()
    return (0, above) if closes and above > 0 and (names or above > _LONG) else None
