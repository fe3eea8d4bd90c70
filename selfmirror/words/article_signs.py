"""What a site puts around an article: lines that stand above it, below it and within."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONG = 200
_LONGEST_SIGN = 160
_NOT_A_NAME = (
    r"(?!New |The |This |My |Then |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Easter"
    r"|(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
)
_NAME = rf"{_NOT_A_NAME}[A-ZА-ЯЁ][\w.’'-]+(?: [A-ZА-ЯЁ][\w.’'-]*){{1,3}}"
_HEADS = {
    "byline": rf"(?:[Bb]y|BY|[Ww]ritten by|[Aa]uthor:|Автор(?: статьи| текста)?:|Текст:|Корреспондент|Обозреватель) {_NAME}"
    r"(?:(?:,| and| и|\s*[|•·—–(]).{0,90})?",
    "day": r"(?i:(?:.{0,60}\W)?\d{1,2}[ -]?(?:min(?:ute)?s? read|мин(?:ут[аы]?|\.)? (?:чтения|на чтение)).{0,20}|время чтения:?.{1,30}"
    r"|(?:(?:first |last )?(?:published|updated|posted)(?: on|:)|опубликован[оа]:?|обновлено:?|дата публикации:?)\s.{0,40}\d.{0,40}"
    r"|.{0,30}\d{4}.{0,12}\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.? )?(?:GMT|BST|UTC|E[SD]T|P[SD]T|CET|МСК|по москве))",
    "address": r"<?https?://\S+>?",
}
_TAILS = {
    "more": r"(?i:(?:read (?:more|next|the (?:full|whole|original) (?:article|story|post|text))|continue reading|also read|see also"
    r"|related (?:articles?|stories|posts|topics)|more (?:on|from) this (?:story|author|topic)|recommended (?:for you|reading|stories)"
    r"|читать (?:далее|дальше|полностью|также)|читайте (?:также|далее)|материалы по теме|(?:ещё|еще) по теме"
    r"|похожие (?:статьи|материалы|новости)|другие материалы.{0,30})\W*|(?:read more|also read|читайте также|читать далее): .+)",
    "share": r"(?i:share (?:this(?: (?:article|story|post|page))?|on (?:facebook|twitter|x|linkedin|whatsapp).{0,60}|article|story)\W*"
    r"|поделиться(?: (?:в соц\w*|статьей|новостью|ссылкой|материалом).{0,40})?\W*|tweet this\W*|(?:leave a (?:comment|reply)|оставить комментарий)\W*"
    r"|\d[\d.,k]* (?:comments?|views|shares|likes|просмотр\w*|комментари\w*)\W*)",
    "rights": r"(?i:.{0,60}(?:©|copyright \d{4}|all rights reserved|все права защищены).{0,90})",
    "source": r"(?i:[*_(]*(?:источник|source|оригинал(?: статьи)?|originally published (?:in|on|at)|материал опубликован\w*(?: на| в)?)[*_]*:? ?[*_]*"
    r".{0,80}(?:https?://|\w\.(?:com|org|net|ru|co\.uk)\b).{0,80})",
    "photo": r"(?i:[*_(\[]*(?:photo(?:graph)?s?|image|фото(?:графия)?|иллюстрация)(?: (?:credit|source|предоставлен\w+))?[*_]*(?::| by | ©).{2,90}"
    r"|.{0,60}/ ?(?:getty images|reuters|afp|ap photo|тасс|риа новости)\W*)",
    "join": r"(?i:(?:subscribe|sign up)\b.{0,40}\b(?:newsletters?|channel|inbox)\b.{0,60}"
    r"|(?:подпис(?:ывайтесь|ывайся|аться|ка)|подпишитесь|подпишись)\b.{0,20}\b(?:канал\w*|рассылк\w*|новости|нас|telegram|телеграм\w*)\b.{0,60}"
    r"|(?:follow us|читайте нас в).{0,60})",
}


def _any_of(signs: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{sign})" for kind, sign in signs.items()))


_HEAD, _TAIL = _any_of(_HEADS), _any_of(_TAILS)
_WIRE = re.compile(
    r"[A-Z][A-Z.]+(?: [A-Z][A-Z.]+)*(?:, [A-Z][\w.]+){0,2}(?:,? \w+\.? \d{1,2})? \([A-Z][\w ]+\) ?[—–-]"
    r"|[А-ЯЁ]{4,}(?:[ -][А-ЯЁ]+)*, \d{1,2} [а-я]{3,8}\.?(?: \d{4})?(?: г\.)? ?(?:[—–-] ?(?:РИА|ТАСС|Интерфакс|АиФ|РБК|ИА)|/[А-ЯЁA-Z])"
)
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"\n]*\"")
_PERSONAL = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Oo]ur|us)\b"
    r"|\b(?i:я|меня|мне|мной|мною|мо[йяеёию]|моего|моей|моему|моим|моих|мою|мы|нас|нам|нами|наш\w{0,3}|хочу|хотел[аи]?|думаю|могу|буду"
    r"|боюсь|люблю|надеюсь|знаю|помню|решил[аи]?|устал[аи]?|прочитал[аи]?|подумал[аи]?|понял[аи]?|кажется|пойду|сделаю)\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words; `head` and `tail` are the kinds of sign that it is, if it is one."""

    first: int
    last: int
    text: str
    head: str
    tail: str

    @property
    def long(self) -> bool:
        """Whether it is a paragraph."""
        return self.last - self.first >= LONG

    @property
    def personal(self) -> bool:
        """Whether somebody speaks of themself in it, outside quotation marks."""
        return _PERSONAL.search(_QUOTED.sub("", self.text)) is not None

    @property
    def headline(self) -> bool:
        """Whether it may be one: a few words that end with no stop."""
        words = sum(word[0].isalpha() for word in self.text.split())
        short = words >= 3 and self.last - self.first <= _LONGEST_SIGN
        return (
            short
            and self.text[-1] not in ".…,;:"
            and self.text[0] not in "-*•>|["
            and not self.personal
        )


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not empty, with what they are signs of."""
    place = 0
    for line in text.split("\n"):
        words = line.strip(" \t*_#")
        if words:
            short = len(words) <= _LONGEST_SIGN
            head = _HEAD.fullmatch(words) if short else None
            tail = _TAIL.fullmatch(words) if short and not head else None
            wire = _WIRE.match(words) if words[:3].isupper() and not head else None
            yield Line(
                place,
                place + len(line),
                words,
                (head and head.lastgroup) or ("wire" if wire else ""),
                (tail and tail.lastgroup) or "",
            )
        place += len(line) + 1
