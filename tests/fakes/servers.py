"""A chat endpoint on loopback that behaves as a test tells it to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request as it came, and the means to answer it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    handler: BaseHTTPRequestHandler
    closing: threading.Event
    at: float = field(default_factory=time.monotonic)

    def head(self, status: int = 200, kind: str = "text/event-stream", **more: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Connection", "close")
        for name, value in more.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def raw(self, text: str) -> None:
        self.handler.wfile.write(text.encode("utf-8"))
        self.handler.wfile.flush()

    def event(self, document: object) -> None:
        self.raw(f"data: {json.dumps(document, ensure_ascii=False)}\n\n")

    def error(self, status: int, message: str, **more: Any) -> None:
        self.head(status, "application/json")
        self.raw(json.dumps({"error": {"message": message, **more}}))


@dataclass
class ChatServer:
    """Where it listens, what it will do next, and what it was sent.

    The queue of behaviours is used up in order; its last one stays.
    """

    url: str
    behaviours: deque[Behaviour]
    exchanges: list[Exchange] = field(default_factory=list)

    def sent(self) -> str:
        """Everything that came over the wire, as one text to look things up in."""
        return "\n".join(
            f"{e.path}\n{e.headers}\n{json.dumps(e.body, ensure_ascii=False)}"
            for e in self.exchanges
        )


def delta(text: str | None = None, finish: str | None = None, **more: Any) -> dict[str, Any]:
    """One chunk of a streamed reply."""
    words = {} if text is None else {"content": text}
    return {"choices": [{"index": 0, "delta": words | more, "finish_reason": finish}]}


def answers(reply: str | dict[str, Any], usage: tuple[int, int] | None = (120, 30)) -> Behaviour:
    """A well-behaved stream of a reply; a dict is sent as JSON."""
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)

    def behave(exchange: Exchange) -> None:
        exchange.head()
        exchange.event(delta("", role="assistant"))
        for at in range(0, len(text), 11):
            exchange.event(delta(text[at : at + 11]))
        exchange.event(delta(finish="stop"))
        if usage:
            counted = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
            exchange.event({"choices": [], "usage": counted})
        exchange.raw("data: [DONE]\n\n")

    return behave


def answers_whole(reply: str, **message: Any) -> Behaviour:
    """A server that does not know streaming."""

    def behave(exchange: Exchange) -> None:
        exchange.head(kind="application/json")
        choice = {"index": 0, "message": {"content": reply, **message}, "finish_reason": "stop"}
        exchange.raw(
            json.dumps({"choices": [choice], "usage": {"prompt_tokens": 5, "completion_tokens": 7}})
        )

    return behave


def fails(status: int, message: str = "no", **more: Any) -> Behaviour:
    """An HTTP error with a JSON body."""
    return lambda exchange: exchange.error(status, message, **more)


def redirects(to: str) -> Behaviour:
    """A redirect that keeps the method and the body."""
    return lambda exchange: exchange.head(307, "text/plain", Location=to)


def hangs(exchange: Exchange) -> None:
    """Takes the request and never says a word."""
    exchange.closing.wait(30)


def drips(exchange: Exchange) -> None:
    """Keeps the connection alive with comments for ever."""
    exchange.head()
    while not exchange.closing.wait(0.02):
        exchange.raw(": still thinking\n\n")


def stops_halfway(exchange: Exchange) -> None:
    """Ends cleanly in the middle of a reply."""
    exchange.head()
    exchange.event(delta('{"reasoning": "so'))


def hangs_up_halfway(exchange: Exchange) -> None:
    """Promises more bytes than it sends."""
    exchange.head(Content_Length="5000")
    exchange.event(delta("so far"))


def stalls_halfway(exchange: Exchange) -> None:
    """Says half of it, then nothing, and keeps the line open."""
    stops_halfway(exchange)
    exchange.closing.wait(30)


def floods(exchange: Exchange) -> None:
    """Never stops talking."""
    exchange.head()
    while not exchange.closing.is_set():
        exchange.event(delta("word " * 2000))
        time.sleep(0)


def talks_nonsense(exchange: Exchange) -> None:
    """Sends events that are not JSON."""
    exchange.head()
    exchange.raw("data: {not json\n\ndata: [DONE]\n\n")


def has_the_wrong_shape(exchange: Exchange) -> None:
    """Sends JSON of another protocol."""
    exchange.head()
    exchange.event({"choices": "many", "usage": 3})


def says_nothing(exchange: Exchange) -> None:
    """A stream that ends well without a word."""
    exchange.head()
    exchange.event(delta(finish="stop"))
    exchange.raw("data: [DONE]\n\n")


def refuses(exchange: Exchange) -> None:
    """The protocol's own refusal."""
    exchange.head()
    exchange.event(delta(refusal="I cannot help with that."))
    exchange.event(delta(finish="stop"))
    exchange.raw("data: [DONE]\n\n")


def reports_an_error(exchange: Exchange) -> None:
    """An error in the middle of the stream."""
    exchange.head()
    exchange.event(delta("so "))
    exchange.event({"error": {"message": "overloaded"}})


def ends_with(finish: str) -> Behaviour:
    """A reply that ends for another reason than being done."""

    def behave(exchange: Exchange) -> None:
        exchange.head()
        exchange.event(delta("so far"))
        exchange.event(delta(finish=finish))
        exchange.raw("data: [DONE]\n\n")

    return behave


@contextmanager
def chat_server(*behaviours: Behaviour) -> Iterator[ChatServer]:
    """Serve on a free port of loopback until the block ends."""
    closing = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    served = ChatServer(f"http://127.0.0.1:{server.server_address[1]}/v1", deque(behaviours))
    server.served = served  # type: ignore[attr-defined]
    server.closing = closing  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield served
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join(2)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        served: ChatServer = self.server.served  # type: ignore[attr-defined]
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length) or b"{}")
        headers = {name.lower(): value for name, value in self.headers.items()}
        exchange = Exchange(self.path, headers, body, self, self.server.closing)  # type: ignore[attr-defined]
        served.exchanges.append(exchange)
        behave = served.behaviours.popleft() if len(served.behaviours) > 1 else served.behaviours[0]
        try:
            behave(exchange)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its signature
        """Stay quiet."""
