"""What models cost, and how dear a request can become."""

import pytest

from selfmirror.models.ports import Usage
from selfmirror.models.prices import (
    PRICES,
    UNKNOWN_MODEL,
    Price,
    plausible,
    price_of,
    tokens_at_most,
)


@pytest.mark.parametrize(
    "name", ["gpt-5-mini", "openai/gpt-5-mini", "gpt-5-mini-2025-08-07", "GPT-5-mini-latest"]
)
def test_a_model_is_known_by_any_of_its_names(name: str) -> None:
    assert price_of(name, {}) == PRICES["gpt-5-mini"]


@pytest.mark.parametrize("name", ["gpt-5-pro", "my-own", ""])
def test_an_unknown_model_is_taken_for_a_dear_one(name: str) -> None:
    assert price_of(name, {}) == UNKNOWN_MODEL
    assert all(price.out <= UNKNOWN_MODEL.out for price in PRICES.values())


def test_the_persons_own_prices_win() -> None:
    assert price_of("llama3.1", {"llama3.1": (0.0, 0.0)}) == Price(0.0, 0.0)
    assert price_of("x/gpt-5-2025-01-01", {"gpt-5": (1.0, 2.0)}) == Price(1.0, 2.0)


def test_a_million_tokens_cost_their_price() -> None:
    assert Price(2.0, 8.0).of(1_000_000, 500_000) == pytest.approx(6.0)


def test_the_bound_holds_for_both_languages() -> None:
    english = "I keep returning to the same unfinished book every spring."
    russian = "Каждую весну я возвращаюсь к одной и той же книге."
    assert tokens_at_most([english]) >= len(english.split()) * 1.5
    assert tokens_at_most([russian]) >= len(russian.split()) * 3


def test_a_count_that_cannot_be_is_not_believed() -> None:
    assert plausible(Usage(1, 0))
    assert not plausible(Usage(0, 0))
    assert not plausible(Usage(-5, 10))
