"""What models cost, in dollars per million tokens, and how dear a request can become."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.models.ports import Usage


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens read (`into`) and written (`out`)."""

    into: float
    out: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Dollars for so many tokens."""
        return (tokens_in * self.into + tokens_out * self.out) / 1_000_000


PRICES: Mapping[str, Price] = {
    "gpt-5": Price(1.25, 10.0),
    "gpt-5-mini": Price(0.25, 2.0),
    "gpt-5-nano": Price(0.05, 0.4),
    "gpt-4.1": Price(2.0, 8.0),
    "gpt-4.1-mini": Price(0.4, 1.6),
    "gpt-4.1-nano": Price(0.1, 0.4),
    "gpt-4o": Price(2.5, 10.0),
    "gpt-4o-mini": Price(0.15, 0.6),
    "o3": Price(2.0, 8.0),
    "o3-mini": Price(1.1, 4.4),
    "o4-mini": Price(1.1, 4.4),
    "claude-opus-4": Price(15.0, 75.0),
    "claude-sonnet-4": Price(3.0, 15.0),
    "claude-sonnet-4-5": Price(3.0, 15.0),
    "claude-haiku-4-5": Price(1.0, 5.0),
    "gemini-2.5-pro": Price(1.25, 10.0),
    "gemini-2.5-flash": Price(0.3, 2.5),
    "gemini-2.5-flash-lite": Price(0.1, 0.4),
    "deepseek-chat": Price(0.28, 1.1),
    "deepseek-reasoner": Price(0.55, 2.2),
    "text-embedding-3-small": Price(0.02, 0.0),
    "text-embedding-3-large": Price(0.13, 0.0),
}
"""List prices of well-known models; `budget.prices` in the configuration overrides them."""

UNKNOWN_MODEL = Price(15.0, 75.0)
"""A model that no table knows is taken for a dear one, so that the cap holds."""

_EDITION = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)\Z")


def price_of(model: str, given: Mapping[str, tuple[float, float]]) -> Price:
    """The price of a model, its maker's prefix and its edition's date set aside.

    Args:
        model: as the endpoint names it: `gpt-5-mini`, `openai/gpt-5-mini-2025-08-07`.
        given: the person's own prices, which win.
    """
    bare = _EDITION.sub("", model.rsplit("/", 1)[-1].lower())
    for name in (model, bare):
        if name in given:
            return Price(*given[name])
    return PRICES.get(bare, UNKNOWN_MODEL)


def tokens_at_most(texts: Sequence[str]) -> int:
    """A bound on the tokens of some texts: one for two bytes of UTF-8, and a few for each text.

    Today's tokenisers need about one for four Latin or three Cyrillic letters; the bound is
    twice that, since it holds money back only until the call is settled.
    """
    return sum(len(text.encode("utf-8", "replace")) // 2 + 8 for text in texts)


def plausible(usage: Usage) -> bool:
    """Whether an endpoint's count can be believed at all."""
    return usage.tokens_in >= 0 and usage.tokens_out >= 0 and usage.tokens_in + usage.tokens_out > 0
