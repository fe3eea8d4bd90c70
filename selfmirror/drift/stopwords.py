"""Words that name no theme, in both languages."""

DETERMINERS = frozenset(
    ["the", "a", "an", "my", "his", "her", "their", "our", "your", "its", "this", "that", "these", "those", "of", "in", "on", "at", "with", "for", "from", "by", "about", "into", "some", "any", "no", "every", "each", "another"]
)
"""What stands before an English noun phrase."""

FUNCTION_WORDS = frozenset(
    ["a", "about", "above", "across", "after", "afterwards", "again", "against", "all", "almost", "alone", "along", "already", "also", "although", "always", "am", "among", "an", "and", "another", "any", "anybody", "anyone", "anything", "anywhere", "are", "aren't", "around", "as", "at", "away", "back", "be", "became", "because", "become", "been", "before", "began", "behind", "being", "below", "beneath", "beside", "besides", "between", "beyond", "both", "but", "by", "came", "can", "can't", "cannot", "come", "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't", "done", "down", "during", "each", "either", "else", "enough", "etc", "even", "ever", "every", "everybody", "everyone", "everything", "everywhere", "except", "few", "first", "for", "from", "further", "gave", "get", "gets", "getting", "give", "go", "goes", "going", "gone", "got", "had", "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "he'd", "he'll", "hence", "her", "here", "hers", "herself", "him", "himself", "his", "how", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "indeed", "into", "is", "isn't", "it", "it's", "its", "itself", "just", "keep", "kept", "knew", "know", "known", "last", "least", "leave", "left", "less", "let", "lets", "like", "made", "make", "makes", "making", "many", "may", "maybe", "me", "might", "mine", "more", "moreover", "most", "mostly", "much", "must", "my", "myself", "near", "nearly", "neither", "never", "nevertheless", "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "nowhere", "of", "off", "often", "on", "once", "one", "only", "onto", "or", "other", "others", "otherwise", "ought", "our", "ours", "ourselves", "out", "over", "own", "per", "perhaps", "put", "quite", "rather", "really", "said", "same", "saw", "say", "says", "see", "seem", "seemed", "seems", "seen", "several", "shall", "she", "she'd", "should", "shouldn't", "since", "so", "some", "somebody", "somehow", "someone", "something", "sometimes", "somewhere", "soon", "still", "such", "take", "taken", "tell", "than", "that", "that's", "the", "thee", "their", "theirs", "them", "themselves", "then", "thence", "there", "thereby", "therefore", "these", "they", "they'd", "they're", "thing", "things", "think", "this", "those", "thou", "though", "three", "through", "throughout", "thus", "thy", "till", "to", "today", "together", "told", "tomorrow", "too", "took", "toward", "towards", "two", "under", "until", "up", "upon", "us", "use", "used", "very", "want", "wanted", "was", "wasn't", "we", "we'll", "we're", "we've", "well", "went", "were", "weren't", "what", "whatever", "when", "whence", "whenever", "where", "whereas", "wherever", "whether", "which", "while", "whither", "who", "whoever", "whole", "whom", "whose", "why", "will", "with", "within", "without", "won't", "would", "wouldn't", "yes", "yesterday", "yet", "you", "you'd", "you'll", "you're", "you've", "your", "yours", "yourself", "yourselves", "able", "ago", "anyway", "bit", "done", "four", "five", "six", "ten", "sir", "mr", "mrs", "miss", "dr", "lot"]
)

_CALENDAR_EN = (
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "day days week weeks month months year years morning evening afternoon night noon tonight hour hours minute "
    "minutes moment second today yesterday tomorrow weekday weekend date time times century season"
)

GENERIC_EN = frozenset(
    (
        _CALENDAR_EN
        + " thing way man men people person sort kind place course matter case part side word idea thought fact end "
        "world life mind reason question answer point mean means state head face hand arm leg foot feet finger eye "
        "hair voice door room window table chair floor corner line round number order manner form view sight look "
        "woman women lady gentleman gentlemen fellow girl boy friend right best open rest past present half pair turn chance "
        "sense effect result example instance item feeling lot kind amount piece set top bottom middle beginning "
        "start stop try idea name note something anything everything nothing everyone someone place self others "
        "little great good bad new old long short big small large high low full true real sure certain different "
        "possible important whole single nice fine better worse wrong late early able ready dark pretty dear poor "
        "young happy unhappy excellent perfect beautiful wonderful terrible awful delightful considerable main "
        "need want wish hope feel care know tell talk say ask answer read went seem appear happen become begin "
        "finish change move walk run sit stand lie bring carry hold keep leave arrive return pass follow meet call "
        "show find lose wait watch hear listen speak write give take put set let help use work's length pocket "
        "spite aspect circumstance position stuff bunch couple list task goal todo step steps inside outside ago "
        "opposite account deal break burst touch excited interested pleased surprised glad particularly giving "
        "direct difference opportunity impression pause silence attention concerning keeps outside inside"
        "http https www com html".lower()
    ).split()
)

GENERIC_RU = frozenset(
    ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "день", "неделя", "месяц", "год", "утро", "вечер", "ночь", "час", "минута", "секунда", "момент", "время", "раз", "пора", "сегодня", "вчера", "завтра", "выходной", "будни", "дата", "период", "срок", "полдень", "человек", "люди", "дело", "вещь", "жизнь", "мир", "способ", "случай", "вопрос", "ответ", "причина", "место", "часть", "сторона", "конец", "начало", "середина", "слово", "мысль", "идея", "смысл", "вид", "образ", "ряд", "пара", "штука", "тип", "род", "число", "количество", "порядок", "форма", "результат", "пример", "факт", "состояние", "рука", "нога", "глаз", "голова", "лицо", "голос", "взгляд", "дверь", "комната", "окно", "стол", "стул", "пол", "угол", "женщина", "мужчина", "парень", "девушка", "друг", "ребята", "чувство", "желание", "возможность", "необходимость", "уровень", "ситуация", "проблема", "процесс", "момент", "вариант", "пункт", "список", "задача", "цель", "план", "шаг", "итог", "правда", "ложь", "половина", "половинка", "целое", "остальное", "всё", "себя", "себе", "что", "кто", "который", "это", "тот", "сам", "самый", "мочь", "хотеть", "быть", "надо", "нужно", "можно"]
)
