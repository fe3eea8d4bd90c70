"""English words of wanting, deciding, liking, fearing, dropping and doing."""

from typing import NamedTuple

from selfmirror.memory.belief import Kind
from selfmirror.words.vocabulary import word_pairs, word_set


class Trigger(NamedTuple):
    """A pattern at the start of a predicate, after its first-person subject."""

    pattern: str
    kind: Kind
    sign: int
    confidence: float
    closes: bool = False


_NOT = r"(?:do not|don't|dont|no longer|never)"

_AFRAID = r"(?:afraid|scared|frightened|terrified)"
# What follows «but» as a clause of its own is no second object.
_BUT = r"[^.;,]*?,? but (?:rather |instead )?"
_OWN_CLAUSE = r"(?!(?:I|he|she|they|we|you|it|that|this|there|not|then|now|also|maybe|(?:my|our|the) \w+ (?:is|was|wants?|does|has|will|would|can))\b)"

PREDICATES: tuple[Trigger, ...] = (
    # Not this but that.
    Trigger(
        rf"(?:am|'m) (?:so |really |still )?(?:not {_AFRAID} of|{_AFRAID} not of)\b{_BUT}of\b",
        Kind.FEAR,
        1,
        0.8,
    ),
    Trigger(rf"want not\b{_BUT}{_OWN_CLAUSE}(?:to\b)?", Kind.WANT, 1, 0.8),
    Trigger(rf"(?:do not|don't|dont) (?:really )?want\b{_BUT}to\b", Kind.WANT, 1, 0.75),
    # What is over.
    Trigger(
        r"(?:no longer|don't|do not) (?:really )?(?:want|wish)\b(?= .*\b(?:any ?more|any longer)\b)",
        Kind.DROPPED,
        -1,
        0.75,
        closes=True,
    ),
    Trigger(r"no longer (?:want|wish|care|plan|intend)\b", Kind.DROPPED, -1, 0.8, closes=True),
    Trigger(r"no longer (?:like|love|enjoy)\b", Kind.AVERSION, -1, 0.75, closes=True),
    Trigger(
        r"(?:am|'m) (?:no longer|not) (?:afraid|scared|frightened|terrified) of\b(?= .*)",
        Kind.FEAR,
        -1,
        0.7,
        closes=True,
    ),
    Trigger(r"no longer fear\b", Kind.FEAR, -1, 0.75, closes=True),
    Trigger(
        r"used to (?:want|dream|hope|plan)\b(?: (?:to|of|about)\b)?",
        Kind.DROPPED,
        -1,
        0.6,
        closes=True,
    ),
    Trigger(r"used to (?:love|like|enjoy|adore)\b", Kind.AVERSION, -1, 0.55, closes=True),
    Trigger(r"used to (?:hate|dislike|loathe)\b", Kind.PREFERENCE, 1, 0.5, closes=True),
    Trigger(
        r"used to (?:be (?:afraid|scared|frightened|terrified) of|fear)\b",
        Kind.FEAR,
        -1,
        0.55,
        closes=True,
    ),
    Trigger(
        r"(?:have |'ve )?(?:given up|gave up|abandoned|dropped out of|dropped(?= (?:the|my) (?:idea|plan|project|course))|quit(?= (?:my|smoking|drinking|school|university|college|social|the job|\w+ing\b))|ditched|scrapped|shelved)(?: on)? (?!because\b)",
        Kind.DROPPED,
        -1,
        0.75,
        closes=True,
    ),
    Trigger(
        r"(?:am|'m) (?:giving up|abandoning|dropping|quitting)(?: on\b)?",
        Kind.DROPPED,
        -1,
        0.75,
        closes=True,
    ),
    Trigger(r"give up (?=\w)", Kind.DROPPED, -1, 0.6, closes=True),
    Trigger(
        r"(?:have |'ve )?(?:stopped|ceased) (?:being afraid of|fearing)\b",
        Kind.FEAR,
        -1,
        0.7,
        closes=True,
    ),
    Trigger(
        r"(?:have |'ve )?(?:stopped|ceased) wanting(?: to)?\b", Kind.DROPPED, -1, 0.75, closes=True
    ),
    Trigger(r"(?:have |'ve )?(?:stopped|ceased) (?=\w+ing\b)", Kind.DROPPED, -1, 0.65, closes=True),
    Trigger(r"(?:have |'ve )?lost (?:all )?interest in\b", Kind.DROPPED, -1, 0.75, closes=True),
    Trigger(
        r"(?:have |'ve )?(?:changed|change) my mind about\b", Kind.DROPPED, -1, 0.75, closes=True
    ),
    # Decisions and promises.
    Trigger(
        r"(?:have |'ve )?(?:decided|resolved|determined|made up my mind|chosen|chose) (?:not to|against)\b",
        Kind.DECISION,
        -1,
        0.85,
        closes=True,
    ),
    Trigger(
        r"(?:have |'ve )?(?:decided|resolved|determined|made up my mind|chosen|chose|made the decision) (?:to|on)\b",
        Kind.DECISION,
        1,
        0.85,
    ),
    Trigger(
        r"(?:have |'ve )?decided that (?:I am|I'm|I will|I'll|I am going to|I'm going to)\b",
        Kind.DECISION,
        1,
        0.8,
    ),
    Trigger(r"(?:am|'m) not going to\b", Kind.DECISION, -1, 0.6, closes=True),
    Trigger(
        r"(?:have |'ve )?(?:promise|promised|vow|vowed|swear|swore|pledge|pledged)(?: myself| to myself| him| her| them| mum| mom| dad)?(?: that I(?: will|'ll|'d| would))? never(?: again)? to\b",
        Kind.COMMITMENT,
        -1,
        0.75,
    ),
    Trigger(
        r"(?:have |'ve )?(?:promise|promised|vow|vowed|swear|swore|pledge|pledged)(?: myself| to myself| him| her| them| mum| mom| dad)?(?: that)?(?: to| I will| I'll| I'd| I would)\b",
        Kind.COMMITMENT,
        1,
        0.75,
    ),
    Trigger(
        r"(?:commit|committed|am committing|'m committing) (?:myself )?to\b",
        Kind.COMMITMENT,
        1,
        0.75,
    ),
    Trigger(
        r"(?:gave|give) (?:myself )?my word (?:to|that I(?: will|'ll))\b", Kind.COMMITMENT, 1, 0.75
    ),
    # Aims.
    Trigger(r"(?:do not|don't) (?:plan|intend)(?: to| on)\b", Kind.DECISION, -1, 0.6, closes=True),
    Trigger(r"(?:plan|intend|aim|mean)(?: to| on)\b", Kind.GOAL, 1, 0.75),
    Trigger(r"(?:am|'m) (?:planning|aiming|intending|hoping)(?: to| on)\b", Kind.GOAL, 1, 0.75),
    Trigger(r"(?:am|'m) determined to\b", Kind.GOAL, 1, 0.8),
    Trigger(
        r"(?:am|'m) (?:working on|writing an?|writing my|building an?|building my|composing an?)\b",
        Kind.PROJECT,
        1,
        0.65,
    ),
    # Wants.
    Trigger(
        r"(?:have |'ve )?(?:never|don't|do not|dont) (?:really |ever |actually |particularly )?(?:want|wanted|wish)\b(?: to\b)?",
        Kind.WANT,
        -1,
        0.75,
    ),
    Trigger(r"(?:have |'ve )?always (?:wanted|dreamed|dreamt)(?: (?:to|of)\b)?", Kind.WANT, 1, 0.7),
    Trigger(
        r"(?:still )?(?:want|wanna|yearn|long|crave|desire)\b(?: (?:to|for)\b)?", Kind.WANT, 1, 0.8
    ),
    Trigger(r"wish to\b", Kind.WANT, 1, 0.7),
    Trigger(r"dream (?:of|about)\b", Kind.WANT, 1, 0.75),
    Trigger(r"hope to\b(?! goodness| god| heaven)", Kind.WANT, 1, 0.65),
    Trigger(r"(?:would|'d) (?:really |so |dearly )?(?:like|love|prefer) to\b", Kind.WANT, 1, 0.65),
    Trigger(r"(?:am|'m) (?:dying|longing|yearning|dreaming)(?: to| for| of)\b", Kind.WANT, 1, 0.7),
    # Likes and dislikes.
    Trigger(r"(?:hate|loathe|detest|despise|dislike|abhor)\b", Kind.AVERSION, -1, 0.8),
    Trigger(r"(?:can't|cannot|can not) (?:stand|bear|abide)\b", Kind.AVERSION, -1, 0.8),
    Trigger(rf"{_NOT} (?:really |actually |much )?(?:like|love|enjoy)\b", Kind.AVERSION, -1, 0.75),
    Trigger(r"(?:love|adore|enjoy|prefer)\b", Kind.PREFERENCE, 1, 0.75),
    Trigger(r"like\b", Kind.PREFERENCE, 1, 0.65),
    Trigger(r"(?:am|'m) (?:fond of|keen on|passionate about)\b", Kind.PREFERENCE, 1, 0.75),
    # Fears and values.
    Trigger(
        r"(?:am|'m) (?:so |really |still |very |always |mortally )?(?:afraid|scared|frightened|terrified) (?:of|to)\b",
        Kind.FEAR,
        1,
        0.8,
    ),
    Trigger(
        r"(?:fear|dread)(?= (?:the|my|an?|its|\w+ing|death|loss|pain|\w+(?:ness|tion|ity|ment|ure))\b)(?!.{0,20}\b(?:will|may|would)\b)",
        Kind.FEAR,
        1,
        0.75,
    ),
    Trigger(r"(?:value|treasure|cherish)\b", Kind.VALUE, 1, 0.75),
    Trigger(r"(?:do not|don't) (?:really )?care (?:about|for)\b", Kind.VALUE, -1, 0.65),
    Trigger(r"(?:really |deeply |truly )?care (?:deeply |a lot )?about\b", Kind.VALUE, 1, 0.7),
    Trigger(r"(?:do not|don't) (?:really )?value\b", Kind.VALUE, -1, 0.65),
    # What is finished.
    Trigger(
        r"(?:have |'ve )?(?:finally )?(?:finished|completed|published|submitted|launched|accomplished)\b(?! (?:off|him|her|it|them|with|up|(?:my |the )?(?:dinner|lunch|tea|breakfast|supper|work|day|coffee|drink)|speaking|eating|talking)\b)",
        Kind.DONE,
        1,
        0.7,
        closes=True,
    ),
    Trigger(
        r"(?:have |'ve )?(?:finally )?(?=moved to\b|graduated from\b|defended my\b)",
        Kind.DONE,
        1,
        0.65,
        closes=True,
    ),
)

