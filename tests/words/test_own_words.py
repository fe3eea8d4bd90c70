"""Whose words stand inside a person's own message."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.memory.grammar import claims_of
from selfmirror.words.own import own_words

WANT = "I want to become a doctor and move to Spain."
ХОЧУ = "Я хочу стать врачом и уехать в Испанию."

FOREIGN = [
    f"Summarise this:\n\n{WANT}",
    f"Can you please summarize the following article?\n\n{WANT}\n\n{WANT}",
    f"Translate to Russian: {WANT}",
    f"Please translate this text into French.\n{WANT}",
    f"Hi Claude, could you proofread this email for me?\n\nDear all,\n{WANT}",
    f"I want you to help me shorten this paragraph. You must write in British English.\n{WANT}",
    f"Explain this passage to me:\n{WANT}",
    f"What does this mean: {WANT}",
    f"How do you say in German: {WANT}",
    f"Give me a short summary of the following:\n{WANT}",
    f"I want you to provide the best title for this paragraph.\n\n{WANT}",
    f"Придумай заголовок для этого текста:\n{ХОЧУ}",
    f"What do you think of this article?\n\n{WANT}",
    f"Reply to this message: {WANT}",
    f"Here is the letter:\n{WANT}",
    f"I need an answer to a client.\nPlease check the tone.\n\nEmail: {WANT}",
    f"{WANT}\n\nSummarise this text, please.",
    f"Переведи текст: {ХОЧУ}",
    f"Переведи на английский:\n{ХОЧУ}",
    f"Перескажи кратко эту статью\n\n{ХОЧУ}",
    f"Можешь, пожалуйста, отредактировать? Исправь ошибки в тексте: {ХОЧУ}",
    f"Сделай краткую выжимку:\n\n{ХОЧУ}",
    f"Вот текст письма:\n{ХОЧУ}",
    f"Вот переписка:\n\n{ХОЧУ}",
    f"Ответь на это письмо.\n\n{ХОЧУ}",
    f"Проанализируй стихотворение:\n{ХОЧУ}",
    f"Помоги разобраться, сократи.\nСтатья: {ХОЧУ}",
    f"Как сказать по-английски: {ХОЧУ}",
    f"Нужен пересказ этого текста:\n{ХОЧУ}",
    f"{ХОЧУ}\n\nПерескажи этот текст в двух словах.",
    f'Look:\n"""\n{WANT}\n"""',
    f"Look:\n'''{WANT}",
    f"Смотри:\n«{ХОЧУ}\nИ больше ничего.»",
    f"<article>\n{WANT}\n</article>",
    f"From: Ann <ann@example.org>\nTo: Bob\nSubject: plans\n\n{WANT}",
    f"От: Анна\nТема: планы\n\n{ХОЧУ}",
    f"-------- Forwarded message --------\n{WANT}",
    f"On Mon, 3 March 2025 at 10:00, Ann wrote:\n{WANT}",
    f"[Verse 1]\n{WANT}\n[Chorus]\n{WANT}",
    f"ValueError: {WANT}",
    f"2025-03-01 10:00:00,123 INFO worker said: {WANT}",
    f"Traceback (most recent call last): {WANT}",
    f"Act as a person who wants to move to Mars. {WANT}",
    f"I want you to act as a pirate. {WANT}",
    f"Pretend to be my cat.\n\n{WANT}",
    f"Write a diary entry as Napoleon. {WANT}",
    f"Write a letter from the perspective of a soldier. {WANT}",
    f"Write me a sad poem: {WANT}",
    f"Write a short story about a girl: {WANT}",
    f"Let's role-play a knight. {WANT}",
    "Imagine I am a king and I want to become a doctor.",
    f"So. Suppose I am a king, and {WANT}",
    f"Напиши от лица девочки: {ХОЧУ}",
    f"Напиши письмо от имени моего кота. {ХОЧУ}",
    f"Представь, что ты пират.\n\n{ХОЧУ}",
    f"Сочини сказку: {ХОЧУ}",
    f"Давай сыграем в ролевую игру. {ХОЧУ}",
    f"Представь, что я король и {ХОЧУ[:-1].lower()}.",
]

STORY = (
    "The northern fleet has been reduced to eleven vessels since the agreement was signed, and officials in three capitals say "
    f"that further cuts are likely before the end of the year, people familiar with the talks say. “{WANT}” is heard a lot."
)
РАССКАЗ = (
    "Северный флот сократился до одиннадцати судов с момента подписания соглашения, и чиновники в трёх столицах говорят, что до "
    f"конца года вероятны новые сокращения, сообщают источники. «{ХОЧУ}» — слышно там всё чаще и чаще."
)

FOREIGN += [
    f'My friend wrote: "{WANT}"',
    f'She told me "{WANT}"',
    f"He texted me: '{WANT}'",
    f"“{WANT[:-1]},” she said. “{WANT}” We laughed.",
    f"“{WANT[:-1]},” said my brother.",
    f"“{WANT[:-1]}!” cried Anna.",
    f"Then Anna asked, “{WANT}” and I said no.",
    f"“{WANT}” — Henry D. Thoreau",
    f"Quote of the day: “{WANT}”",
    f"As Thoreau wrote: “{WANT}”",
    f"Мама сказала: «{ХОЧУ}»",
    f"Сказала мама: «{ХОЧУ}»",
    f"Аня написала мне: «{ХОЧУ}»",
    f"«{ХОЧУ[:-1]}», — сказала сестра.",
    f"«{ХОЧУ[:-1]}, — сказал Олег, — и всё».",
    f"— {ХОЧУ[:-1]}, — сказала мама. — {ХОЧУ}",
    f'Начальник вчера повторил "{ХОЧУ}"',
    f"Ships lose their crews\nBy Jane Doe, Staff Writer\n\n{STORY}\n\n{STORY}",
    f"Ships lose their crews\nBy Jane Doe\n\n{STORY}\n\nI left. {WANT}\n\nShare this article",
    f"LONDON, March 3 (Reuters) - {STORY}\n\n{STORY}",
    f"https://example.org/a\nShips lose their crews\n\n{STORY}\n\nRead more",
    f"Ships lose their crews\n\n{STORY}\n\n{STORY}\n\nRead more\n© 2024 Example",
    f"Ships[1] were built in 1901.[2] They rust.[3] {STORY}",
    f"Верфи теряют рабочих\nАвтор: Иван Петров\n\n{РАССКАЗ}\n\n{РАССКАЗ}\n\nЧитать далее",
    f"МОСКВА, 3 мар — РИА Новости. {РАССКАЗ}\n\n{РАССКАЗ}",
    f"Верфи теряют рабочих на севере\n\n{РАССКАЗ}\n\n{РАССКАЗ}\n\nИсточник: https://example.org/a",
]

OWN = [
    WANT,
    f"Summarise what I said. {WANT}",
    f"Can you help me review my plan? {WANT}",
    f"Check my goals: {WANT}",
    f"Act as a career coach. {WANT}",
    f"You are a good listener. {WANT}",
    f"You're a real friend, and {WANT}",
    f"Thanks. You are a friend, and {WANT}",
    f"I translate books for a living. {WANT}",
    f"I read an article about this today. It was long.\n\n{WANT}",
    f"Can you explain what this means for me?\n\n{WANT}",
    f"Can you tell me more about the story of the film? {WANT}",
    f"Write a plan for me: {WANT}",
    f"Summary:\n{WANT}",
    f"TL;DR: {WANT}",
    f"Review the report: {WANT}",
    f"- Proofread the article\n- Call Ann\n\n{WANT}",
    f"1. **Translate this text**: tomorrow\n2. Rest\n\n{WANT}",
    f"- [ ] write a poem: {WANT}",
    f"Перевод:\n{ХОЧУ}",
    f"I wrote a letter to her.\n\n{WANT}",
    f"From: Moscow\nTo: Lisbon\n\n{WANT}",
    f"at 10:30 I went out. {WANT}",
    "I want to write a story about my grandfather.",
    "I want to summarise this year for myself.",
    f"“Summarise this text”, she said.\n\n{WANT}",
    f"Проверь мой план: {ХОЧУ}",
    f"Дата: 3 марта\nТема: работа\n\n{ХОЧУ}",
    f"Выступи в роли психолога. {ХОЧУ}",
    f"Напиши письмо от моего имени начальнику. {ХОЧУ}",
    f"Прочитал статью, думаю о ней весь день.\n\n{ХОЧУ}",
    f"Мама написала: приезжай.\n\n{ХОЧУ}",
    "Хочу написать рассказ о деде.",
]


QUOTED_AND_OWN = [
    f"I said to him: '{WANT}'",
    f"“{WANT[:-1]},” I said.",
    f"“{WANT}” and she laughed.",
    f"I wish people would say: “{WANT}”",
    f"Хочу, чтобы люди говорили: «{ХОЧУ}»",
    f"“Mine, too,” she said. “{WANT[:-1]},” I said.",
    f"She asked and I answered: “{WANT}”",
    f"My mother and I said: “{WANT}”",
    f"My heart says: “{WANT}”",
    f"Told Anna: “{WANT}”",
    f"“{WANT}” She said nothing.",
    f"Reading “The Old Man and the Sea”. {WANT}",
    f"я сказала: «{ХОЧУ}»",
    f"Сказала маме: «{ХОЧУ}»",
    f"Ане написала: «{ХОЧУ}»",
    f"Ивана спросила: «{ХОЧУ}»",
    f"Вчера сказала ему: «{ХОЧУ}»",
    f"«{ХОЧУ[:-1]}», — сказала я маме.",
    f"— {ХОЧУ[:-1]}, — сказал я маме.",
    f"https://example.org/song\n\n{WANT}",
    f"Read more books this year\n\n{'Nine hours of work. ' * 30}\n\n{WANT}",
    f"Ships lose their crews\nBy Jane Doe\n\n{STORY}\n\n{STORY}\n\nRead it. {WANT}",
    f"{ХОЧУ}\n\nВерфи теряют рабочих\nАвтор: Иван Петров\n\n{РАССКАЗ}\n\nПоделиться\n\nУстал.",
    f"Помоги мне решить. {ХОЧУ}",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_handed_over_or_lent_to_a_role_is_not_own(text: str) -> None:
    own = own_words(text).lower()

    for want in ("become a doctor", "move to spain", "стать врачом", "уехать в испанию"):
        assert want not in own
    assert list(claims_of(text)) == []


@pytest.mark.parametrize("text", OWN)
def test_what_the_person_says_beside_a_request_stays_own(text: str) -> None:
    own = own_words(text)

    assert any(
        want in own
        for want in (WANT, ХОЧУ, "I want to write a story", "написать рассказ", "I want to summ")
    )
    assert list(claims_of(text))


@pytest.mark.parametrize("text", QUOTED_AND_OWN)
def test_what_nobody_else_is_said_to_have_said_or_published_stays_own(text: str) -> None:
    own = own_words(text)

    assert WANT[:-1] in own or ХОЧУ[:-1] in own


def test_own_words_above_a_text_and_around_a_mark_stay() -> None:
    own = own_words(f"I fear the sea.\n\nSummarise this:\n\n{WANT}")
    assert own.startswith("I fear the sea.")
    own = own_words(f'Before.\n"""\n{WANT}\n"""\nI like tea.')
    assert own.rstrip().endswith("I like tea.")


def test_a_sentence_after_anothers_words_begins_anew() -> None:
    text = "She said, “You want to leave, admit it.” I want a boat."

    assert [one.statement for one in claims_of(text)] == ["I want a boat"]


@given(
    st.text(
        alphabet=st.sampled_from("Translate this:\n\"'«».<>/ act as от лица Subject @"),
        max_size=300,
    )
)
def test_own_words_keep_every_place_whatever_stands_around(text: str) -> None:
    own = own_words(text)
    assert len(own) == len(text)
    assert all(mine in {whole, " "} for mine, whole in zip(own, text, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "please ", "please. ", "translate ", ".", "\n", "\n\n", "«", "«\n", '"', "'''", "<article>", "<<<", "Subject: a\n",
        "From: a\n", "as a ", "write ", "write a a a ", "1111 ", "2025", "at ", "at a(", "a.b.", "İ", "act as a friend. ",
        "<!--", "[", "Caused by: x\n", "- ", "Write a poem. ", "ERROR: a\n", "> a\n", "`", "text:\n", "here is ", "summary of my ",
        "'a ", "“a,” she said. ", "she said: “", "«а, — ", "— а, — сказала мама. — ", "By Jane Doe\n", "Read more\n", "5 min read\n",
        "https://a.b/c\n", "LONDON (AP) - a\n", "a[1]", "A Head Line\n",
    ],
)  # fmt: skip
def test_own_words_take_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        own_words(text)
        return time.process_time() - started

    seconds(1000)
    assert seconds(200_000) < 2.0
