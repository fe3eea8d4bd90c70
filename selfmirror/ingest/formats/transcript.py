"""Who speaks where in a chat that was saved or pasted as text.

Such a chat names its speakers in headings (`## User`, `## Assistant (id) - time`, `##### You said:`)
or at the beginning of lines (`**User:** …`, `ME:`, `Я: …`). It is one only when both sides are
named; what is unsure goes to the assistant, for its words must never become the person's.

A chat with a program in which the other side goes by a name of its own (`Anna: …`, `ChatGPT: …`)
gives that side's words to the name. Where a program alone is named, the rest of the block is its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from selfmirror.ingest.formats.interviews import interview_labels, talk_labels
from selfmirror.ingest.formats.speaker_labels import (
    Label,
    Passage,
    Side,
    is_program,
    labels_in,
    names_a_speaker,
    people_in,
)
from selfmirror.words.own import own_words
from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When

__all__ = ["Passage", "Said", "attribute_turns", "names_a_speaker", "said_in"]

_SITE = re.compile(
    r"chatgpt\.com|chat\.openai\.com|claude\.ai|deepseek\.com|gemini\.google\.com|perplexity\.ai|grok\.com"
)
_ON_SITES_ONLY = frozenset({"prompt", "запрос", "response", "ответ"})
_QUESTIONS = frozenset({"question", "вопрос"})
_PRONOUNS = frozenset({"me", "я"})
# Names that may as well head a chapter of a diary.
_SUBJECTS = frozenset(
    {"ai", "ии", "bot", "бот", "model", "you", "вы", "ты", "claude", "клод", "gemini"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What of a passage one speaker said; the time is unknown unless the speaker's label tells it.

    `author` is the name it stands under where that may be the person's or somebody else's.
    """

    text: str
    speaker: Speaker
    when: When
    author: str = ""


# A chat's labels with their speakers, by passage and line.
_Turns = dict[tuple[int, int], tuple[Label, Speaker]]


def attribute_turns(
    passages: Sequence[Passage], fresh: Set[int] = frozenset()
) -> list[list[Said]] | None:
    """For each passage what was said in it and by whom; None when the text is no chat.

    Within a heading's section a label of a line can only take words from the person: what the
    assistant makes somebody say in its answer is the assistant's.

    Args:
        passages: the blocks of the text in order.
        fresh: headings that end a conversation, such as the next day of a diary, if one stands
            before it already.
    """
    found = [label for place, one in enumerate(passages) for label in labels_in(place, one)]
    if not any(_SITE.search(one.text) for one in passages):
        found = [label for label in found if label.name not in _ON_SITES_ONLY]
    headings = _settled([label for label in found if label.in_heading], passages)
    lines = _settled(list(_in_own_sections(found, headings)), passages)
    if not headings and not lines:
        headings = _settled(found, passages)
    if not headings and not lines:
        programs = [label for label in found if is_program(label)]
        lines = _with_a_name(programs, passages)
    if not headings and not lines:
        return _talk(found, passages)
    days = fresh if fresh and min(fresh) < min({**headings, **lines})[0] else frozenset()
    said = list(_attributed(passages, headings, lines, days))
    begun = {*days, *(place for place, line in {**headings, **lines} if line == 0)}
    _join_handed_over(said, begun | {place for place, one in enumerate(passages) if one.heading})
    return [[one for one in turn if one.text] for turn in said]


def _talk(found: Sequence[Label], passages: Sequence[Passage]) -> list[list[Said]] | None:
    """What was said in an interview or a talk with somebody; None when the text is neither.

    What stands below the paragraph of the last name is the person's again.
    """
    mine = [
        label
        for label in found
        if label.side == "me" and not label.plain and label.name not in _QUESTIONS
    ]
    others = talk_labels(mine, passages) if mine else interview_labels(passages)
    if not others:
        return None
    turns = [(label, Speaker.ME) for label in mine] + [(label, Speaker.OTHER) for label in others]
    lines = {(label.passage, label.line): (label, who) for label, who in turns}
    return list(_attributed(passages, {}, lines, {max(lines)[0] + 1}))


def _join_handed_over(said: list[list[Said]], begun: Set[int]) -> None:
    """Make one of the person's turns whose later blocks are a text that an earlier one hands over.

    Alone such a block would be taken for words of their own. `begun` are the places where somebody
    or something new begins.
    """
    blocks: list[tuple[int, int]] = []
    for place, turn in enumerate(said):
        fresh = place in begun
        for number, one in enumerate(turn):
            if fresh or number or one.speaker is not Speaker.ME:
                _join(said, blocks)
                blocks = []
            blocks.append((place, number))
            fresh = False
        if fresh:
            _join(said, blocks)
            blocks = []
    _join(said, blocks)


def _join(said: list[list[Said]], blocks: Sequence[tuple[int, int]]) -> None:
    """Put what stands in these blocks into the first of them, if its words are fewer of one's own so."""
    found = [said[place][number] for place, number in blocks]
    if len(found) < 2 or found[0].speaker is not Speaker.ME:
        return
    whole = "\n\n".join(one.text for one in found)
    if own_words(whole) == "\n\n".join(own_words(one.text) for one in found):
        return
    (place, number), *others = blocks
    said[place][number] = replace(found[0], text=whole)
    for place, number in others:
        said[place][number] = replace(said[place][number], text="")


