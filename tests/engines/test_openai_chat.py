"""The chat engine against real HTTP on loopback, with servers that behave well and badly."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from pydantic import SecretStr

from selfmirror.engines.openai_chat import OpenAIChat
from selfmirror.engines.openai_client import OPENAI
from selfmirror.engines.openai_dialect import dialect_of
from selfmirror.models.ports import ChatRequest, Message, ModelFailure, NothingOwed, Usage
from selfmirror.settings import ChatSettings
from tests.fakes import servers
from tests.fakes.servers import Behaviour, ChatServer, answers, chat_server, fails

SCHEMA = {
    "type": "object",
    "properties": {"reply": {"type": "string"}},
    "required": ["reply"],
    "additionalProperties": False,
}
DIARY = "I hid the letter under the floor"


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """The library is there: loading it is no part of an endpoint's time-out."""
    import openai.resources.chat  # noqa: F401


def engine(server: ChatServer, timeout: float = 20.0, key: str | None = "sk-test") -> OpenAIChat:
    secret = SecretStr(key) if key else None
    settings = ChatSettings(model="small", timeout=timeout)
    return OpenAIChat(secret, server.url, settings, jitter=lambda: 0.0)


def request(*, structured: bool = False) -> ChatRequest:
    return ChatRequest("guide", (Message("user", DIARY),), SCHEMA if structured else None, 100)


def test_a_stream_comes_in_pieces_and_ends_with_its_usage() -> None:
    with chat_server(answers("Ты писал это в марте, дважды.")) as server:
        *pieces, usage = engine(server).stream(request())
    assert len(pieces) > 1
    assert "".join(str(piece) for piece in pieces) == "Ты писал это в марте, дважды."
    assert usage == Usage(120, 30)


def test_usage_that_is_not_sent_is_not_made_up() -> None:
    with chat_server(answers("yes", usage=None)) as server:
        assert list(engine(server).stream(request())) == ["yes"]


def test_a_server_that_ignores_streaming_is_read_whole() -> None:
    with chat_server(servers.answers_whole("All at once.")) as server:
        assert list(engine(server).stream(request())) == ["All at once.", Usage(5, 7)]


def test_the_request_names_model_limit_schema_and_key() -> None:
    with chat_server(answers({"reply": "yes"})) as server:
        list(engine(server).stream(request(structured=True)))
    (exchange,) = server.exchanges
    assert exchange.path == "/v1/chat/completions"
    assert exchange.headers["authorization"] == "Bearer sk-test"
    assert exchange.body["model"] == "small"
    assert exchange.body["max_tokens"] == 100
    assert exchange.body["stream"] is True
    assert exchange.body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_an_address_without_a_key_gets_a_placeholder() -> None:
    with chat_server(answers("yes")) as server:
        list(engine(server, key=None).stream(request()))
    assert server.exchanges[0].headers["authorization"] == "Bearer none"


def test_the_library_tells_nothing_about_the_machine() -> None:
    with chat_server(answers("yes")) as server:
        list(engine(server).stream(request()))
    telling = {name for name in server.exchanges[0].headers if "stainless" in name}
    assert telling <= {"x-stainless-raw-response"}


def test_openai_itself_is_the_address_where_none_is_given() -> None:
    chat = OpenAIChat(SecretStr("sk-test"), None, ChatSettings())
    assert chat.address == OPENAI
    dialect = dialect_of(chat.name, None)
    body = dialect.body(chat.name, request())
    assert body["max_completion_tokens"] == 100
    assert body["reasoning_effort"] == "low"
    plainer = dialect.without("Unknown parameter: reasoning_effort", structured=False)
    assert plainer is not None
    assert "reasoning_effort" not in plainer.body(chat.name, request())
    assert plainer.without("something else", structured=False) is None


@pytest.mark.parametrize(
    ("objections", "last_format", "worded"),
    [
        (
            [fails(400, "json_schema is not supported", param="response_format")],
            "json_object",
            True,
        ),
        ([fails(400, "unknown response_format"), fails(422, "response_format")], None, True),
        ([fails(400, "Unknown field: stream_options")], "json_schema", False),
    ],
)
def test_a_server_that_objects_to_a_parameter_is_asked_without_it(
    objections: list[Behaviour], last_format: str | None, *, worded: bool
) -> None:
    with chat_server(*objections, answers({"reply": "yes"})) as server:
        chat = engine(server)
        list(chat.stream(request(structured=True)))
        tries = len(server.exchanges)
        list(chat.stream(request(structured=True)))
    assert len(server.exchanges) == tries + 1, "what was learned of the server is kept"
    body = server.exchanges[-1].body
    assert body.get("response_format", {}).get("type") == last_format
    assert ("JSON schema" in body["messages"][-1]["content"]) is worded


def test_a_server_with_the_other_name_for_the_limit_is_understood() -> None:
    objection = fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.")
    with chat_server(objection, answers("yes")) as server:
        list(engine(server).stream(request()))
    assert server.exchanges[-1].body["max_completion_tokens"] == 100
    assert "max_tokens" not in server.exchanges[-1].body