NAMED: tuple[Trigger, ...] = (
    Trigger(
        r"(?:my|our own) (?:main |biggest |big |only |real |life |current |next )*(?:goal|aim|ambition|objective)(?: (?:now|this year|for \S+|in life))? is(?: now)?(?: to)?\b(?! not)",
        Kind.GOAL,
        1,
        0.8,
    ),
    Trigger(
        r"my (?:biggest |big |only |real |greatest |lifelong )*(?:dream|wish|desire) is(?: to)?\b",
        Kind.WANT,
        1,
        0.75,
    ),
    Trigger(r"my plan is(?: to)?\b(?! not)", Kind.GOAL, 1, 0.7),
    Trigger(r"my (?:biggest |greatest |worst |deepest )*fear is(?: of| to)?\b", Kind.FEAR, 1, 0.75),
    Trigger(
        r"(?:what|all) I (?:really |truly |actually )*want(?: now| most)? is(?: to)?\b",
        Kind.WANT,
        1,
        0.8,
    ),
    Trigger(r"what matters (?:most )?to me(?: most)? is\b", Kind.VALUE, 1, 0.75),
    Trigger(
        r"(?:it is|it's) (?:very |really |so |still )?important (?:to|for) me to\b",
        Kind.VALUE,
        1,
        0.75,
    ),
)
"""Patterns that hold their own first person."""

