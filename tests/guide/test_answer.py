"""One answer from the person's own dated words, with a model and without."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from selfmirror.cli.app import main
from selfmirror.guide.strategy import Strategy
from selfmirror.models.guarded import GuardedChat
from selfmirror.models.ports import ChatModel, ModelFailure
from selfmirror.paths import Home
from selfmirror.settings import SearchSettings, load_settings
from selfmirror.wiring import Mirror, Models, assemble
from selfmirror.words.speaker import Speaker
from tests.fakes.chat import Reply, ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.mirrors import quietly
from tests.fakes.servers import answers, chat_server
from tests.fakes.words import remember, said

LIFE = [
    said("Я хочу уехать в Португалию.", "2023-02-01", source="a"),
    said("Весь день шёл дождь. Больше не хочу уехать в Португалию.", "2024-01-10", source="c"),
    said("I decided to write a book about the river.", "2024-02-11", source="d"),
    said("The museum was closed, the museum guard laughed.", "2024-03-01", source="e"),
    said("Portugal is lovely in May, said the agent.", "2024-02-01", Speaker.OTHER, source="f"),
    said("> Museum pieces quoted by somebody\n\nNothing of mine here.", "2024-04-01", source="g"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with that life in it, which no test changes but for what was spent."""
    home = Home(tmp_path_factory.mktemp("answers") / "home")
    mirror = at(home)
    remember(mirror.store, *LIFE)
    mirror.search.catch_up(quietly)
    mirror.memory.consolidate()
    return home


def at(home: Home, chat: ChatModel | None = None) -> Mirror:
    """A mirror that searches by words alone: no vectors, so that it is quick."""
    return assemble(home, load_settings(home), FixedClock(), Models(chat, None))


@pytest.fixture
def mirror(shared: Home) -> Mirror:
    return at(shared)


def says(reply: str, **more: Any) -> dict[str, Any]:
    made = {"reasoning": "so", "strategy": "direct", "reason": "asked", "reply": reply}
    return made | {"evidence_ids": []} | more


