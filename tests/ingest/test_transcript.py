"""Chats saved or pasted as text: whose words are whose."""

import time
from pathlib import Path

import pytest

from selfmirror.words.own import own_words
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse, pieces

_HERS = "Стоит ли мне уехать?"
_ITS = "Я хочу уехать в Португалию. Я решил бросить работу."


def _speakers(folder: Path, text: str, name: str = "chat.md") -> list[tuple[str, str]]:
    put(folder, {name: text})
    return [(piece.speaker.value, piece.text) for piece in pieces(folder / name)]


@pytest.mark.parametrize(
    ("mine", "its"),
    [
        ("## User\n\n", "## Assistant\n\n"),
        ("## User (`be56-4d31`) - 2025-10-15T04:37:46+00:00\n\n", "## Assistant (`62d4`)\n\n"),
        ("### 🧑 **Human**\n\n", "### 🤖 **Claude 3.5 Sonnet** (10:32 AM)\n\n"),
        ("##### You said:\n\n", "###### ChatGPT said:\n\n"),
        ("# Вы\n\n", "# DeepSeek-R1\n\n"),
        ("## Я\n\n", "## Ассистент\n\n"),
        ("## User: ", "## Assistant: "),
        ("**User:** ", "**Assistant:** "),
        ("**Вы**: ", "**ChatGPT**: "),
        ("__You__\n\n", "__GPT-4o__\n\n"),
        ("- **Я:** ", "- **ИИ:** "),
        ("ME:\n\n", "YOU:\n\n"),
        ("[10:00] Me: ", "[10:01] Bot: "),
        ("Human: ", "Assistant: "),
        ("[User]: ", "[Assistant]: "),
        ("## Вопрос\n\n", "## Ответ ChatGPT\n\n"),
        ("You\n", "ChatGPT\n"),
        ("## Prompt:\n\n", "## Response:\n\nсм. https://chatgpt.com/c/1\n\n"),
    ],
)
@pytest.mark.parametrize("name", ["chat.md", "chat.txt"])
def test_a_chat_in_text_is_given_to_its_speakers(
    tmp_path: Path, mine: str, its: str, name: str
) -> None:
    text = f"{mine}{_HERS}\n\n{its}{_ITS}\n\nЯ мечтаю о море.\n\n{mine}Спасибо.\n"

    said = _speakers(tmp_path, text, name)

    assert [text for who, text in said if who == "me"] == [_HERS, "Спасибо."]
    assert {text for who, text in said if who == "assistant"} >= {_ITS, "Я мечтаю о море."}
    assert len(said) == (5 if "Prompt" in mine else 4)


def test_an_answer_in_a_callout_is_the_assistants(tmp_path: Path) -> None:
    text = f"> [!question] **User**\n> {_HERS}\n\n> [!info]+ **Assistant**\n> {_ITS}\n\n> User: no"

    said = _speakers(tmp_path, text)

    assert said == [("me", _HERS), ("assistant", _ITS), ("assistant", "> User: no")]


def test_turns_without_empty_lines_between_them_are_parted(tmp_path: Path) -> None:
    said = _speakers(tmp_path, f"Я: {_HERS}\nВторая строка.\nChatGPT: {_ITS}\nЯ: Нет.")
    bare = _speakers(tmp_path, f"You\n{_HERS}\nChatGPT\n{_ITS}\nYou\nНет.")

    assert said == [("me", f"{_HERS}\nВторая строка."), ("assistant", _ITS), ("me", "Нет.")]
    assert bare == [("me", _HERS), ("assistant", _ITS), ("me", "Нет.")]


@pytest.mark.parametrize(
    "text",
    [
        "## Me\n\nI want to leave.\n\n## Work\n\nNo.",
        "## Работа\n\nмного\n\n## ИИ\n\nЯ хочу учиться.\n\n## Я\n\nустал",
        "## Me\n\nI want to rest.\n\n## You\n\nYou are late.\n\n## Us\n\nI hope.",
        "## Prompt\n\nWhat do you want?\n\n## Response\n\nI want a boat.",
        "User guide\n\nAssistant: I was her assistant for a year.",
        "Claude is a friend of mine.\n\nMe too.",
        "```\nUser: hi\nAssistant: hello\n```\n\nI want a boat.",
        "I asked ChatGPT: what now?\n\nYou said: leave.",
        "- ChatGPT: install it\n- Anna: call her\n\n> ",
        "Anna: call her\n\nBob: write to him\n\nAnna: thank her",
        "Q: What do I want?\nA: A boat.\nQ: Why?\nA: The sea.",
        "Me: what now?\nFear: stay.\nMe: No.\nFear: yes.",
        "Разум: сидеть дома?\nСердце: уехать.\nРазум: зачем?\nСердце: море.",
        "Host: the landlord\nGuest: Peter\n\nI want a boat.",
    ],
)
def test_a_diary_is_no_chat(tmp_path: Path, text: str) -> None:
    assert {who for who, _ in _speakers(tmp_path, text)} == {"me"}


