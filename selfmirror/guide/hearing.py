"""What can be heard in the person's words without a model: questions, readiness, terms, telling fragments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfmirror.guide.aside import Aside, aside_in, says_nothing_yet
from selfmirror.guide.clauses import shortened
from selfmirror.guide.quoting import masked
from selfmirror.guide.reported import MASK, reports_another
from selfmirror.guide.terms import terms
from selfmirror.words.own import own_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?…\n]*[^.!?…\s][^.!?…\n]*[.!?…]*")
_ENDS_IN_QUOTATION = re.compile(r"(?<=[.!?…])[»”\"'’](?=\s+[А-ЯЁA-Z])")
_TELL_ME = re.compile(
    r"(?i)\b(?:скажи|скажите|ответь|ответьте|посоветуй|посоветуйте|подскажи|подскажите)\b(?! себе)"
    r"|^\W*(?:tell me|advise me|give me advice)\b"
)
_ABOUT_ME = re.compile(
    r"(?i)\b(?:что (?:ты|вы) (?:думае|скаже|посовету|видишь|видите)|как (?:ты|вы) (?:думае|считае)|"
    r"что мне делать|как мне быть|что (?:я|вы) (?:писал|говорил)|когда я|чего я|что ты знаешь|"
    r"what do you (?:think|see|suggest|know)|what should i|what did i|when did i|what do i|what have i|should i)"
)
_TO_END = re.compile(
    r"(?i)^\W*(?:хватит|закончим|давай(?:те)? закончим|на сегодня вс[её]|пора заканчивать|стоп|"
    r"enough|that'?s enough|let'?s (?:stop|finish|end)|stop here|i'?m done)\W*$"
)
_CHANGE = re.compile(
    r"(?i)\b(?:хочу|хочется|хотел[аои]? бы|мечтаю|могу|смогу|готов[аы]?|решил[аи]?|выбираю|начну|сделаю|буду|попробую|"
    r"надо|нужно|важно|want|wish|would like|can|could|ready|decided|choose|will|shall|start|try|need|matters?)\b"
)
_SUSTAIN = re.compile(
    r"(?i)\b(?:не (?:могу|получ\w+|смогу|хочу|готов[аы]?|знаю)|нет смысла|бесполезно|боюсь|страшно|поздно|невозможно|"
    r"устал[аи]?|лень|потом|когда-нибудь|can'?t|cannot|don'?t (?:want|know)|won'?t|never|no point|useless|afraid|"
    r"scared|too late|impossible|tired|lazy|someday|maybe later)\b"
)
_WANTED = re.compile(
    r"(?i)(?<!не )\b(?:хочу|хочется|хотел[аои]? бы|мечтаю|выбираю|решил[аи]?|i (?:want|wish|choose|decided)"
    r"|i(?:'d| would) like)\b"
)
_HEDGED = re.compile(
    r"(?i)\b(?:бы|б|наверн\w+|кажется|вроде|может|могло|возможно|пожалуй|видимо|похоже|если|как будто|не уверен\w*|"
    r"maybe|perhaps|might|would|could|probably|possibly|i (?:guess|think|suppose)|seems?|kind of|sort of|if|not sure"
    r")\b|['’]d\b"
)
_FEW = 3
_TELLING = {
    "want": r"хоч|хотел|мечта|тянет|желан|нужн|want|wish|long|dream|would like|need",
    "value": r"важн|ценн|ради|смысл|свобод|честн|выбра|matter|value|for the sake|mean|freedom|honest|choose",
    "fear": r"бою|страш|страх|опаса|тревож|afraid|fear|scar|worr|anxious",
    "obstacle": r"меша|не могу|не хват|боюсь|страх|лень|откладыва|вместо|устал|stop|hinder|in the way|can't|cannot|lack|afraid|lazy|put off|instead|tired",
    "commitment": r"сдела|начну|буду|напишу|позвон|завтра|если|утр|вечер|понедельник|will|shall|tomorrow|if |start|morning|evening|monday|write|call",
    "observation": r"когда|обычно|всегда|каждый|раз|час|замет|when|usually|always|every|time|hour|notic",
    "project": r"проект|книг|пишу|дела|курс|роман|project|book|writ|build|course|novel|app",
    "decision": r"выбира|реша|решил|буду|начну|откладыва|choose|decid|will|start|put off",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one turn asks for and leans to; `readiness` is change talk minus sustain talk.

    `words` counts those that may be given back. `aside` is what the turn says of the talk itself,
    None where it is about the person.
    """

    question: bool
    ending: bool
    readiness: int
    words: int
    aside: Aside | None = None