def test_what_changed_is_told_with_both_sides_and_dates(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("Хочу ли я в Португалию?")
    assert answer.engine == "embedded"
    assert answer.strategy is Strategy.CONTRAST
    assert "1 февраля 2023: «Я хочу уехать в Португалию" in answer.text
    assert "10 января 2024: «Больше не хочу уехать в Португалию" in answer.text
    assert "дождь" not in answer.text
    assert answer.text.startswith("На 10 мая 2026")


def test_an_answer_as_of_a_day_knows_nothing_of_what_came_later(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("Хочу ли я в Португалию?", date(2023, 6, 1))
    assert answer.strategy is Strategy.DIRECT
    assert [quote.said.iso() for quote in answer.evidence] == ["2023-02-01"]
    assert answer.as_of == date(2023, 6, 1)


def test_an_english_question_is_answered_in_english(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("What did I decide about the book?")
    assert answer.text.startswith("As of 10 May 2026")
    assert "11 February 2024: “" in answer.text
    assert "write a book about the river" in answer.text


def test_words_found_by_search_answer_where_memory_holds_nothing(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("What about the museum?")
    assert [quote.text for quote in answer.evidence] == [
        "The museum was closed, the museum guard laughed"
    ]


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("What did I say about the zeppelin?", "As of 10 May 2026: there are no words of yours"),
        ("Что я думал о дирижаблях?", "На 10 мая 2026: своих слов об этом нет"),
    ],
)
def test_where_nothing_was_said_nothing_is_made_up(shared: Home, question: str, start: str) -> None:
    model = ScriptedChat(says("You loved it."))
    answer = at(shared, chat=model).answerer.answer(question)
    assert answer.text.startswith(start)
    assert answer.evidence == ()
    assert model.requests == [], "there is nothing to ask a model about"


def test_words_that_share_little_with_the_question_are_called_the_nearest(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("Was the museum in Vienna crowded?")
    assert answer.text.startswith("As of 10 May 2026: no words of yours answer this directly")
    assert "The museum was closed" in answer.text
    russian = mirror.answerer.answer("Дорого ли жить в Португалии зимой?")
    assert "ближайшие" in russian.text


def test_a_question_about_nothing_in_particular_gets_what_stands(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("Чего я хочу?")
    assert "book about the river" in answer.text


@pytest.mark.parametrize(
    ("question", "quote", "start"),
    [
        ("Чего я хотел в марте 2023?", "Я хочу уехать в Португалию", "На 31 марта 2023"),
        ("what did I want in March 2023?", "Я хочу уехать в Португалию", "As of 31 March 2023"),
        ("Чего я хотел в январе 2024 года?", "Я хочу уехать в Португалию", "На 31 января 2024"),
        ("What did I decide in March 2024?", "write a book about the river", "As of 31 March"),
    ],
)
def test_a_question_about_a_month_gets_what_stood_then(
    mirror: Mirror, question: str, quote: str, start: str
) -> None:
    answer = mirror.answerer.answer(question)
    assert answer.text.startswith(start)
    assert quote in answer.text


def test_what_was_wanted_before_anything_was_written_is_not_made_up(mirror: Mirror) -> None:
    assert mirror.answerer.answer("Чего я хотел в марте 2020?").evidence == ()


def test_words_of_another_time_are_only_the_nearest(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("What did I think of the museum in April 2024?")
    assert "the nearest are" in answer.text
    assert "museum was closed" in answer.text


@pytest.mark.parametrize(
    ("ordered", "unordered"),
    [({"ids": ["p2", "p1"]}, ""), (ModelFailure("too slow"), "too slow")],
)
def test_where_it_is_wanted_the_model_orders_what_was_found_before_it_answers(
    shared: Home, ordered: Reply, unordered: str
) -> None:
    chat = ScriptedChat(ordered, says("Нет."))
    wanted = load_settings(shared).model_copy(update={"search": SearchSettings(rerank=True)})
    mirror = assemble(shared, wanted, FixedClock(), Models(chat, None))
    answer = mirror.answerer.answer("Хочу ли я в Португалию?")

    assert [request.feature for request in chat.requests] == ["rerank", "ask"]
    assert (answer.text, answer.unordered, answer.remark) == ("Нет.", unordered, "")
    plain = ScriptedChat(says("Нет."))
    at(shared, plain).answerer.answer("Хочу ли я в Португалию?")
    assert [request.feature for request in plain.requests] == ["ask"]


def test_what_the_model_finds_helpful_answers_in_another_language_too(home: Home) -> None:
    chat = ScriptedChat({"ids": ["p1", "p2"]}, says("Да, о реке."))
    wanted = load_settings(home).model_copy(update={"search": SearchSettings(rerank=True)})
    mirror = assemble(home, wanted, FixedClock(), Models(chat, BagEmbedder()))
    remember(mirror.store, *LIFE[1:3])
    mirror.search.catch_up(quietly)
    answer = mirror.answerer.answer("Думал ли я когда-нибудь о реках?")

    assert "a book about the river" in chat.requests[-1].messages[1].content
    assert answer.text == "Да, о реке."


def test_a_question_about_decisions_is_not_answered_with_wants(home: Home) -> None:
    mirror = at(home)
    remember(mirror.store, said("Я хочу дописать книгу.", "2026-04-01"))
    mirror.memory.consolidate()
    assert "ближайшие" in mirror.answerer.answer("Что я решил?").text
    assert "ближайшие" not in mirror.answerer.answer("Чего я хочу?").text


def test_where_nothing_shares_the_subject_what_is_decided_is_the_nearest(home: Home) -> None:
    mirror = at(home)
    remember(mirror.store, said("I decided to hand in my notice in September", "2026-04-01"))
    mirror.memory.consolidate()
    answer = mirror.answerer.answer("what did I decide about work?")
    assert "the nearest are" in answer.text
    assert "hand in my notice" in answer.text
    assert mirror.answerer.answer("Did I decide to buy a zeppelin?").evidence == ()


def test_a_question_about_a_season_gets_what_was_said_in_it(home: Home) -> None:
    mirror = at(home)
    long = "Весь день шёл дождь. А вот бы к морю: как мы хотели тогда. Хотелось бы моря, да с кем."
    remember(
        mirror.store,
        said("Хочу бросить диссертацию.", "2025-12-05", source="a"),
        said(long, "2026-03-12", source="b"),
        said("Ходили на рынок. Купили рыбу.", "2026-04-12", source="c"),
    )
    spring = mirror.answerer.answer("чего я хотел весной 2026?")
    assert "12 марта 2026: «Хотелось бы моря" in spring.text
    assert "диссертацию" not in spring.text
    april = mirror.answerer.answer("чего я хотел в апреле?")
    assert "ближайшие" in april.text
    assert [quote.text for quote in april.evidence] == ["Ходили на рынок"]
    mirror.memory.consolidate()
    assert "диссертацию" not in mirror.answerer.answer("чего я хотел в марте?").text
    later = mirror.answerer.answer("чего я хотел в апреле?")
    assert "ближайшие" in later.text
    assert "5 декабря 2025: «Хочу бросить диссертацию" in later.text


def test_both_sides_of_a_change_are_told_once(home: Home) -> None:
    mirror = at(home)
    remember(mirror.store, said("Хочу уехать в Грузию.", "2025-12-05", source="a"))
    remember(mirror.store, said("Грузия отменяется.", "2026-02-05", source="b"))
    mirror.search.catch_up(quietly)
    mirror.memory.consolidate()
    answer = mirror.answerer.answer("Хочу ли я в Грузию?")
    assert answer.text.count("Хочу уехать в Грузию") == 1
    assert "Стало, 5 февраля 2026: «Грузия отменяется" in answer.text


def test_the_same_words_are_quoted_once(home: Home) -> None:
    mirror = at(home)
    days = ("2025-12-05", "2025-12-06", "2025-12-08")
    remember(mirror.store, *(said("Я бросил диссертацию.", day, source=day) for day in days))
    mirror.search.catch_up(quietly)
    mirror.memory.consolidate()
    (quote,) = mirror.answerer.answer("почему бросил диссертацию").evidence
    assert quote.said.iso() == "2025-12-08"


def test_a_question_asked_before_is_no_answer(home: Home) -> None:
    mirror = at(home)
    remember(mirror.store, said("Зачем мне эта книга?", "2026-04-01"))
    mirror.search.catch_up(quietly)
    assert mirror.answerer.answer("Что с книгой?").evidence == ()


def test_somebody_elses_words_are_no_answer(mirror: Mirror) -> None:
    answer = mirror.answerer.answer("Is Portugal lovely in May?")
    assert not [quote for quote in answer.evidence if "agent" in quote.text]
    assert all(
        quote.text in utterance.text
        for quote in answer.evidence
        for utterance in LIFE
        if utterance.id == quote.utterance
    )


def test_a_model_answers_from_the_quotes_alone(shared: Home) -> None:
    reply = "On 11 February 2024 you wrote “I decided to write a book”. You wrote “it is done”."
    model = ScriptedChat(says(reply, evidence_ids=["e1", "e9"]))
    answer = at(shared, chat=model).answerer.answer("What about the book?")
    assert answer.engine == "model"
    assert answer.text == "On 11 February 2024 you wrote “I decided to write a book”."
    assert [quote.said.iso() for quote in answer.evidence] == ["2024-02-11"]


@pytest.mark.parametrize("failure", [ModelFailure("timed out"), "nonsense"])
def test_a_failing_model_leaves_the_quotes_to_answer(shared: Home, failure: Any) -> None:
    answer = at(shared, chat=ScriptedChat(failure)).answerer.answer("What about the book?")
    assert answer.engine == "embedded"
    assert "11 February 2024" in answer.text
    assert answer.remark


def test_only_masked_words_of_the_person_leave(home: Home) -> None:
    mirror = at(home)
    remember(mirror.store, LIFE[2], LIFE[4], said("The book's password: hunter2", "2024-05-01"))
    mirror.search.catch_up(quietly)
    spy = ScriptedChat(says("Not sure."))
    at(home, GuardedChat(spy, mirror.budget)).answerer.answer("What about the book?")
    assert "write a book" in spy.sent()
    assert "[masked: secret]" in spy.sent()
    assert "hunter2" not in spy.sent()
    assert "agent" not in spy.sent()


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def at_home(shared: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("SELFMIRROR_HOME", str(shared.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    return shared


def test_the_command_answers_without_a_key(
    at_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "ask", "what about the museum", "--as-of", "2024-12")
    assert code == 0
    assert out.startswith(
        "As of 31 December 2024:\nThe latest, 1 March 2024: “The museum was closed"
    )
    code, out, _ = run(capsys, "ask", "zeppelin", "--json")
    assert code == 0
    document = json.loads(out)
    assert set(document) >= {"answer", "engine", "strategy", "evidence", "as_of"}
    assert document["evidence"] == []


def test_the_command_speaks_to_the_configured_endpoint_and_counts_its_cost(
    at_home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat_server(answers(says("2024-03-01: “The museum was closed”."))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        code, out, _ = run(capsys, "ask", "what about the museum")
        offline = run(capsys, "ask", "what about the museum", "--offline", "--json")
    assert code == 0
    assert out.splitlines()[0] == "2024-03-01: “The museum was closed”."
    assert out.splitlines()[-1].startswith("2024-03-01  The museum was closed")
    assert json.loads(offline[1])["engine"] == "embedded"
    assert len(server.exchanges) == 1
    spent = json.loads(run(capsys, "spend", "--json")[1])
    assert spent["spent"] > 0
    assert set(spent["by_feature"]) == {"ask"}
    assert run(capsys, "spend")[1].count("\t") == 4


def test_at_the_cap_the_command_still_answers(
    at_home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFMIRROR_BUDGET__CAP", "0")
    with chat_server(answers(says("Yes."))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        code, out, err = run(capsys, "ask", "what about the museum")
    assert code == 0
    assert "museum was closed" in out
    assert "cap" in err
    assert server.exchanges == []


@pytest.mark.parametrize("words", [["ask"], ["ask", " "], ["ask", "x", "--as-of", "31 february"]])
def test_a_question_that_is_none_is_wrong_usage(
    at_home: Home, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
