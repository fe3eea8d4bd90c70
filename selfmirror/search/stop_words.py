"""Words by which a question asks without saying about what."""

_WORDS = """
    a about am an and any are as at be been being but by can could d did didn do does doesn doing
    don for from had hadn has hasn have haven having he her hers him his how i if in into is isn it
    its ll m may me might mine must my of on or our ours re s shall she should so some such t than
    that the their theirs them then there these they this those to us ve was wasn we were weren
    what when where which while who whom whose why will with won would you your yours
    а без бы был была были было быть в вам вас вот все всё вы где да для до его ее её ей ему если
    есть еще ещё же за зачем и из или им их к как какая какие какое какой каком какую когда кого
    кому кто ли меня мне мной мои мой моя мы на над нас него нее неё ней нему ним них но ну о об он
    она они оно от по под почему при про с сам со так там тебе тебя то тобой того тоже той том ты у
    уж чего чем чему что чтоб чтобы эта эти это этого этой этом этот эту я
"""
STOP_WORDS = tuple(_WORDS.split())
"""Articles, pronouns, prepositions, auxiliaries and interrogatives, with what is left of contractions.

Negations and wanting stay, unlike in drift, where they name no theme: "не хочу" asks for something else
than «хочу».
"""
