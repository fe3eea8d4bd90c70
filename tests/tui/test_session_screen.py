"""A session on the screen, from the choice of a method to decided insights."""

import asyncio
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from selfmirror.guide.events import InsightProposed
from selfmirror.tui.app import MirrorApp
from selfmirror.tui.talk import Wished
from selfmirror.tui.widgets.prompt import Prompt
from selfmirror.words.when import DateSource, on_day
from tests.tui.fakes import BUSY, PATH, FakeGuide, FakeMemory, mirror, quote, shows, text_on, until

SMALL = (80, 24)
WANTS = InsightProposed(
    "i1",
    "want",
    "Хочу писать по утрам",
    "в марте было иначе",
    (quote("хочу писать по утрам", "2026-05-10"),),
)
FEARS = InsightProposed("i2", "fear", "Боюсь тишины", "", (quote("боюсь тишины", "2026-05-10"),))


def app_on(guide: FakeGuide, method: str | None = "now") -> MirrorApp:
    return MirrorApp(mirror(guide=guide), Wished(method))


async def say(pilot: Pilot[None], text: str) -> None:
    pilot.app.screen.query_one(Prompt).insert(text)
    await pilot.press("enter")
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the guide has said what it has to say and the screen shows it."""
    screen: Any = pilot.app.screen
    for _ in range(3):
        await asyncio.sleep(0.01)
        await until(lambda: not screen._busy, lambda: "the guide never came to an end")


async def left(pilot: Pilot[None]) -> None:
    """Wait until the app has decided to end; its screens hear nothing more after that."""
    await until(lambda: pilot.app._exit, lambda: "the app never decided to end")


async def test_a_session_of_three_turns_with_two_insights() -> None:
    guide = FakeGuide(["Почему сейчас?", "Что мешает?", "Что будет завтра?"], [WANTS, FEARS])
    app = app_on(guide, method=None)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Чего я хочу сейчас")
        await pilot.press("down", "enter")
        await settle(pilot)
        await shows(pilot, "Чего вы хотите?")
        for words in ("хочу писать по утрам", "мешает телефон", "завтра попробую"):
            await say(pilot, words)
        await shows(pilot, "Что будет завтра?")
        await pilot.press("ctrl+d")
        await settle(pilot)
        await shows(pilot, "Вывод: Хочу писать по утрам")
        await shows(pilot, "2026-05-10  «хочу писать по утрам»")
        await pilot.press("с")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        await shows(pilot, str(PATH))
    assert guide.calls == [
        ("propose",),
        ("begin", "project", "ru"),
        ("say", "s1", "хочу писать по утрам"),
        ("say", "s1", "мешает телефон"),
        ("say", "s1", "завтра попробую"),
        ("insights", "s1"),
        ("answer", "i1", "y"),
        ("answer", "i2", "n"),
        ("close", "s1"),
    ]


async def test_a_reply_comes_with_its_dated_quotes() -> None:
    guide = FakeGuide(["3 марта вы писали"], evidence=(quote("Хочу [b]тишины[/b]", "2026-03-03"),))
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "хочу тишины")
        await shows(pilot, "2026-03-03  «Хочу [b]тишины[/b]»  дневник.md")
        await shows(pilot, "want · socratic · спрошено мало")


async def test_words_of_this_session_are_not_quoted_back_below_the_reply() -> None:
    app = app_on(FakeGuide(evidence=(quote("хочу тишины", "2026-05-10"),)))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "я хочу тишины")
        assert "2026-05-10" not in text_on(app.screen)


async def test_an_unfinished_session_is_named_on_leaving(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = app_on(FakeGuide())
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+q")
    assert "selfmirror session --resume" in capsys.readouterr().err


async def test_leaving_waits_until_words_are_on_disk(capsys: pytest.CaptureFixture[str]) -> None:
    guide = FakeGuide()
    guide.hold.clear()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for words in ("раз", "два"):
            app.screen.query_one(Prompt).insert(words)
            await pilot.press("enter")
        asyncio.get_running_loop().call_later(0.1, guide.hold.set)
        await pilot.press("ctrl+q")
        await left(pilot)
    assert guide.calls[1:] == [("say", "s1", "раз"), ("say", "s1", "два")]
    assert "--resume" in capsys.readouterr().err


async def test_words_that_did_not_reach_the_disk_are_shown_on_leaving(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfmirror.tui.app.PATIENCE", 0.1)
    guide = FakeGuide()
    guide.hold.clear()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for words in ("раз", "два [b]"):
            app.screen.query_one(Prompt).insert(words)
            await pilot.press("enter")
        await pilot.press("ctrl+q")
    assert "Не записано: два [b]" in capsys.readouterr().err
    guide.hold.set()


async def test_the_app_begins_as_the_command_line_asked() -> None:
    guide = FakeGuide()
    day = on_day(date(2026, 5, 3), DateSource.GIVEN)
    app = MirrorApp(mirror("ru", guide=guide), Wished("now", "en", day, "direct"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Session" in text_on(app.screen)
    assert ("begin", "now", "en") in guide.calls
    assert guide.begun == [(day, "direct")]


async def test_an_ended_session_is_drawn_from_and_needs_no_word_on_leaving(
    capsys: pytest.CaptureFixture[str],
) -> None:
    caught_up: list[str] = []
    wired = mirror("auto", guide=FakeGuide())
    wired.catch_up = lambda progress: caught_up.append("all")
    app = MirrorApp(wired, Wished("now"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "/end")
        await app.workers.wait_for_complete()
        await pilot.press("q")
    assert caught_up == ["all"]
    assert capsys.readouterr().err == ""


async def test_a_reply_is_shown_as_it_streams_and_once() -> None:
    guide = FakeGuide(["Ответ из частей"])
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "вопрос?")
        assert text_on(app.screen).count("Ответ из частей") == 1


@pytest.mark.parametrize("key", ["ctrl+j", "ctrl+о", "shift+enter"])
async def test_a_turn_may_have_several_lines(key: str) -> None:
    guide = FakeGuide()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.screen.query_one(Prompt).insert("одно")
        await pilot.press(key)
        await say(pilot, "другое")
    assert guide.calls[-1] == ("say", "s1", "одно\nдругое")


async def test_letters_are_words_in_the_field_and_keys_outside_it() -> None:
    app = app_on(FakeGuide())
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("q", "й", "d", "в")
        assert app.screen.query_one(Prompt).text == "qйdв"
        assert "q/й" not in text_on(app.screen)
        await pilot.press("escape")
        await shows(pilot, "q/й Выход")
        await pilot.press("ш")
        await pilot.pause()
        assert app.focused is app.screen.query_one(Prompt)


@pytest.mark.parametrize("key", ["q", "й"])
async def test_either_layout_quits(key: str) -> None:
    app = app_on(FakeGuide())
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("escape", key)
    assert app.return_code == 0


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+й"])
async def test_it_quits_in_the_middle_of_a_reply(key: str) -> None:
    guide = FakeGuide()
    guide.hold.clear()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.screen.query_one(Prompt).insert("долго")
        await pilot.press("enter")
        await pilot.pause(0.05)
        await pilot.press(key)
    assert app.return_code == 0
    guide.hold.set()


@pytest.mark.slow
async def test_what_is_written_while_the_guide_answers_is_said_next() -> None:
    guide = FakeGuide()
    guide.hold.clear()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.screen.query_one(Prompt).insert("раз")
        await pilot.press("enter", "в", "ь", "q", "enter", "ctrl+d", "д")
        assert guide.calls[-1] == ("say", "s1", "раз")
        guide.hold.set()
        await settle(pilot)
        assert app.screen.query_one(Prompt).text == "д"
    assert guide.calls[1:] == [("say", "s1", "раз"), ("say", "s1", "вьq")]


async def test_words_that_a_busy_store_did_not_take_go_back_to_the_field() -> None:
    guide = FakeGuide()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        guide.busy = True
        await say(pilot, "важное")
        assert [n.message for n in app._notifications] == [BUSY]
        assert app.screen.query_one(Prompt).text == "важное"
        guide.busy = False
        await pilot.press("enter")
        await settle(pilot)
    assert guide.calls[-1] == ("say", "s1", "важное")


async def test_a_session_that_cannot_begin_leads_back_to_the_choice() -> None:
    guide = FakeGuide()
    guide.busy = True
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.screen.has_class("choosing")
        guide.busy = False
        await pilot.press("escape")


async def test_a_slash_command_is_answered() -> None:
    guide = FakeGuide()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "/why")
        await shows(pilot, "потому что вопрос открытый")
    assert guide.calls[-1] == ("command", "s1", "/why")


@pytest.mark.slow
async def test_an_insight_can_be_edited_or_left_for_later() -> None:
    guide = FakeGuide(insights=[WANTS, FEARS])
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "/end")
        await pilot.press("у")
        await shows(pilot, "Enter Отправить")
        assert app.screen.query_one(Prompt).text == "Хочу писать по утрам"
        await pilot.press("escape")
        await shows(pilot, "c/с Да")
        await pilot.press("e")
        await shows(pilot, "Enter Отправить")
        await say(pilot, " и вечерам")
        await pilot.press("l")
        await settle(pilot)
    assert guide.calls[-3:] == [
        ("insights", "s1"),
        ("answer", "i1", "e Хочу писать по утрам и вечерам"),
        ("close", "s1"),
    ]


@pytest.mark.slow
async def test_an_answer_that_a_busy_store_did_not_take_is_asked_again() -> None:
    guide = FakeGuide(insights=[WANTS])
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "/end")
        guide.busy = True
        await pilot.press("c")
        await settle(pilot)
        guide.busy = False
        assert app.screen.has_class("deciding")
        await pilot.press("c")
        await settle(pilot)
    assert guide.calls[-2:] == [("answer", "i1", "y"), ("close", "s1")]


@pytest.mark.slow
async def test_after_a_session_another_can_begin() -> None:
    guide = FakeGuide()
    app = app_on(guide)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "/end")
        await shows(pilot, "n/т Ещё сессия")
        await pilot.press("т")
        assert "Чего вы хотите?" not in await shows(pilot, "Какой проект я хочу делать")
        assert app.screen.query_one("#methods", OptionList).option_count == 2


@pytest.mark.slow
async def test_another_screen_leaves_the_session_where_it_was() -> None:
    app = MirrorApp(mirror(guide=FakeGuide(), memory=FakeMemory()), Wished("now"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await say(pilot, "первое")
        await pilot.press("escape", "ь")
        await shows(pilot, "Пока ничего")
        await pilot.press("ы")
        await shows(pilot, "первое")