AFTER: tuple[Trigger, ...] = (
    Trigger(
        r"(?:really |still |deeply )?(?:matters?|is (?:very |really |so |more )?important) to me\b",
        Kind.VALUE,
        1,
        0.7,
    ),
    Trigger(
        r"(?:no longer matters?|does(?: not|n't) matter|do(?: not|n't) matter) to me\b",
        Kind.VALUE,
        -1,
        0.65,
        closes=True,
    ),
    Trigger(r"(?:scares?|frightens?|terrif(?:y|ies)) me\b", Kind.FEAR, 1, 0.7),
    Trigger(r"(?:annoys?|irritates?|disgusts?|infuriates?) me\b", Kind.AVERSION, -1, 0.7),
)
"""Patterns whose subject is what is spoken of: «honesty matters to me»."""

CALLED_OFF = (
    r"(?P<of>[^,;:.!?—–()]{2,60}?) (?:(?:is|are) (?:now )?(?:off|cancell?ed|called off)|(?:has|have) been (?:cancell?ed|called off))"
    r"(?=\s*(?:[,;:.!—–-]|\Z)| (?:now|because|for (?:now|good))\b)"
)
"""«Georgia is off»: whatever was wanted of it is over."""

UNDERTAKINGS = word_set("trip move moving journey visit travel purchase")

