"""Requests to speak as somebody else: what follows is a role's, whatever it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selfmirror.words.asking import Opening, Request, sentence_end

_FORM = (
    r"stor(?:y|ies)|poems?|songs?|lyrics|haikus?|sonnets?|limericks?|novels?|scenes?|monologues?|dialogues?|fairy ?tales?|"
    r"fables?|jokes?|raps?|screenplays?|fan ?fictions?|plays?|"
    r"(?:movie|film|video|tv) scripts?|"
    r"рассказ\w*|стих\w*|песн\w+|сказк\w+|монолог\w*|диалог\w*|сценк\w+|сцен[ау]|роман\w*|повесть|анекдот\w*|хокку|сценари\w+|"
    r"поэм\w+|басн\w+|фанфик\w*|пьес\w+"
)
_WRITE = (
    r"write|compose|draft|tell|speak|answer|respond|reply|talk|create|generate|make up|"
    r"напиши(?:те)?|сочини(?:те)?|составь(?:те)?|придумай(?:те)?|расскажи(?:те)?|ответь(?:те)?|отвечай(?:те)?|говори(?:те)?|"
    r"опиши(?:те)?|сгенерируй(?:те)?"
)
_PLAY = (
    r"act as(?! (?:if|though))|act like|behave (?:as|like)|pretend (?:to be|that you|you)|imagine (?:that )?you(?:'re|’re| are)|"
    r"role-?play|play the (?:role|part) of|(?:take(?: on)?|assume) the (?:role|persona) of|from now on,? you are|"
    r"действуй как|веди себя как|притворись|представь(?:те)?(?: себе)?,? (?:что|будто) (?:ты|вы)|вообрази,? что ты|сыграй|"
    r"играй роль|поиграй роль|выступи(?:те)? (?:в роли|как)|возьми на себя роль|в роли|давай(?:те)? (?:сыграем|поиграем)"
)
_SUPPOSE = (
    r"(?:imagine|suppose|pretend) (?:that )?i(?:'m|’m| am| was| were)|you are (?:now )?an?|"
    r"представь(?:те)?(?: себе)?,? что я|ты (?:теперь )?[—–-]|ты теперь|будь (?:моим|моей)"
)
ROLES = Request(rf"(?P<play>{_PLAY})|(?P<suppose>{_SUPPOSE})|(?P<write>{_WRITE})")
_HELPER = re.compile(
    r"\b(?:coach|therapist|psycholog\w+|psychiatrist|counsel\w+|expert|assistant|teacher|tutor|mentor|advis[eo]r|consultant|"
    r"doctor|nutritionist|dietitian|lawyer|manager|interviewer|recruiter|friend|translator|editor|proof-?reader|guide|"
    r"programmer|developer|engineer|analyst|writer|copywriter|planner|trainer|critic|partner|professional|specialist|"
    r"коуч\w*|психолог\w*|психотерапевт\w*|терапевт\w*|эксперт\w*|ассистент\w*|помощник\w*|учител\w+|преподавател\w+|"
    r"наставник\w*|консультант\w*|врач\w*|диетолог\w*|юрист\w*|менеджер\w*|рекрут[её]р\w*|друг|другом|подруг\w+|переводчик\w*|"
    r"редактор\w*|гид\w*|программист\w*|разработчик\w*|инженер\w*|аналитик\w*|копирайтер\w*|тренер\w*|критик\w*|"
    r"собеседник\w*|специалист\w*|профессионал\w*)\b"
)
_ANOTHER = re.compile(
    r"\b(?:from the (?:perspective|point of view|viewpoint|pov|eyes) of|in the (?:voice|person|shoes) of|in character as|"
    r"on behalf of|as if (?:you|he|she|they|it)|as though you|"
    r"от (?:первого |\w+ого )?лица|от имени|глазами|в роли|как если бы|как будто (?:ты|он|она)|устами)\b(?! (?:me|my)\b)"
)
_AS = re.compile(
    r"(?: (?!such |as )[\w-]+){0,5} as (?:an?|if) (?!(?:\w+ ){0,2}(?:list|table|bullets?|json|csv|paragraphs?|e-?mails?|essay|"
    r"letter|report|summary|plan|outline|result|text|poem|song|story|file|draft|gift|reward|way|whole)\b)| как (?!будет\b|бы\b|мне\b)"
    r"|(?:(?: (?!such |as )[\w-]+){0,4} (?:entry|letter|post|tweet|speech|monologue))? as "
    r"(?!an? |the |soon|well|much|many|long|far|it\b|you|i\b|we\b|is\b|possible|usual|follows|before|above|below|part|in\b)"
)
_MY_OWN = re.compile(r"\bот мо(?:его|ей)\b|\bот (?:лица|имени) меня\b")
_FORMS = re.compile(
    rf"(?: (?:me|us|мне|нам|an?|another|some|the|ещё|еще|one|\d+))*(?: [\w-]+){{0,3}}? (?:{_FORM})\b"
)
_MORE = re.compile(
    r" (?:me |us |мне )?(?:more|about|what|how|why|whether|if|больше|подробнее|о|об|про|как|что)\b"
)
_ROLE_WORDS = 80
_TO_YOU = ("you are", "ты ", "будь ")
"""A message may open with a role so; further on it is said to a friend."""


def lent_voices(text: str, openings: Iterable[Opening]) -> Iterator[tuple[int, int]]:
    """The spans of a message in small letters that are a role's: the request, and what may be its words."""
    for opening in openings:
        found = ROLES.match(text, opening) if opening.asks_another else None
        if found is None:
            continue
        end = sentence_end(text, found.end())
        asked = text[found.end() : end]
        if found.lastgroup == "write":
            voice = _is_anothers(asked)
            if not voice and (_MORE.match(asked) or not _FORMS.match(asked)):
                continue
            goes_on = voice or ":" in asked
        else:
            if opening.start and found.group().startswith(_TO_YOU):
                continue
            goes_on = found.lastgroup == "play" and not _HELPER.search(asked[:_ROLE_WORDS])
        yield opening.start, len(text) if goes_on else end
        if goes_on:
            return


def _is_anothers(asked: str) -> bool:
    """Whether what is asked for is to be said by somebody who is neither of the two."""
    return bool(_ANOTHER.search(asked) or _AS.match(asked)) and not _MY_OWN.search(asked)
