"""The client of every OpenAI-compatible endpoint: what leaves goes to the configured address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx2 import Request
    from openai import OpenAI
    from pydantic import SecretStr

OPENAI = "https://api.openai.com/v1"
# A server that needs no key still gets the header that its protocol has.
_NO_KEY = "none"


def connect(api_key: SecretStr | None, base_url: str | None, timeout: float) -> OpenAI:
    """A client that tries once, follows no redirect and tells nothing about this machine.

    Args:
        api_key: the key; without one a placeholder is sent.
        base_url: the endpoint's address; OpenAI's own without one.
        timeout: seconds for each wait on the socket.
    """
    import httpx2
    from openai import OpenAI

    transport = httpx2.Client(
        timeout=timeout, follow_redirects=False, event_hooks={"request": [_bare]}
    )
    return OpenAI(
        api_key=(api_key.get_secret_value() if api_key else "") or _NO_KEY,
        base_url=base_url or OPENAI,
        max_retries=0,
        timeout=timeout,
        http_client=transport,
    )


def _bare(request: Request) -> None:
    """Take off what the library tells about this machine; one header steers the library itself."""
    telling = [name for name in request.headers if name.startswith("x-stainless")]
    for name in telling:
        if name != "x-stainless-raw-response":
            del request.headers[name]