def hear(text: str) -> Heard:
    """Listen to one turn; readiness counts change and sustain talk (Miller & Rollnick)."""
    own = own_words(text)
    leaning = " ".join(one for one in _split(text) if not reports_another(masked(one, MASK)))
    sustain = len(_SUSTAIN.findall(leaning))
    change = len(_CHANGE.findall(_SUSTAIN.sub(" ", leaning)))
    return Heard(
        bool(_TELL_ME.search(own))
        or (bool(_ABOUT_ME.search(own)) and "?" in own)
        or own.rstrip().endswith("?"),
        bool(_TO_END.match(own.strip())),
        change - sustain,
        sum(len(_WORD.findall(one)) for one in sentences(text)),
        _aside(text),
    )


def sentences(text: str) -> list[str]:
    """The sentences that say something of the person themself, verbatim, without surrounding white space.

    What others said, what is said of the talk itself, and a bare “I don't know” are left out.
    """
    return [one for one in _split(text) if _tells(one)]


def hedged(text: str) -> bool:
    """Whether the words are said with a reservation: a wish, a guess, a condition."""
    return bool(_HEDGED.search(text))


def _split(text: str) -> list[str]:
    """The sentences outside of quoted blocks; a quotation inside one does not end it."""
    own = own_words(text)
    written = masked(text, MASK)
    heard = masked(own, MASK)
    voice = list(heard)
    for end in _ENDS_IN_QUOTATION.finditer(own):
        voice[end.start()] = "."
    spans = (match.span() for match in _SENTENCE.finditer("".join(voice)))
    whole = (text[start:end] for start, end in spans if heard[start:end] == written[start:end])
    return [found for found in (one.strip(" \t-–—*•") for one in whole) if _WORD.search(found)]


def _tells(sentence: str) -> bool:
    voice = masked(sentence, MASK)
    of_another = reports_another(voice) or not _WORD.search(voice)
    return not (of_another or says_nothing_yet(sentence) or aside_in(sentence))


def _aside(text: str) -> Aside | None:
    """What the last sentence says of the talk, or any where nothing else is said."""
    found = [aside_in(one) for one in _split(text)]
    if found and found[-1]:
        return found[-1]
    return next((one for one in found if one), None) if not sentences(text) else None


def fragment(text: str, about: str = "", kind: str = "", limit: int = 160) -> str:
    """The most telling verbatim span of a text: a whole sentence where one fits, else whole clauses of one.

    `about` prefers sentences sharing its terms, `kind` those that sound like that kind of insight.
    Empty where the text holds no words of the person's own that can be cut so.
    """
    wanted = terms(about) if about else frozenset()
    found = [(one, _within(one, wanted, kind, limit)) for one in sentences(text)]
    fit = [(place, one, part) for place, (one, part) in enumerate(found) if part]
    if not fit:
        return ""
    return max(fit, key=lambda each: (_telling(each[1], wanted, kind, limit), -each[0]))[2]


def _within(sentence: str, wanted: frozenset[str], kind: str, limit: int) -> str:
    if len(sentence) <= limit:
        return sentence.rstrip(" .")
    parts = (part for part in shortened(sentence, limit) if len(_WORD.findall(part)) >= _FEW)
    return max(parts, key=lambda part: _telling(part, wanted, kind, limit), default="")


def _telling(sentence: str, wanted: frozenset[str], kind: str, limit: int) -> float:
    words = len(_WORD.findall(sentence))
    score = 3.0 * len(terms(sentence) & wanted) + min(words, 12) / 6
    if kind and re.search(_TELLING[kind], sentence.lower()):
        score += 2
    if sentence.endswith("?"):
        score -= 3
    return score if len(sentence) <= limit else score - 2


def sounds_like(text: str, kind: str) -> bool:
    """Whether the words sound like that kind of insight."""
    return bool(re.search(_TELLING[kind], text.lower()))


def wanted(text: str) -> bool:
    """Whether the words say outright that something is wanted, chosen or decided."""
    return bool(_WANTED.search(own_words(text)))


def two_sides(text: str) -> tuple[str, str] | None:
    """The two halves of a sentence that says “yes, but”, verbatim; None where there is no such one."""
    for sentence in sentences(text):
        halves = re.split(r"(?i),?\s+(?:но|однако|зато|but|yet|although)\s+", sentence, maxsplit=1)
        if len(halves) == 2 and all(
            3 <= len(_WORD.findall(h)) <= 20 and len(h) <= 120 for h in halves
        ):
            return halves[0].strip(" ,"), halves[1].strip(" ,.!?…")
    return None
