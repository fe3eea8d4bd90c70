"""Memory on the screen: beliefs with their quotes, confirmed and rejected by one key."""

import pytest
from textual.widgets import OptionList

from selfmirror.memory.belief import Status
from selfmirror.tui.app import MirrorApp
from tests.tui.fakes import BUSY, FakeMemory, belief, mirror, quote, text_on

SMALL = (80, 24)


@pytest.fixture
def memory() -> FakeMemory:
    return FakeMemory(
        [
            belief("a1", "хочу дописать книгу", quote("Хочу дописать книгу до зимы", "2026-03-03")),
            belief(
                "b2",
                "не хочу в офис [/red]",
                quote("Не хочу больше [bold]в офис[/bold]", "2026-04-01"),
            ),
        ]
    )


def app_on(memory: FakeMemory) -> MirrorApp:
    return MirrorApp(mirror(memory=memory), place="memory")


async def test_memory_shows_beliefs_with_dated_quotes(memory: FakeMemory) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        shown = text_on(app.screen)
        assert "хочу дописать книгу" in shown
        assert "2026-03-03  «Хочу дописать книгу до зимы»" in shown
        assert "c/с Верно" in shown
        assert "q/й Выход" in shown


async def test_diary_text_is_never_read_as_markup(memory: FakeMemory) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        await pilot.press("down")
        await pilot.pause()
        assert "«Не хочу больше [bold]в офис[/bold]»" in text_on(app.screen)


@pytest.mark.parametrize(("key", "status"), [("c", Status.CONFIRMED), ("с", Status.CONFIRMED)])
async def test_one_key_confirms_on_either_layout(
    memory: FakeMemory, key: str, status: Status
) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        await pilot.press(key)
        await pilot.pause(0.1)
        assert memory.held[0].status is status
        assert "✓" in text_on(app.screen)


@pytest.mark.parametrize("key", ["r", "к"])
async def test_a_rejected_belief_leaves_the_list_and_all_brings_it_back(
    memory: FakeMemory, key: str
) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        await pilot.press(key)
        await pilot.pause(0.1)
        beliefs = app.screen.query_one("#beliefs", OptionList)
        assert beliefs.option_count == 1
        await pilot.press("ф")
        await pilot.pause(0.1)
        assert beliefs.option_count == 2


async def test_a_busy_store_is_one_line_and_the_app_goes_on(memory: FakeMemory) -> None:
    memory.busy = True
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        assert [n.message for n in app._notifications] == [BUSY]
        memory.busy = False
        await pilot.press("a")
        await pilot.pause(0.1)
        assert "хочу дописать книгу" in text_on(app.screen)


async def test_an_empty_memory_says_so() -> None:
    app = app_on(FakeMemory())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c")
        assert "Пока ничего" in text_on(app.screen)
