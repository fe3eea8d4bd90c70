"""Memory on the screen: beliefs with their quotes, confirmed and rejected by one key."""

import pytest
from textual.widgets import OptionList

from selfmirror.memory.belief import Status
from selfmirror.tui.app import MirrorApp
from selfmirror.tui.screens.screen import failure_line
from selfmirror.tui.wording import WORDING
from tests.tui.fakes import BUSY, FakeMemory, belief, mirror, quote, shows

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
        await shows(
            pilot,
            "хочу дописать книгу",
            "2026-03-03  «Хочу дописать книгу до зимы»",
            "c/с Верно",
            "q/й Выход",
        )


async def test_diary_text_is_never_read_as_markup(memory: FakeMemory) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "«Хочу")
        await pilot.press("down")
        await shows(pilot, "не хочу в офис [/red]", "«Не хочу больше [bold]в офис[/bold]»")


@pytest.mark.parametrize(("key", "status"), [("c", Status.CONFIRMED), ("с", Status.CONFIRMED)])
async def test_one_key_confirms_on_either_layout(
    memory: FakeMemory, key: str, status: Status
) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "«Хочу")
        await pilot.press(key)
        await shows(pilot, "✓")
        assert memory.held[0].status is status


@pytest.mark.slow
@pytest.mark.parametrize("key", ["r", "к"])
async def test_a_rejected_belief_leaves_the_list_and_all_brings_it_back(
    memory: FakeMemory, key: str
) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "«Хочу")
        await pilot.press(key)
        await shows(pilot, "«Не хочу")
        assert app.screen.query_one("#beliefs", OptionList).option_count == 1
        await pilot.press("ф")
        await shows(pilot, "✗", "хочу дописать книгу")


async def test_a_busy_store_is_one_line_and_the_app_goes_on(memory: FakeMemory) -> None:
    memory.busy = True
    app = app_on(memory)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "the store is held by pid 7")
        assert [n.message for n in app._notifications] == [BUSY]
        memory.busy = False
        await pilot.press("a")
        await shows(pilot, "хочу дописать книгу")


async def test_an_empty_memory_says_so() -> None:
    app = app_on(FakeMemory())
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Пока ничего")
        await pilot.press("c")
        await shows(pilot, "Пока ничего")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(28, "No space left on device", "/home/x"), "No space left on device /home/x"),
        (KeyError("x"), "Сбой KeyError; то, что было записано, цело"),
    ],
)
def test_any_failure_is_one_line(error: Exception, line: str) -> None:
    assert failure_line(error, WORDING["ru"]) == line


async def test_j_and_k_move_on_either_layout(memory: FakeMemory) -> None:
    app = app_on(memory)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "«Хочу")
        await pilot.press("о")
        await shows(pilot, "«Не хочу")
        await pilot.press("k")
        await shows(pilot, "«Хочу")
