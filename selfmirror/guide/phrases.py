"""What the embedded guide says around the person's words: several wordings of each, in both languages.

A wording addresses the person so that no gender is needed. Slots: `quote`, `other`, `first`,
`second` (verbatim words), `dated`, `dated_other` (“on 3 March 2026 you wrote: …”), `count`, `aim` (what a step is for).
"""

from selfmirror.guide.method import Wordings

REFLECT = Wordings(
    (
        "«{quote}» сказано без оговорок.",
        "Пока твёрже всего звучит вот это: «{quote}».",
        "Отмечаю дословно: «{quote}».",
        "Среди прочего сказано и такое: «{quote}».",
        "«{quote}», это ваши слова, и на них можно опереться.",
        "Слышно вот что: «{quote}».",
    ),
    (
        "“{quote}” is said without reservation.",
        "What stands firmest so far: “{quote}”.",
        "Noted word for word: “{quote}”.",
        "Among the rest there is this: “{quote}”.",
        "“{quote}” are your words, and they can be leaned on.",
        "What can be heard is this: “{quote}”.",
    ),
)
HEDGED = Wordings(REFLECT.ru[2:4] + REFLECT.ru[5:], REFLECT.en[2:4] + REFLECT.en[5:])
"""Those that claim no firmness, for words said with a reservation."""

