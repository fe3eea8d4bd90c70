"""What is said of the talk itself, or says nothing yet: no word of it is kept, quoted or brought back."""

from __future__ import annotations

import re
from enum import StrEnum

from selfmirror.words.vocabulary import word_set

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_AT_MOST = 9

_CONTEMPT = re.compile(
    r"(?i)\b(?:бред|бредятина|ерунда|ерунду|чушь|фигня|фигню|хрень|хренью|чепуха|чепуху|ахинея|отстой|отстань\w*|отвали|"
    r"nonsense|bullshit|bs|rubbish|crap|garbage)\b"
)
_SCORN = re.compile(
    r"(?i)\b(?:глуп\w+|туп\w+|дурацк\w+|идиотск\w+|бессмысленн\w+|бесполезн\w+|надоел\w*|достал\w*|бесит\w*|"
    r"stupid|dumb|silly|idiotic|useless|pointless|annoying|boring|ridiculous|waste of time)\b"
)
_OF_THE_TALK = re.compile(
    r"(?i)\b(?:вопрос\w*|разговор\w*|сесси\w+|программ\w+|бот\w*|проводник\w*|ты|вы|тво\w+|ваш\w*|это|этот|"
    r"questions?|session|program|bot|guide|app|you|your|this|that|it|it['’]s)\b"
)
_AROUND = word_set(
    "да ну и а но ой блин какой-то какая-то какое-то какие-то какой какая какое какие полный полная полное полнейший просто "
    "опять снова всё-таки что за ты вы мне меня твой твоя твои ваш ваша ваши это этот эта эти вопрос вопросы вопроса вопросов "
    "вопросами разговор сессия программа бот проводник несёшь несешь несёте несете пишешь говоришь спрашиваешь пишете говорите "
    "спрашиваете задаёшь задаешь задаёте задаете очень такой такая такое такие честно уже совсем же вообще с со от "
    "oh well this that is it it's it’s that's that’s what a an the is are you your such total complete utter just so question "
    "questions session program bot guide app again really come on of time talking saying asking me these those some kind "
    "totally completely"
)
_UNHEARD = re.compile(
    r"(?i)^\W*(?:но |нет,? |да |ну )*(?:(?:ты|вы) (?:меня )?(?:совсем |вообще )?не (?:понима\w+|понял\w*|слыш\w+|слуша\w+|чита\w+)"
    r"(?: меня)?|я не (?:это|о том|об этом|про это)(?: (?:сказал|говорил|писал|написал)[аи]?)?|не об этом(?: речь)?|мимо|"
    r"(?:but |no,? )*you (?:don['’]t|do not|didn['’]t) (?:understand|get|listen|hear)(?: (?:me|it))?|you['’]re not listening(?: to me)?|"
    r"that['’]s not what i (?:said|meant|wrote)|not what i (?:said|meant))\W*$"
)
_WHY = re.compile(
    r"(?i)(?:\b(?:зачем|почему|для чего|чего)\s+(?:же\s+)?(?:(?:ты|вы|тебе|вам)\s+)(?:[\w-]+\s+){0,3}?"
    r"(?:спрашива\w+|спросил\w*|повторя\w+|пиш\w+|говор\w+|цитиру\w+|зада\w+|знать|нужно)"
    r"|\b(?:зачем|к чему|для чего)\s+(?:[\w-]+\s+){0,2}?(?:вопрос\w*|спрашива\w+|писать|отвечать)"
    r"|\bкакой смысл (?:в (?:этом|этих|тво\w+) )?(?:вопрос\w*|спрашива\w+)"
    r"|\b(?:ты|вы) (?:меня )?(?:это |об этом )?уже (?:меня )?(?:об этом |это )?спрашива\w+"
    r"|^\W*(?:зачем|к чему) (?:всё |все )?это\W*$|^\W*что за вопрос\w*\W*$"
    r"|\bwhy (?:do|are|did|would) you (?:[\w']+\s+){0,2}?(?:ask|asking|repeat|repeating|saying|say|quote|quoting|need|want to know)\b"
    r"|\bwhat(?:['’]s| is) the point of (?:this|that|these|those|your|the) questions?"
    r"|\bwhat (?:is|are) (?:this|that|these) questions? for\b|\bwhy (?:this|that|these) questions?\b"
    r"|\byou(?:['’]ve| have)? already asked\b)"
)
_BARE = re.compile(
    r"(?i)^\W*(?:(?:ну|да|я|пока|даже|честно(?: говоря)?|вообще|просто|э+|хм+|мм+|well|i|um+|hm+|honestly|just|really)\W+)*"
    r"(?:не знаю|знаю|хз|да|нет|ага|угу|ок|окей|ладно|понятно|ясно|наверное|может быть|возможно|без понятия|понятия не имею|"
    r"не помню|не уверен[аы]?|ничего|никак|сложно сказать|трудно сказать|"
    r"idk|dunno|don['’]?t know|do not know|no idea|have no idea|yes|yeah|yep|no|nope|ok|okay|sure|maybe|perhaps|nothing|"
    r"not sure|can['’]t say|hard to say)"
    r"(?:\W+(?:правда|честно|пока|наверное|не знаю|да|нет|really|honestly|yet))*\W*$"
)


class Aside(StrEnum):
    """What a remark about the talk is: it says that the guide missed, or asks what a question is for."""

    MISSED = "missed"
    WHY = "why"


def aside_in(sentence: str) -> Aside | None:
    """What a sentence says of the talk itself; None where it is of anything else."""
    if _WHY.search(sentence):
        return Aside.WHY
    parts = re.split(r"[,;:]|\s[—–-]\s", sentence)
    missed = _missed(sentence) or (
        any(_missed(part) for part in parts) and all(_missed(p) or not _left(p) for p in parts)
    )
    return Aside.MISSED if missed else None


def says_nothing_yet(sentence: str) -> bool:
    """Whether a sentence is a bare yes, no or “I don't know”: an answer, but nothing to give back."""
    return bool(_BARE.match(sentence))


def _missed(part: str) -> bool:
    if _UNHEARD.match(part):
        return True
    harsh = _CONTEMPT.search(part) or (_SCORN.search(part) and _OF_THE_TALK.search(part))
    return bool(harsh) and len(_WORD.findall(part)) <= _AT_MOST and not _left(part)


def _left(part: str) -> list[str]:
    """The words that are of something else than the talk."""
    words = _WORD.findall(part.lower())
    return [word for word in words if word not in _AROUND and not _marks(word)]


def _marks(word: str) -> bool:
    return bool(_CONTEMPT.fullmatch(word) or _SCORN.fullmatch(word)) or word in {"waste", "time"}