LABELS = r"(?:my )?(?:goals?|aims?)(?: for \w+)?:\s*(?:to )?"
ELLIPTICAL = r"(?:have )?(?:want to|decided (?:not )?to|no longer want|don't want to|given up|gave up|finished|abandoned|promised myself)\b"

LEFT_DENIED = (
    r"\b(?:if|whether|when|whenever|unless|until|till|lest|though I were|as though|what|whatever|who|whoever|whom|which|where|why|how|"
    r"than|as much as|everything|anything|something|nothing|things?|he|she|they|you|someone|somebody|everyone|everybody|people|"
    r"says?|said|tells?|told|assum\w+|asks?|asked|wonder\w*|pretend\w*|imagin\w*|supposing|suppose|wish|dreamt|dreamed|"
    r"doubt|unsure|not sure|don't know|do not know|don't think|didn't think|do not think|not that|nobody|no one)\b"
)
SELF_REPORT = (
    r"\bI (?:have |'ve |must |can |now |finally |still |really |also |just |have to )*(?:think|thought|know|knew|realise|realised|realize|realized|feel|felt|"
    r"believe|guess|admit|understand|understood|see|decided|confess|say|said|write|wrote|noticed|notice)(?: now| today| again)?(?: that)?\W*\Z"
    r"|\bI (?:have |'ve )?(?:told|tell) (?:my \w+|him|her|them|everyone|[A-Z]\w+) that\W*\Z|\b(?:I am|I'm) (?:sure|certain|convinced|aware|afraid) (?:that )?\Z|\bthe truth is(?: that)?\W*\Z|\bit is clear(?: to me)? that\W*\Z"
)
LAST_ALLOWED = (
    r"(?:\A|[^\w\s]|\b(?:and|but|so|now|because|yet|today|still|then|since|though|although|however|anyway|instead|also|perhaps|maybe|"
    r"year|years|day|days|week|weeks|month|months|morning|moment|time|evening|night|tonight|tomorrow|life|summer|winter|spring|autumn|"
    r"honestly|actually|lately|recently|finally|really|truly|clearly|here|again|all|this|truth|yes|no|ok|okay|well|god|lord|"
    r"sometimes|often|always|or|deep down|above all|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept\w*|oct\w*|nov\w*|dec\w*|\d+))\s*\Z"
)
IRONY = (
    r"\byeah,? right\b|\bas if\b|\bsure,? (?:because )?I\b|\bjust what I(?:'ve)? (?:always )?\b|\boh,? (?:great|sure|yes|yeah|how),? |\blol\b|"
    r"\bhaha|/s\b|\bjok(?:e|ing)\b|\bkidding\b|\bsarcas|\bnot\.?\s*\Z|🙄|😂|🤣|😅|😏|;-?\)|\bof course I (?:just )?(?:love|adore|want)\b|"
    r"\bi both want and\b|\bbecause nothing\b|\bwho doesn't\b|\bthanks a lot\b"
)
TAKEN_BACK = r"(?i)\W*(?:just )?(?:kidding|joking|jk\b|not really|just a joke|as if|yeah right|haha|lol\b|no, of course|(?:it'?s )?not that I\b|or (?:maybe |perhaps )?not\b|or do I\b|maybe not\b|then again\b)"
SPEECH_ACTS = (
    r"(?:say|tell|ask|mention|note|thank|share|add|hear|explore|discuss|consider|incorporate|include|focus on|learn more|get (?:your|some (?:advice|ideas|tips|suggestions))|dive|delve|go (?:over|with)|stay updated|try (?:out|that|this|these)|see (?:if|whether|how|what|why|you|him|her|them)|know|clarify|emphasi[sz]e|point|stress|believe|think|understand|"
    r"apologi[sz]e|congratulate|check|confirm|make sure|remind|report|propose|suggest|look at|talk about)\b"
)
REACTIONS = r"\s*(?:the|that|this) (?:ideas?|sound|suggestions?|look|concept|recommendations?)\b"
"""What «I like» answers to somebody, saying little about the person."""