MISSED = Wordings(
    (
        "Значит, вопрос мимо, это промах проводника. Напишите, о чём было бы ближе, или пропустите шаг командой /skip.",
        "Принято: не туда. Напишите, что было бы ближе, хоть одной фразой.",
        "Ещё один промах, и он не на вашей стороне. Назовите тему сами, с любого места.",
        "Снова не то. Можно писать о своём, не отвечая на вопрос, или уйти от него через /skip.",
    ),
    (
        "Then the question missed, and that is the guide's miss. Write what would be closer, or leave the step with /skip.",
        "Taken: not there. Write what would be closer, one sentence is enough.",
        "Another miss, and it is not yours. Name the subject yourself, from any place.",
        "Off again. You may write of what is yours without answering, or leave the question with /skip.",
    ),
)
WHAT_FOR = Wordings(
    (
        "Этот шаг нужен вот зачем: {aim}. Если сейчас это ни к чему, /skip ведёт дальше.",
        "Цель вопроса такая: {aim}. Отвечать необязательно, команда /skip его пропускает.",
        "Всё это ради одного: {aim}. Лишнее здесь пропускается через /skip.",
    ),
    (
        "This step is here for this: {aim}. If that is of no use now, /skip goes on.",
        "The aim of the question: {aim}. It need not be answered, /skip leaves it out.",
        "All of it is for one thing: {aim}. What is of no use here is left out with /skip.",
    ),
)
BOTH_SIDES = Wordings(
    (
        "С одной стороны, «{first}», с другой, «{second}».",
        "В одном ответе есть и «{first}», и «{second}».",
        "Рядом стоят «{first}» и «{second}».",
    ),
    (
        "On the one hand “{first}”, on the other “{second}”.",
        "One answer holds both “{first}” and “{second}”.",
        "Side by side stand “{first}” and “{second}”.",
    ),
)
GO_ON = Wordings(
    (
        "Продолжайте с того места, которое кажется важнее.",
        "Допишите то, что осталось за этой фразой.",
        "Напишите, что в этом главное.",
        "Добавьте то, о чём пока не сказано.",
        "Уточните это одним примером из последних дней.",
        "Скажите то же самое проще, если получится.",
        "Можно возразить самому себе, это тоже ответ.",
        "Запишите следующую мысль, даже если она не связана с этой.",
    ),
    (
        "Go on from the place that seems to matter more.",
        "Write what is left behind that sentence.",
        "Write what is the main thing in it.",
        "Add what has not been said yet.",
        "Make it more exact by one example from the last days.",
        "Say the same more simply, if that can be done.",
        "You may argue against yourself, that is an answer too.",
        "Write down the next thought, even if it is not connected to this one.",
    ),
)
NOTED = Wordings(
    (
        "Записано: «{quote}».",
        "Держу в виду: «{quote}».",
        "Остаётся на странице: «{quote}».",
        "Принято к сведению: «{quote}».",
    ),
    (
        "Written down: “{quote}”.",
        "Kept in view: “{quote}”.",
        "This stays on the page: “{quote}”.",
        "Taken into account: “{quote}”.",
    ),
)
PROBE = Wordings(
    (
        "Что стоит за словами «{quote}»?",
        "По какому случаю видно, что «{quote}»?",
        "Что было бы, если бы «{quote}» оказалось неправдой?",
        "Когда слова «{quote}» были верны в последний раз?",
        "Кто ещё мог бы подтвердить, что «{quote}»?",
    ),
    (
        "What stands behind the words “{quote}”?",
        "Which occasion shows that “{quote}”?",
        "What would follow if “{quote}” turned out to be untrue?",
        "When were the words “{quote}” last true?",
        "Who else could confirm that “{quote}”?",
    ),
)
TODAY = Wordings(
    ("Сегодня: «{quote}».", "Сегодняшние слова: «{quote}».", "А теперь сказано: «{quote}»."),
    ("Today: “{quote}”.", "Today's words: “{quote}”.", "And now it is said: “{quote}”."),
)
COMPARE = Wordings(
    (
        "Положите эти две фразы рядом и напишите, какая из них верна сейчас.",
        "Напишите, что между этими записями изменилось.",
        "Скажите, какая из двух ближе к тому, что вы делаете.",
        "Назовите, что в обеих осталось тем же.",
        "Отметьте, какую из них вы написали бы ещё раз.",
    ),
    (
        "Put these two side by side and write which of them is true now.",
        "Write what changed between the two entries.",
        "Say which of the two is closer to what you do.",
        "Name what stayed the same in both.",
        "Mark the one that you would write again.",
    ),
)
REFRAME = Wordings(
    (
        "«{quote}» говорит и о том, что здесь есть что беречь. Что именно?",
        "То, что записано как помеха, «{quote}», чему-то служит. Чему?",
        "Если «{quote}» не ошибка, а довод, в чью пользу этот довод?",
    ),
    (
        "“{quote}” also says that there is something here to protect. What is it?",
        "What is written as an obstacle, “{quote}”, serves something. What does it serve?",
        "If “{quote}” is not a mistake but an argument, whose side does it argue for?",
    ),
)
GROUND = Wordings(
    (
        "Слова сейчас напряжённые: «{quote}». Напишите отдельно, что произошло, и отдельно, что думается.",
        "Остановимся на «{quote}». Назовите то, что можно проверить глазами: где, когда, кто.",
        "Замедлимся: «{quote}». Опишите, что из этого требует ответа сегодня, а что может подождать.",
    ),
    (
        "The words are under strain now: “{quote}”. Write apart what happened and what you make of it.",
        "A stop at “{quote}”. Name what eyes could check: where, when, who.",
        "Slower here: “{quote}”. Describe what of this needs an answer today, and what can wait.",
    ),
)
SUMMARY = Wordings(
    ("Сказанное до сих пор, вашими словами:", "Соберём дословно то, что уже есть:"),
    ("What has been said so far, in your words:", "Gathered word for word:"),
)
CORRECT = Wordings(
    (
        "Поправьте, если главное здесь не названо.",
        "Если какая-то строка лишняя, вычеркните её словами.",
    ),
    (
        "Correct this if the main thing is not named here.",
        "If one of these lines is wrong, strike it out in words.",
    ),
)
NO_EVIDENCE = Wordings(
    (
        "В ваших записях об этом пока ничего нет, отвечать приходится по сегодняшним словам.",
        "Прежних слов об этом не нашлось, остаётся то, что сказано сегодня.",
        "Записи об этом молчат.",
        "Раньше вы об этом, судя по записям, не писали.",
    ),
    (
        "Your entries hold nothing about this yet, so the answer rests on today's words.",
        "No older words about this were found, what was said today remains.",
        "The entries are silent about this.",
        "Judging by the entries, this has not been written about before.",
    ),
)
HOLDS = Wordings(
    (
        "Гипотеза: это держится не первый день, и одна и та же мысль возвращается.",
        "Предположение такое: это не настроение дня, раз записи сходятся.",
        "Ответ по записям: с тех пор тянет в ту же сторону.",
    ),
    (
        "A hypothesis: this has held for more than a day, and the same thought returns.",
        "The guess is this: it is not the mood of a day, since the entries agree.",
        "By the entries the answer is: the pull has kept its direction since.",
    ),
)
TURNED = Wordings(
    (
        "Гипотеза: с тех пор направление сменилось, и решать стоит по сегодняшнему.",
        "Предположение такое: прежнее желание уступило, хотя и не исчезло.",
        "Ответ по записям: тогда и теперь говорят разное.",
    ),
    (
        "A hypothesis: the direction has changed since then, and today's should decide.",
        "The guess is this: the older want gave way, though it did not vanish.",
        "By the entries the answer is: then and now say different things.",
    ),
)
LEADS = Wordings(
    (
        "Из сказанного сегодня ответом больше всего похоже на «{quote}».",
        "Если отвечать прямо, то вашими же словами: «{quote}».",
        "Самое определённое из сегодняшнего: «{quote}».",
        "Пока ответ держится на одной фразе: «{quote}».",
    ),
    (
        "Of what was said today, the nearest to an answer is “{quote}”.",
        "Answering straight, in your own words: “{quote}”.",
        "The most definite of today's words: “{quote}”.",
        "So far the answer rests on one sentence: “{quote}”.",
    ),
)
LEADS_HEDGED = Wordings(LEADS.ru[:1] + LEADS.ru[3:], LEADS.en[:1] + LEADS.en[3:])
OBJECT = Wordings(
    (
        "Возразите, если это не так.",
        "Проверьте это на последней неделе.",
        "Напишите, чего этот ответ не учитывает.",
        "Скажите, с чем здесь можно спорить.",
    ),
    (
        "Object if it is not so.",
        "Check it against the last week.",
        "Write what this answer leaves out.",
        "Say what here can be disputed.",
    ),
)
ROUND = Wordings(
    (
        "Последние ответы возвращаются к одному: «{quote}».",
        "Разговор ходит вокруг «{quote}», нового там больше не видно.",
        "«{quote}» звучит не в первый раз, смотрим с другой стороны.",
    ),
    (
        "The last answers return to one thing: “{quote}”.",
        "The talk circles “{quote}”, nothing new shows there any more.",
        "“{quote}” is not said for the first time, so another side is next.",
    ),
)
CLOSING = Wordings(
    (
        "Вот к чему пришла сессия, вашими словами:",
        "К концу сессии на странице стоит:",
        "Итог этой части, дословно:",
    ),
    (
        "What the session came to, in your words:",
        "At the end of the session the page holds:",
        "The outcome of this part, word for word:",
    ),
)
END_HINT = Wordings(
    (
        "Наберите /end, чтобы выбрать, что из этого запомнить, или пишите дальше.",
        "Команда /end покажет выводы на подтверждение.",
        "Закончить можно командой /end.",
    ),
    (
        "Type /end to choose what of this to remember, or write on.",
        "The command /end shows the insights to confirm.",
        "The command /end finishes.",
    ),
)
RECALL = Wordings(
    (
        "{dated}.",
        "Из прежних записей: {dated}.",
        "Записи помнят: {dated}.",
        "В записях стоит: {dated}.",
    ),
    (
        "{dated}.",
        "From earlier entries: {dated}.",
        "The entries remember: {dated}.",
        "The entries hold this: {dated}.",
    ),
)
LINE = Wordings(("Ход {count} записан.",), ("Turn {count} is written down.",))