def _in_own_sections(labels: Sequence[Label], headings: _Turns) -> Iterator[Label]:
    """The labels of lines that stand in no section of somebody else than the person."""
    section = Speaker.ME
    for label in labels:
        place = (label.passage, label.line)
        if label.in_heading:
            section = headings[place][1] if place in headings else section
        elif section is Speaker.ME:
            yield label


def said_in(passage: Passage) -> list[Said]:
    """What a block of a note that is no chat says: the person's words, and what a program it names answered."""
    programs = [label for label in labels_in(0, passage) if is_program(label)]
    if not programs:
        return [Said(passage.text, Speaker.ME, UNKNOWN_TIME)]
    lines = {(0, label.line): (label, Speaker.ASSISTANT) for label in programs}
    return next(_attributed([passage], {}, lines, frozenset()))


def _with_a_name(programs: Sequence[Label], passages: Sequence[Passage]) -> _Turns:
    """The labels of a chat between programs and the name that speaks before and after one of them."""
    if not programs:
        return {}
    style = programs[0].style
    taken = {(label.passage, label.line) for label in programs}
    people = [one for one in people_in(passages, style) if (one.passage, one.line) not in taken]
    first = min(taken)
    before = [one for one in people if (one.passage, one.line) < first]
    name = before[-1].name if before else ""
    kept = [(one, Speaker.OTHER) for one in people if one.name == name]
    kept += [(one, Speaker.ASSISTANT) for one in programs]
    turns = {(one.passage, one.line): (one, who) for one, who in kept}
    sides = [turns[place][1] for place in sorted(turns)]
    return turns if sum(one is not other for one, other in pairwise(sides)) > 1 else {}


def _settled(labels: list[Label], passages: Sequence[Passage]) -> _Turns:
    """The labels of a chat by their places, each with its speaker; nothing when it is none.

    Beside an assistant's name `you` is the person, beside `me` it is the other side. Every label
    of the person's is set off as the first one is: another one is likely quoted in an answer.
    """
    named = any(label.side == "assistant" for label in labels)
    mine: Side = "me" if any(label.side == "me" for label in labels) or not named else "you"
    sides = {mine, "you"} if named else {mine}
    first = next((label for label in labels if label.side in sides), None)
    if first is None:
        return {}
    kept: list[tuple[Label, Speaker]] = []
    for label in labels:
        if label.side in sides:
            if label.style == first.style and label.name == first.name:
                kept.append((label, Speaker.ME))
        elif label.side == "nobody":
            kept.append((label, Speaker.OTHER))
        else:
            kept.append((label, Speaker.ASSISTANT))
    return (
        {(one.passage, one.line): (one, who) for one, who in kept} if _chat(kept, passages) else {}
    )


def _chat(kept: Sequence[tuple[Label, Speaker]], passages: Sequence[Passage]) -> bool:
    """Whether the labels are turns of two sides, and not two chapters of a diary."""
    turns = [turn for turn in kept if turn[1] is not Speaker.OTHER]
    changes = sum(one[1] is not other[1] for one, other in pairwise(turns))
    if changes != 1:
        return changes > 1
    mine, other = (
        next(label for label, who in turns if (who is Speaker.ME) is own) for own in (True, False)
    )
    if not mine.plain or mine.name not in _PRONOUNS or other.name not in _SUBJECTS:
        return True
    places = {label.passage for label, _ in turns}
    return mine.in_heading and not any(
        one.heading and _depth(one) == mine.style.count("#") and place not in places
        for place, one in enumerate(passages)
    )


def _depth(heading: Passage) -> int:
    return len(heading.text) - len(heading.text.lstrip("#")) or 1


def _attributed(
    passages: Sequence[Passage],
    headings: _Turns,
    lines: _Turns,
    fresh: Set[int],
) -> Iterator[list[Said]]:
    section = inner = Speaker.ME
    when, author = UNKNOWN_TIME, ""
    for place, passage in enumerate(passages):
        if place in fresh:
            section, inner, when, author = Speaker.ME, Speaker.ME, UNKNOWN_TIME, ""
        said: list[Said] = []
        words: list[str] = []
        # A heading is the title of what follows it: only what stands after a name in it was said.
        written = passage.text.split("\n")[: 1 if passage.heading else None]
        for number, line in enumerate(written):
            heading, label = headings.get((place, number)), lines.get((place, number))
            turn = heading or label
            if turn is None:
                words += [] if passage.heading else [line]
                continue
            said += _said(words, section, inner, when, author)
            author = turn[0].author
            if heading:
                section, inner, when = heading[1], Speaker.ME, heading[0].when
            else:
                inner, when = turn[1], turn[0].when if turn[0].when.known else when
            words = [turn[0].rest] if turn[0].rest else []
        yield [*said, *_said(words, section, inner, when, author)]


def _said(
    words: Sequence[str], section: Speaker, inner: Speaker, when: When, author: str
) -> list[Said]:
    text = "\n".join(words).strip("\n").rstrip()
    speaker = inner if section is Speaker.ME else section
    return [Said(text, speaker, when, author)] if text else []
