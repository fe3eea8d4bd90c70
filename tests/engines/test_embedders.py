"""What turns text into vectors: one contract for the offline model and for an endpoint."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.engines.openai_embedder import OpenAIEmbedder
from selfmirror.models.budget import Budget
from selfmirror.models.guarded import GuardedEmbedder
from selfmirror.models.ports import BrokenOff, Embedder, ModelFailure, NothingOwed
from selfmirror.settings import BudgetSettings
from selfmirror.store.database import Store
from selfmirror.store.spend import SpendLedger
from tests.fakes.clocks import FixedClock


class Endpoint(ThreadingHTTPServer):
    """An embeddings endpoint on loopback that answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.status = 200
        self.failing: deque[tuple[int, str]] = deque()
        self.dropped = 0
        self.takes = 10_000
        self.row = [3.0]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append({**body, "key": self.headers["authorization"]})
        status, said = self.server.status, "no"
        if self.server.failing:
            status, said = self.server.failing.popleft()
        elif sum(map(len, body["input"])) > self.server.takes:
            status = 413
        if status == 0:
            self.close_connection = True
            return
        rows = [
            {"object": "embedding", "index": n, "embedding": [float(len(text)), *self.server.row]}
            for n, text in enumerate(body["input"])
        ]
        reply = json.dumps(
            {"error": {"message": said}}
            if status != 200
            else {
                "object": "list",
                "model": "m",
                "data": rows[self.server.dropped :][::-1],
                "usage": {"prompt_tokens": 1, "total_tokens": 1},
            }
        ).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["e5", "openai"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "e5":
        if not E5Embedder.available():
            pytest.skip("the embedded model has no wheel here")
        return E5Embedder()
    server = request.getfixturevalue("endpoint")
    return OpenAIEmbedder(SecretStr("k"), server.address, "m")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Я хочу к морю", "", "a\x00b", "\ud800 lone"])
def test_every_text_has_a_vector_of_length_one(embedder: Embedder, text: str) -> None:
    vectors = embedder.embed_passages([text, "another"])

    assert vectors.dtype == np.float32
    assert vectors.shape == (2, len(embedder.embed_query(text)))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_the_embedded_model_finds_a_meaning_across_languages() -> None:
    if not E5Embedder.available():
        pytest.skip("the embedded model has no wheel here")
    embedder = E5Embedder()
    passages = embedder.embed_passages(
        ["I want to move to the sea", "The tax form is due on Monday"]
    )

    near, far = passages @ embedder.embed_query("хочу переехать к морю")

    assert near > far + 0.03


def test_a_model_that_cannot_be_loaded_is_a_failure_of_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: str) -> None:
        raise ImportError("no engine for this machine")

    monkeypatch.setattr("selfmirror.engines.e5_embedder.import_module", missing)
    with pytest.raises(ModelFailure, match="no engine"):
        E5Embedder().embed_query("x")


def test_the_endpoint_is_asked_in_order_with_key_and_model(endpoint: Endpoint) -> None:
    embedder = OpenAIEmbedder(SecretStr("secret"), endpoint.address, "m")
    vectors = embedder.embed_passages(["a", "bbbb"])

    np.testing.assert_allclose(vectors[1], [0.8, 0.6], atol=1e-6)
    assert endpoint.asked[0]["model"] == "m"
    assert endpoint.asked[0]["key"] == "Bearer secret"
    assert embedder.embed_passages([]).shape == (0, 0)


def test_an_endpoint_that_refuses_is_a_failure_of_the_model(endpoint: Endpoint) -> None:
    endpoint.status = 401
    with pytest.raises(ModelFailure):
        OpenAIEmbedder(None, endpoint.address, "m").embed_query("x")


def test_an_endpoint_that_drops_a_vector_is_not_believed(endpoint: Endpoint) -> None:
    endpoint.dropped = 1
    with pytest.raises(ModelFailure):
        OpenAIEmbedder(None, endpoint.address, "m").embed_passages(["a", "b"])