def test_an_objection_to_the_text_is_not_asked_again() -> None:
    too_long = fails(400, f"too long: {DIARY}", code="context_length_exceeded")
    with chat_server(too_long) as server, pytest.raises(NothingOwed) as caught:
        list(engine(server).stream(request(structured=True)))
    assert len(server.exchanges) == 1
    assert DIARY not in str(caught.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_trouble_is_tried_again(status: int) -> None:
    with chat_server(fails(status), answers("yes", usage=None)) as server:
        assert list(engine(server).stream(request())) == ["yes"]


def test_a_trouble_that_does_not_pass_is_tried_three_times() -> None:
    with chat_server(fails(502)) as server, pytest.raises(NothingOwed, match="502"):
        list(engine(server).stream(request()))
    assert len(server.exchanges) == 3


@pytest.mark.parametrize(
    ("status", "code"), [(401, None), (404, None), (429, "insufficient_quota")]
)
def test_a_lasting_trouble_is_not_tried_again(status: int, code: str | None) -> None:
    with chat_server(fails(status, code=code)) as server, pytest.raises(NothingOwed):
        list(engine(server).stream(request()))
    assert len(server.exchanges) == 1


def test_a_wait_asked_for_beyond_the_time_out_ends_the_call_at_once() -> None:
    def later(exchange: servers.Exchange) -> None:
        exchange.head(429, "application/json", Retry_After="60")

    began = time.monotonic()
    with chat_server(later) as server, pytest.raises(NothingOwed):
        list(engine(server).stream(request()))
    assert time.monotonic() - began < 1


def test_a_redirect_is_not_followed() -> None:
    with chat_server(answers("stolen")) as elsewhere:
        away = servers.redirects(f"{elsewhere.url}/chat/completions")
        with chat_server(away) as server, pytest.raises(NothingOwed, match="redirects"):
            list(engine(server).stream(request()))
    assert elsewhere.exchanges == []


def test_an_address_where_nobody_listens_owes_nothing() -> None:
    with chat_server(answers("yes")) as server:
        closed = server
    with pytest.raises(NothingOwed, match="cannot be reached"):
        list(engine(closed).stream(request()))


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (servers.stops_halfway, "broke off"),
        (servers.hangs_up_halfway, "broke off"),
        (servers.talks_nonsense, "not a reply"),
        (servers.has_the_wrong_shape, "not a reply"),
        (servers.says_nothing, "empty"),
        (servers.refuses, "refused"),
        (servers.reports_an_error, "reported an error"),
        (servers.floods, "does not end"),
        pytest.param(servers.ends_with("length"), "length limit", id="length"),
        pytest.param(servers.ends_with("content_filter"), "filtered", id="filter"),
        pytest.param(servers.answers_whole(""), "empty", id="empty"),
        pytest.param(servers.answers_whole("", refusal="no"), "refused", id="refusal"),
    ],
)
def test_a_misbehaving_server_is_a_failure_in_one_line(behaviour: Behaviour, reason: str) -> None:
    with chat_server(behaviour) as server, pytest.raises(ModelFailure, match=reason) as caught:
        list(engine(server).stream(request()))
    assert "\n" not in str(caught.value)
    assert DIARY not in str(caught.value)


@pytest.mark.parametrize("behaviour", [servers.hangs, servers.drips, servers.stalls_halfway])
def test_the_time_out_bounds_the_whole_reply(behaviour: Behaviour) -> None:
    began = time.monotonic()
    with chat_server(behaviour) as server, pytest.raises(ModelFailure, match=r"within 0\.3 s"):
        list(engine(server, timeout=0.3).stream(request()))
    assert time.monotonic() - began < 0.8


@pytest.mark.slow
def test_a_second_question_of_a_turn_shares_the_first_ones_time() -> None:
    with chat_server(answers("yes")) as server:
        chat = engine(server, timeout=1.0)
        list(chat.stream(request()))
        began = time.monotonic()
        time.sleep(1.0)
        late = ChatRequest("guide", (Message("user", "x"),), began=began)
        with pytest.raises(ModelFailure, match="within 1 s"):
            list(chat.stream(late))
    assert len(server.exchanges) == 1


def test_a_reader_that_goes_away_ends_the_call() -> None:
    with chat_server(servers.floods) as server:
        pieces = engine(server).stream(request())
        assert isinstance(next(iter(pieces)), str)
        pieces.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_pauses_grow_and_spread_by_the_given_chance() -> None:
    def gaps(chance: float) -> list[float]:
        with chat_server(fails(503), fails(503), answers("yes")) as server:
            settings = ChatSettings(timeout=20)
            list(OpenAIChat(None, server.url, settings, jitter=lambda: chance).stream(request()))
        return [later.at - sooner.at for sooner, later in pairwise(server.exchanges)]

    first, second = gaps(0.0)
    assert 0.12 <= first < second
    assert min(gaps(0.5)) > first
