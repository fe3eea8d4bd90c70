"""What the errors of an OpenAI-compatible endpoint mean, and when another try may help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.models.ports import BrokenOff, ModelFailure, NothingOwed

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError

TRIES = 3

_PAUSE = 0.25
_TRANSIENT = {408, 409, 429, 500, 502, 503, 504, 529}
_MEANINGS = {
    401: "the key was not accepted",
    403: "the key may not do this",
    404: "no such model or address",
    429: "too many requests, or no quota left",
}


def steadily() -> float:
    """The middle of all fractions, where no chance is given."""
    return 0.5


def pause_before(tries: int, error: APIStatusError | None, fraction: float) -> float | None:
    """Seconds before another try, longer each time; None where another would be no use.

    Args:
        tries: how many there were before the one that failed.
        error: what the endpoint answered, None where it could not be asked.
        fraction: from 0 to 1, spreads the pauses.
    """
    pause: float = _PAUSE * 2**tries * (0.5 + fraction)
    if error is None:
        return pause
    if error.status_code not in _TRANSIENT or error.code == "insufficient_quota":
        return None
    return max(pause, _asked_wait(error.response.headers.get("retry-after", "")))


def turned_down(error: APIStatusError) -> NothingOwed:
    """An answer that is an error, in words of our own: the endpoint's may repeat what was sent."""
    status = error.status_code
    meaning = _MEANINGS.get(status) or (
        "it redirects elsewhere, which is not followed" if status < 400 else "try later"
    )
    return NothingOwed(f"the model's endpoint answered {status}: {meaning}")


def unreached(error: APIConnectionError) -> ModelFailure:
    """No answer: nothing is owed only where no connection came about."""
    import httpx2

    if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
        return NothingOwed("the model's endpoint cannot be reached")
    return BrokenOff("the connection to the model's endpoint broke off")


def _asked_wait(header: str) -> float:
    try:
        return max(float(header), 0.0)
    except ValueError:
        return 0.0
