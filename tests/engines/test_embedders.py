"""What turns text into vectors: one contract for the offline model and for an endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.engines.openai_embedder import OpenAIEmbedder
from selfmirror.models.ports import Embedder, ModelFailure


class Endpoint(ThreadingHTTPServer):
    """An embeddings endpoint on loopback that answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.status = 200
        self.dropped = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append({**body, "key": self.headers["authorization"]})
        rows = [
            {"object": "embedding", "index": n, "embedding": [float(len(text)), 3.0]}
            for n, text in enumerate(body["input"])
        ]
        reply = json.dumps(
            {
                "object": "list",
                "model": "m",
                "data": rows[self.server.dropped :][::-1],
                "usage": {"prompt_tokens": 1, "total_tokens": 1},
            }
        ).encode()
        self.send_response(self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever)
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


def test_an_endpoint_out_of_reach_is_a_failure_of_the_model() -> None:
    with pytest.raises(ModelFailure):
        OpenAIEmbedder(None, "http://127.0.0.1:9/v1", "m").embed_query("x")
