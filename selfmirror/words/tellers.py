"""Who may be said to have said something, and the words that say so, in both languages."""

from __future__ import annotations

from selfmirror.words.vocabulary import word_set

PEOPLE = word_set(
    """
    he she they someone somebody everyone everybody
    mother mom mum mommy mummy mama ma father dad daddy papa parents parent brother sister sibling son daughter child kids children
    husband wife spouse partner boyfriend girlfriend fiancé fiancée fiance fiancee ex friend friends buddy bestie roommate flatmate
    neighbour neighbor neighbours neighbors uncle aunt auntie cousin nephew niece grandmother grandma granny grandfather grandpa
    boss manager colleague colleagues coworker co-worker supervisor director ceo client customer employer recruiter landlord landlady
    doctor dr therapist psychologist psychiatrist counsellor counselor nurse surgeon dentist coach trainer teacher professor tutor
    priest pastor rabbi imam monk lawyer policeman officer driver waiter waitress barber hostess host guest
    man woman guy girl boy lady gentleman stranger people maid servant captain author writer poet philosopher singer
    """
)
"""Nominatives that English lets stand before or after the verb."""

_HE = word_set(
    """
    он папа отец дед дедушка брат муж сын дядя внук племянник жених парень бывший друг приятель начальник босс шеф директор
    руководитель коллега врач доктор психолог психиатр терапевт психотерапевт тренер коуч учитель преподаватель профессор сосед
    знакомый товарищ священник батюшка юрист клиент заказчик хозяин мальчик мужчина мужик старик таксист водитель официант автор
    писатель поэт философ дедуля тесть свёкор свекор зять кто-то наставник куратор редактор рекрутер продавец полицейский
    """
)
_SHE = word_set(
    """
    она мама мать мамочка бабушка бабуля сестра жена дочь дочка тётя тетя внучка племянница невеста девушка бывшая подруга
    подружка приятельница начальница коллега директор руководитель врач доктор психолог психиатр терапевт психотерапевт тренер коуч
    учительница преподаватель преподавательница соседка знакомая хозяйка девочка женщина старушка тёща теща свекровь невестка
    золовка медсестра официантка продавщица писательница клиентка заказчица юрист наставница куратор редактор рекрутер
    """
)
_THEY = word_set(
    "они родители друзья подруги дети коллеги соседи люди врачи учителя знакомые ребята одноклассники родственники"
)
PERSONS = PEOPLE | _HE | _SHE | _THEY
"""Everybody who is no name, in both languages."""

_PAST = word_set(
    """
    сказа написа писа говори спроси спрашива ответи отвеча крикну крича закрича прошепта попроси проси заяви добави сообщи повтори
    повторя тверди воскликну возрази напомни предложи обеща пообеща буркну пробормота вздохну
    """
)
_NOW_ONE = word_set(
    "говорит утверждает пишет спрашивает отвечает кричит шепчет просит заявляет добавляет повторяет твердит возражает напоминает обещает"
)
_NOW_MANY = word_set(
    "говорят утверждают пишут спрашивают отвечают кричат шепчут просят повторяют твердят возражают обещают"
)
# The form of the verb tells whether «мама» or only «маме» can be meant.
RUSSIAN = {
    **{f"{stem}л": _HE for stem in _PAST},
    **{f"{stem}ла": _SHE for stem in _PAST},
    **{f"{stem}ли": _THEY for stem in _PAST},
    **dict.fromkeys(_NOW_ONE, _HE | _SHE),
    **dict.fromkeys(_NOW_MANY, _THEY),
}
"""Each form of a verb of saying, with the nominatives that agree with it."""

ENGLISH = word_set(
    """
    said says say saying told tells tell telling wrote writes asked asks replied replies answered answers texted texts messaged
    emailed shouted shouts yelled whispered whispers cried cries exclaimed exclaims added adds insisted insists screamed muttered
    declared remarked repeated repeats warned warns joked promised
    """
)
VERBS = ENGLISH | RUSSIAN.keys()

ADDRESSING = word_set(
    """
    told tells tell asked asks texted texts messaged emailed warned warns promised answered answers
    спросила спрашивала попросила просила спросил спрашивал попросил просил спрашивает просит
    """
)
"""Verbs that may be followed by whom something is said to, as by who says it."""

BETWEEN = word_set(
    """
    just always then once had has have also even only never again recently finally would will used to did keeps kept keep
    later still often sometimes
    мне нам ему ей им тебе вам опять снова вчера сегодня потом тогда просто как-то однажды всегда ещё еще даже только часто иногда
    вдруг недавно наконец так это прямо и же утром вечером всё время постоянно сразу вслух
    """
)
"""What may stand between somebody and the verb."""

TOLD_TO = word_set(
    """
    me us him her them you to back again once yesterday today then only just quietly softly later loudly and that
    мне нам ему ей им тебе вам вчера сегодня потом так опять снова тихо громко вслух прямо в ответ на это однажды тогда
    """
)
"""What may stand between the verb and a quotation that no colon announces."""

PRONOUNS = word_set("he she they он она они")

BELONGING = word_set(
    "my his her their our the a an this that old good best мой моя мои его её ее их наш наша наши старый старая лучший лучшая"
)
"""What may stand before somebody who is named by their place in a life."""

WISHED = word_set(
    "want wish hope if let imagine could might should need чтобы чтоб если бы хочу хотел хотела пусть мечтаю"
)
"""What makes of saying something that nobody has said."""

OPENERS = word_set(
    """
    i i'm i've i'd i’m i’ve i’d we you it and but so or also just today yesterday tomorrow then later again never always often once
    finally still now when what why how that this there here have had has not perhaps maybe instead after before god to
    вчера сегодня завтра потом тогда всегда иногда никогда сначала снова опять однажды наконец вечером утром днём днем ночью летом
    зимой весной осенью когда сама сам как так там тут вот ведь теперь затем сейчас вдруг ей им нам всем мам день раз дома что если
    просто ещё еще всё все даже только честно и а но да нет не мне тебе ему себе вслух я мы ты вы зачем почему это его её ее их раньше
    """
)
"""What a sentence may begin with in capitals and is no name."""

BESIDE = word_set(
    """
    in at to from for with of on by about near into under over after before until till against between
    в во на к ко от из у с со о об для про за под над при без до через между
    """
)
"""What makes of the noun behind it no subject."""
