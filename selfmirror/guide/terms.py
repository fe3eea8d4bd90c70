"""The content words of a text, by their stems, and what a turn brings that is new."""

from __future__ import annotations

import re

from selfmirror.words.own import own_words
from selfmirror.words.stems import stem
from selfmirror.words.vocabulary import word_set

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPTY = word_set(
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от "
    "меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять вам ведь там "
    "потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз "
    "тоже себе под будет ж тогда кто этот того потому этого какой ним здесь этом один мой тем чтобы нее были куда "
    "зачем всех можно при об хоть над больше тот через эти нас про них какая много разве эту моя свою этой перед "
    "лучше чуть том такой им более всегда конечно всю между это очень просто сейчас сегодня хочу хочется быть "
    "могу мочь самом деле the a an and or but if of to in on at for with by from as is are was were be been it "
    "its this that these those i me my we our you your he she they them not no so do does did have has had would "
    "could should will can just very what which who when where how there here then than too also about into over "
    "more most some any all one now today want really actually"
)


def terms(text: str) -> frozenset[str]:
    """The stems of the words that carry content."""
    found = [word.lower().replace("ё", "е") for word in _WORD.findall(own_words(text))]
    kept = [word for word in found if len(word) > 2 and word not in _EMPTY]
    return frozenset(stem(word) for word in kept)


def novelty(text: str, before: list[str]) -> float:
    """The share of a turn's terms that the turns before did not have; 1 where there are none to compare."""
    fresh = terms(text)
    if not fresh or not before:
        return 1.0
    known = frozenset().union(*(terms(other) for other in before))
    return len(fresh - known) / len(fresh)