def test_what_an_answer_makes_somebody_say_stays_the_answers(tmp_path: Path) -> None:
    text = (
        "## User\n\nName roles.\n\n## Assistant\n\nUser: I want to leave.\n\nAssistant: Go.\n\n"
        "### User\n\nI dream of the sea.\n\n# User\n\nI quit.\n\n"
        "## User\n\nME:\n\nshort\n\nYOU:\n\nI feel lost.\n\n### Facts\n\nI feel old."
    )

    mine = [text for who, text in _speakers(tmp_path, text) if who == "me"]

    assert mine == ["Name roles.", "short"]


def test_the_next_day_of_a_diary_is_the_persons_again(tmp_path: Path) -> None:
    text = (
        "## 2024-01-05\n\nпервый\n\n**Я:** что делать?\n\n**ChatGPT:** Уезжай.\n\n"
        "## 2024-01-07\n\nустал"
    )

    assert [who for who, _ in _speakers(tmp_path, text)] == ["me", "me", "assistant", "me"]


def test_the_times_of_turns_and_the_title_are_kept(tmp_path: Path, desk: Desk) -> None:
    text = (
        "## User (`a`) - 2025-10-15T04:37:46+00:00\n\nПривет\n\n"
        "## Assistant - 2025-10-16\n\nДа\n\n## Assistant (`b`)\n\n![x](y.png)\n"
    )
    put(tmp_path, {"разговор.md": text})

    file = desk.one(tmp_path / "разговор.md")

    assert desk.stored() == [
        ("Да", "assistant", "2025-10-16", "heading"),
        ("Привет", "me", "2025-10-15", "message"),
    ]
    assert (file.messages, file.spoken, dict(file.left_out)) == (3, 2, {"no words": 1})
    assert parse(tmp_path / "разговор.md")[0].title == "разговор"


@pytest.mark.parametrize(
    ("mine", "its"), [("Анна: ", "ChatGPT: "), ("**Anna K.:** ", "**Claude 3.5:** ")]
)
def test_a_chat_under_a_name_of_its_own_is_the_persons_where_the_name_is(
    tmp_path: Path, desk: Desk, mine: str, its: str
) -> None:
    put(tmp_path, {"a.md": f"вечер\n\n{mine}{_HERS}\n{its}{_ITS}\n\nNote: нет.\n{mine}Да."})

    unknown = desk.one(tmp_path / "a.md")
    before = {text: who for text, who, _, _ in desk.stored()}
    desk.one(tmp_path / "a.md", me=(mine.strip("*: "),))
    after = {text: who for text, who, _, _ in desk.stored()}

    others = {"вечер": "me", _ITS: "assistant", "Note: нет.": "assistant"}
    assert before == {**others, _HERS: "other", "Да.": "other"}
    assert after == {**others, _HERS: "me", "Да.": "me"}
    assert "is known to be you" in unknown.warnings[0]


def test_what_a_program_alone_is_named_for_is_its_words(tmp_path: Path) -> None:
    said = _speakers(tmp_path, f"# Работа\n\n{_HERS}\n**ChatGPT:** {_ITS}\nИ ещё.\n\nПодумаю.")

    assert said == [("me", _HERS), ("assistant", f"{_ITS}\nИ ещё."), ("me", "Подумаю.")]


def test_a_text_handed_over_in_a_turn_is_not_the_persons(tmp_path: Path) -> None:
    asked, given = (
        "Please summarize this article:",
        "The minister said: I want to tax them.\n\nI won.",
    )
    text = (
        f"**User**\n\nI slept well.\n\nI woke up.\n\n**Assistant**\n\nYes.\n\n"
        f"**User**\n\n{asked}\n\n{given}\n\n**Assistant**\n\n{_ITS}\n\n**User**\n\nI am glad."
    )

    mine = [text for who, text in _speakers(tmp_path, text) if who == "me"]

    assert mine == ["I slept well.", "I woke up.", f"{asked}\n\n{given}", "I am glad."]
    assert own_words(mine[2]).rstrip() == asked


@pytest.mark.slow
def test_many_names_are_read_in_no_time(tmp_path: Path) -> None:
    text = "\n".join(f"Anna {number}: hi\nChatGPT: yes" for number in range(20_000))
    started = time.perf_counter()

    assert len(_speakers(tmp_path, text)) > 20_000
    assert time.perf_counter() - started < 10


def test_a_hostile_line_is_read_in_no_time(tmp_path: Path) -> None:
    text = "(!)" * 3000 + "\n\nuser" + " " * 200_000 + "x\n\nassistant: " + "1:00 " * 3000

    assert {who for who, _ in _speakers(tmp_path, text)} == {"me"}