def steady(server: Endpoint) -> OpenAIEmbedder:
    return OpenAIEmbedder(None, server.address, "m", jitter=lambda: -0.49)


def test_an_endpoint_that_is_busy_is_asked_again_and_not_for_ever(endpoint: Endpoint) -> None:
    endpoint.failing.extend([(429, "slow down"), (503, "busy")])
    assert steady(endpoint).embed_passages(["a"]).shape == (1, 2)

    endpoint.failing.extend([(503, "a")] * 3)
    with pytest.raises(NothingOwed, match="503"):
        steady(endpoint).embed_passages(["my secret"])
    assert len(endpoint.asked) == 6


def test_what_is_too_much_at_once_is_halved_and_a_text_too_long_is_cut(endpoint: Endpoint) -> None:
    endpoint.takes = 700
    texts = ["a" * 300, "b" * 301, "c" * 302, "d" * 5000]

    vectors = steady(endpoint).embed_passages(texts)

    lengths = [300, 301, 302, 625]
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], np.array(lengths) / 3.0, rtol=1e-5)
    assert max(len(text) for one in endpoint.asked for text in one["input"]) == 5000


def test_a_server_that_calls_too_much_an_error_of_its_own_is_understood(
    endpoint: Endpoint,
) -> None:
    endpoint.failing.append((500, "input is too large to process"))
    assert steady(endpoint).embed_passages(["a", "b"]).shape == (2, 2)
    assert [len(one["input"]) for one in endpoint.asked] == [2, 1, 1]


def test_a_refusal_of_everything_ends_soon(endpoint: Endpoint) -> None:
    endpoint.status = 400
    with pytest.raises(NothingOwed):
        steady(endpoint).embed_passages(["x" * 900] * 128)
    assert len(endpoint.asked) < 12


def test_what_was_answered_before_a_refusal_is_owed(endpoint: Endpoint) -> None:
    endpoint.failing.extend([(413, "too much"), (200, ""), (401, "no key")])
    with pytest.raises(ModelFailure) as caught:
        steady(endpoint).embed_passages(["a", "b"])
    assert not isinstance(caught.value, NothingOwed)


def test_many_texts_go_in_batches_and_empty_ones_have_a_stand_in(endpoint: Endpoint) -> None:
    vectors = steady(endpoint).embed_passages(["", " \n", *["x"] * 200])

    assert vectors.shape == (202, 2)
    assert [len(one["input"]) for one in endpoint.asked] == [128, 74]
    assert all(text for one in endpoint.asked for text in one["input"])


@pytest.mark.parametrize("row", [[float("nan")], [float("inf")]])
def test_a_vector_without_a_direction_is_not_believed(endpoint: Endpoint, row: list[float]) -> None:
    endpoint.row = row
    with pytest.raises(ModelFailure, match="without a direction"):
        steady(endpoint).embed_passages(["a"])


def test_a_broken_connection_is_tried_again_only_where_it_is_paid_again(
    endpoint: Endpoint, store: Store, clock: FixedClock
) -> None:
    budget = Budget(SpendLedger(store), clock, BudgetSettings(prices={"m": (1e6, 0.0)}))
    endpoint.failing.extend([(0, "")] * 4)
    with pytest.raises(BrokenOff):
        steady(endpoint).embed_passages(["a"])
    paid = GuardedEmbedder(steady(endpoint), budget)
    with pytest.raises(BrokenOff):
        paid.embed_passages(["a"])
    twice = budget.account().spent
    endpoint.failing.clear()
    paid.embed_passages(["a"])

    assert budget.account().spent == pytest.approx(twice * 1.5)
    assert len(endpoint.asked) == 4


def test_an_endpoint_out_of_reach_is_a_failure_of_the_model() -> None:
    with pytest.raises(ModelFailure):
        OpenAIEmbedder(None, "http://127.0.0.1:9/v1", "m").embed_query("x")