OTHERS_DEED = r"(?:you|ya)\b"
MOMENTARY = word_set(
    "sleep eat coffe tea food nap bed home pizza drink beer chocolat snack shower rest cri scream pee dinner lunch "
    "breakfast wine ice nap sandwich burger"
)
DOUBT = r"\b(?:maybe|perhaps|probably|might|possibly|kind of|kinda|sort of|I guess|I suppose)\b"
CLAUSE_END = (
    r"[.,;:!?—–()\[\]]| - |\b(?:but|because|although|though|however|whereas|while|when|whenever|if|unless|until|since|so that|so I|and I|"
    r"and (?:not|then|never|no longer)|before|after|as I|as it|even|instead|rather|than|any ?more|any longer|who|which|that|in which|with which|i|she|he|they|we)\b"
)

STOP_WORDS = word_set(
    "a an the my your his her its our their this that these those some any all each every more most much many very "
    "really just so too own to in into on at of about up out off away over back be being been am is are do doing "
    "have having get getting he she they we i was were does doesn't did had has else what which who themselves "
    "reason way same idea plan plans thought thoughts hope hopes dream attempt project it me myself him them us you "
    "one ones thing things something anything everything nothing someone somebody people lot lots bit little good "
    "great better best new big small real proper whole actually truly simply day days week weeks month months year "
    "years time today tomorrow tonight now soon someday again ever never always once summer winter spring autumn "
    "morning evening life and or not no finally down there here also still anymore"
)
LIGHT = word_set(
    "write writing finish finishing start starting begin beginning continue continuing keep make making work "
    "working become becoming complete completing create creating build building try trying learn-to publish "
    "published publishing have having develop"
)
NOT_OBJECTS = word_set("when how these those your it this that to him her them us you because")
ATTITUDES = word_set(
    "want wants wanted wish wishes wished decide decides decided deciding think thinks thought feel feels felt hope hopes "
    "hoped plan plans planned need needs needed don't doesn't didn't won't can't again anymore"
)
"""Words of wanting and thinking, which say nothing of what is wanted."""

STOPPING = word_set(
    "with for by from during without as like about through because between against under near across"
)
SAME = word_pairs(
    "leave/quit leaving/quit left/quit quitting/quit stop/quit stopping/quit relocate/move relocating/move "
    "emigrate/move moving/move moved/move study/learn studying/learn purchase/buy buying/buy resign/quit went/go "
    "gone/go kids/child children/child kid/child dying/death die/death wrote/write written/write"
)
"""Near synonyms and irregular forms, to the one that names the slot."""
