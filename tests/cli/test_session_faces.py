"""How a session is answered and left: nothing that was proposed is lost by a slip of the hand."""

import io
from collections.abc import Iterator

import pytest

from selfmirror.cli.session import _talk
from selfmirror.cli.session_editor import EditorFace
from selfmirror.cli.session_faces import PipeFace
from selfmirror.guide import notices
from selfmirror.guide.events import Event, InsightProposed
from selfmirror.guide.method import Both
from selfmirror.paths import Home
from selfmirror.wiring import Mirror
from selfmirror.words.language import Language
from tests.fakes.clocks import FixedClock
from tests.guide.sessions import insights, mirror_at, no_vectors, replied, started

__all__ = ["no_vectors"]
pytestmark = pytest.mark.usefixtures("_no_vectors")
PROPOSED = [InsightProposed(name, "want", f"Хочу {name}", "", ()) for name in ("море", "дом")]


class Typed(EditorFace):
    """A terminal at which these lines are typed; an exception is a key that interrupts."""

    def __init__(self, mirror: Mirror, *lines: str | type[BaseException]) -> None:
        super().__init__(mirror)
        self.hints = list[Both]()
        self._lines = iter(lines)
        self._editor = self  # type: ignore[assignment]

    def prompt(self, bottom_toolbar: str) -> str:
        self.hints.append(Both(bottom_toolbar, bottom_toolbar))
        line = next(self._lines)
        if isinstance(line, str):
            return line
        raise line


@pytest.fixture
def mirror(home: Home, clock: FixedClock) -> Mirror:
    return mirror_at(home, clock)


def begun(mirror: Mirror, language: str = "ru") -> Iterator[Event]:
    return mirror.guide.begin("want-now", language)


@pytest.mark.parametrize("slip", ["?", "e", "е", "чего"])
def test_an_unclear_answer_asks_of_the_same_insight_again(
    mirror: Mirror, slip: str, capsys: pytest.CaptureFixture[str]
) -> None:
    face = Typed(mirror, slip, "д", "")
    face.language = Language.RU
    assert list(face.verdicts(PROPOSED)) == [("море", "д")]
    assert "Ответьте д (запомнить)" in capsys.readouterr().out
    assert {hint.ru for hint in face.hints} == {notices.VERDICT.ru}


def test_through_a_pipe_what_was_unclear_comes_again_after_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("?\nн\nд\n"))
    answered = list(PipeFace().verdicts(PROPOSED))
    assert answered == [("море", "?"), ("дом", "н"), ("море", "д")]


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_leaving_says_how_to_come_back_and_loses_nothing(
    mirror: Mirror, key: type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    face = Typed(mirror, "Я хочу писать книгу о море.", "/end", key)
    try:
        _talk(mirror, begun(mirror), face)
    except KeyboardInterrupt:
        assert key is KeyboardInterrupt
    assert "selfmirror session --resume" in capsys.readouterr().err
    assert face.hints[0].ru == notices.EDITOR.ru
    again = list(mirror.guide.resume())
    assert replied(again).text
    assert [one.text for one in insights(mirror.guide, started(again))] == [
        "Я хочу писать книгу о море"
    ]


def test_the_prompts_follow_the_language_of_the_session(mirror: Mirror) -> None:
    face = Typed(mirror, "/end")
    _talk(mirror, begun(mirror, "en"), face)
    assert face.hints[0].en == notices.EDITOR.en
