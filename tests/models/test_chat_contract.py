"""What every chat model must do, the scripted stand-in and the real engine over HTTP alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from selfmirror.engines.openai_chat import OpenAIChat
from selfmirror.models.ports import ChatModel, ChatRequest, Message, ModelFailure, Usage
from selfmirror.settings import ChatSettings
from tests.fakes.chat import ScriptedChat
from tests.fakes.servers import answers, chat_server

Make = Callable[[str], ChatModel]
REQUEST = ChatRequest("guide", (Message("system", "Be brief."), Message("user", "Почему?")))


@pytest.fixture(params=["scripted", "openai"])
def saying(request: pytest.FixtureRequest) -> Iterator[Make]:
    with ExitStack() as stack:

        def scripted(reply: str) -> ChatModel:
            return ScriptedChat(reply, usage=Usage(120, 30))

        def real(reply: str) -> ChatModel:
            server = stack.enter_context(chat_server(answers(reply)))
            return OpenAIChat(None, server.url, ChatSettings(model="small", timeout=20))

        yield scripted if request.param == "scripted" else real


def test_a_model_has_a_name(saying: Make) -> None:
    assert saying("yes").name


def test_a_reply_comes_in_pieces_that_join_to_it(saying: Make) -> None:
    reply = "Ты писал: «хочу уехать». Потом перестал."
    pieces = [p for p in saying(reply).stream(REQUEST) if isinstance(p, str)]
    assert len(pieces) > 1
    assert "".join(pieces) == reply


def test_usage_comes_last_and_once(saying: Make) -> None:
    *pieces, last = saying("yes").stream(REQUEST)
    assert last == Usage(120, 30)
    assert all(isinstance(piece, str) for piece in pieces)


def test_an_empty_reply_is_a_failure(saying: Make) -> None:
    with pytest.raises(ModelFailure):
        list(saying("").stream(REQUEST))
