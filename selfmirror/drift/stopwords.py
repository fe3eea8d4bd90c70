"""Words that name no theme, in both languages."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    """
    a about an another any at by each every for from her his in into its my no of on our some that
    the their these this those with your
    """
)
"""What stands before an English noun phrase."""

FUNCTION_WORDS = _set(
    """
    a able about above across after afterwards again against ago all almost alone along already also
    although always am among an and another any anybody anyone anything anyway anywhere are aren't
    around as at away back be became because become been before began behind being below beneath
    beside besides between beyond bit both but by came can can't cannot come could couldn't did
    didn't do does doesn't doing don't done down dr during each either else enough etc even ever
    every everybody everyone everything everywhere except few first five for four from further gave
    get gets getting give go goes going gone got had hadn't has hasn't have haven't having he he'd
    he'll hence her here hers herself him himself his how however i i'd i'll i'm i've if in indeed
    into is isn't it it's its itself just keep kept knew know known last least leave left less let
    lets like lot made make makes making many may maybe me might mine miss more moreover most mostly
    mr mrs much must my myself near nearly neither never nevertheless next no nobody none nor not
    nothing now nowhere of off often on once one only onto or other others otherwise ought our ours
    ourselves out over own per perhaps put quite rather really said same saw say says see seem
    seemed seems seen several shall she she'd should shouldn't since sir six so some somebody
    somehow someone something sometimes somewhere soon still such take taken tell ten than that
    that's the thee their theirs them themselves then thence there thereby therefore these they
    they'd they're thing things think this those thou though three through throughout thus thy till
    to today together told tomorrow too took toward towards two under until up upon us use used very
    want wanted was wasn't we we'll we're we've well went were weren't what whatever when whence
    whenever where whereas wherever whether which while whither who whoever whole whom whose why
    will with within without won't would wouldn't yes yesterday yet you you'd you'll you're you've
    your yours yourself yourselves
    """
)
"""English words that are grammar."""

GENERIC_EN = _set(
    """
    able account afternoon ago amount answer anything appear apr april arm arrive ask aspect
    attention aug august awful bad beautiful become begin beginning best better big bottom boy break
    bring bunch burst call care carry case century certain chair chance change circumstance com
    concerning considerable corner couple course dark date day days deal dear dec december
    delightful difference different direct door early effect end evening everyone everything example
    excellent excited eye face fact feb february feel feeling feet fellow find fine finger finish
    floor follow foot form fri friday friend full gentleman gentlemen girl give giving glad goal
    good great hair half hand happen happy head hear help high hold hope hour hours html https idea
    important impression inside insidehttp instance interested item jan january jul july jun june
    keep keeps kind know lady large late leave leg length let lie life line list listen little long
    look lose lot low main man manner mar march matter may mean means meet men middle mind minute
    minutes moment mon monday month months morning move name need new nice night noon note nothing
    nov november number oct october old open opportunity opposite order others outside pair part
    particularly pass past pause people perfect person piece place pleased pocket point poor
    position possible present pretty put question read ready real reason rest result return right
    room round run sat saturday say season second seem self sense sep sept september set short show
    side sight silence single sit small someone something sort speak spite stand start state step
    steps stop stuff sun sunday sure surprised table take talk task tell terrible thing thought thu
    thursday time times today todo tomorrow tonight top touch true try tue tuesday turn unhappy use
    view voice wait walk want watch way wed wednesday week weekday weekend weeks went whole window
    wish woman women wonderful word work's world worse write wrong www year years yesterday young
    """
)
"""English words of the calendar and words that go with any theme."""

GENERIC_RU = _set(
    """
    август апрель будни быть вариант вечер вещь взгляд вид возможность вопрос воскресенье время всё
    вторник вчера выходной глаз год голова голос дата дверь девушка декабрь дело день друг желание
    женщина жизнь завтра задача идея итог июль июнь количество комната конец который кто лицо ложь
    люди май март место месяц минута мир можно момент мочь мужчина мысль надо начало неделя
    необходимость нога ночь ноябрь нужно образ окно октябрь остальное ответ пара парень период план
    пол полдень половина половинка понедельник пора порядок правда пример причина проблема процесс
    пункт пятница раз ребята результат род рука ряд сам самый себе себя сегодня секунда сентябрь
    середина ситуация слово случай смысл состояние список способ среда срок стол сторона стул
    суббота тип тот угол уровень утро факт февраль форма хотеть целое цель час часть человек четверг
    число что чувство шаг штука это январь
    """
)
"""Russian nouns, in their first form, of the calendar and of any theme."""
