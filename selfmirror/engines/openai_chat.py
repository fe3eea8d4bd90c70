"""Chat completions from an OpenAI-compatible endpoint, streamed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from selfmirror.engines.openai_client import OPENAI, connect
from selfmirror.engines.openai_dialect import dialect_of
from selfmirror.engines.openai_faults import TRIES, pause_before, steadily, turned_down, unreached
from selfmirror.models.ports import ModelFailure, Usage
from selfmirror.models.within import Within

if TYPE_CHECKING:
    from openai import APIResponse, APIStatusError, OpenAI
    from pydantic import SecretStr

    from selfmirror.engines.openai_dialect import Dialect
    from selfmirror.models.ports import ChatRequest
    from selfmirror.settings import ChatSettings

    Response = APIResponse[Any]

_OBJECTIONS = {400, 422}
_NOT_ABOUT_FORM = {"context_length_exceeded", "content_filter", "content_policy_violation"}


class OpenAIChat:
    """Any OpenAI-compatible chat endpoint.

    The time-out bounds the whole reply, also for a server that keeps the connection alive with
    nothing. Redirects are not followed: the text goes to the configured address or nowhere.
    """

    def __init__(
        self,
        api_key: SecretStr | None,
        base_url: str | None,
        settings: ChatSettings,
        *,
        jitter: Callable[[], float] = steadily,
    ) -> None:
        """Take what calls need; nothing is opened yet.

        Args:
            api_key: the key; without one a placeholder is sent.
            base_url: the endpoint's address; OpenAI's own without one.
            settings: the model's name and the bound on a whole reply, in seconds.
            jitter: gives fractions from 0 to 1 that spread the pauses before another try.
        """
        self._api_key = api_key
        self.address = base_url or OPENAI
        self._settings = settings
        self._jitter = jitter
        self._dialect = dialect_of(settings.model, base_url)
        self._ready: float | None = None

    @property
    def name(self) -> str:
        return self._settings.model

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        """Yield the reply's text in pieces as it comes, then one `Usage` if it is known.

        Raises:
            NothingOwed: the endpoint is out of reach or turned the request down.
            ModelFailure: it refused, broke off, said nothing, or took too long.
        """
        ready = self._load()
        began = time.monotonic() if request.began is None else max(request.began, ready)
        allowed = min(self._settings.timeout, request.seconds or self._settings.timeout)
        within = Within(began + allowed, allowed)
        return within.stream(self._reply(request, within))

    def warm(self) -> None:
        """Load the library in the background, while the person reads and types."""
        threading.Thread(target=self._load, name="model library", daemon=True).start()

    def _load(self) -> float:
        """The moment from which the library was there: loading it is not the endpoint's delay."""
        import openai.resources.chat  # noqa: F401 - loaded so that a call does not have to

        if self._ready is None:
            self._ready = time.monotonic()
        return self._ready

    def _reply(self, request: ChatRequest, within: Within) -> Iterator[str | Usage]:
        import httpx2

        with connect(self._api_key, self.address, within.left) as client:
            try:
                with closing(self._opened(client, request, within)) as response:
                    yield from _read(response)
            except (httpx2.HTTPError, httpx2.StreamError):
                raise ModelFailure("the connection to the model's endpoint broke off") from None

    def _opened(self, client: OpenAI, request: ChatRequest, within: Within) -> Response:
        """The response once its head has come; tries again where that may help and time allows."""
        from openai import APIConnectionError, APIStatusError

        dialect, tries = self._dialect, 0
        failure: ModelFailure
        while not within.over:
            body = dialect.body(self.name, request)
            try:
                response: Response = client.chat.completions.with_streaming_response.create(
                    **body
                ).__enter__()
            except APIStatusError as error:
                simpler = _simpler(dialect, error, structured=request.schema is not None)
                if simpler is not None:
                    dialect = simpler
                    continue
                failure, wait = turned_down(error), pause_before(tries, error, self._jitter())
            except APIConnectionError as error:
                failure, wait = unreached(error), pause_before(tries, None, self._jitter())
            else:
                self._dialect = dialect
                return response
            tries += 1
            if wait is None or tries == TRIES or wait >= within.left:
                raise failure
            within.pause(wait)
        raise within.late()


def _read(response: Response) -> Iterator[str | Usage]:
    # Its pydantic models are built at import: not for a command that asks no model.
    from selfmirror.engines.openai_replies import read_stream, read_whole

    if "json" in response.headers.get("content-type", ""):
        return read_whole(response.text())
    return read_stream(response.iter_lines())


def _simpler(dialect: Dialect, error: APIStatusError, *, structured: bool) -> Dialect | None:
    if error.status_code not in _OBJECTIONS or error.code in _NOT_ABOUT_FORM:
        return None
    return dialect.without(f"{error.param} {error.message}", structured=structured)
