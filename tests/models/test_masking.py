"""Secrets are masked by their shape and by the word before them; diary text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.models.masking import mask_secrets

# Put together here, so that no scanner takes this file for a leak.
OPENAI_KEY = "sk-" + "proj-" + "Ab3dEf9hIj2kLm5nOp8q"
GITHUB = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2"
AWS = "AKIA" + "IOSFODNN7EXAMPLE"
JWT = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0" + ".dBjftJeZ4CVPmB92K27u"
TELEGRAM = "123456789:" + "AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
PEM = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    "secret",
    [OPENAI_KEY, GITHUB, AWS, JWT, TELEGRAM, PEM, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"],
    ids=["openai", "github", "aws", "jwt", "telegram", "pem", "hex"],
)
@pytest.mark.parametrize("sentence", ["Saved it: {} and left.", "вот он,\n{}\nне потерять"])
def test_a_secret_with_a_shape_is_masked_wherever_it_stands(secret: str, sentence: str) -> None:
    masked = mask_secrets(sentence.format(secret))
    assert secret not in masked
    assert "[masked: " in masked
    before, after = sentence.split("{}")
    assert masked.startswith(before)
    assert masked.endswith(after)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password: hunter2", "hunter2"),
        ("Password = hunter2, then home", "hunter2"),
        ("пароль: синийкит7", "синийкит7"),
        ("Пароль от почты: синийкит7", "синийкит7"),
        ("поменял пароль от роутера — синийкит7.", "синийкит7"),
        ("my password for the bank is hunter2", "hunter2"),
        ("мой пароль это синийкит7", "синийкит7"),
        ("Passphrase: correct horse battery staple", "staple"),
        ("- **PIN**: 4821", "4821"),
        ("пин-код: 4821", "4821"),
        ('{"api_key": "abc123secret"}', "abc123secret"),
        ("API_KEY=abc123secret", "abc123secret"),
        ("export MY_TOKEN=abc123secret", "abc123secret"),
        ("Authorization: Bearer abcdef123456789", "abcdef123456789"),
        ("git clone https://me:hunter2@example.org/x", "hunter2"),
        ("https://example.org/?access_token=abc123secret&x=1", "abc123secret"),
        ("password: «синий кит»", "кит"),
        ("seed phrase: witch collapse practice feed", "practice"),
    ],
)
def test_what_follows_the_word_for_a_secret_is_masked(text: str, secret: str) -> None:
    assert secret not in mask_secrets(text)


@pytest.mark.parametrize("card", ["4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004"])
def test_a_card_number_is_masked(card: str) -> None:
    assert mask_secrets(f"карта {card}, до мая") == "карта [masked: card number], до мая"


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112 is no card",
        "Позвонить +7 495 123-45-67 завтра, 2026-05-10 в 21:30",
        "Ключ к разгадке: не бояться. Секрет: просто идти.",
        "I passed the exam; the token gesture was kind.",
        "Forgot my password again and felt stupid.",
        "https://example.org/a/b?page=2",
        "I want to finish the book",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert mask_secrets(text) == text


@given(st.text(alphabet="ab1 :=-—'\"\n[]парольPINpassword4k_sk", max_size=80))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once) == once


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_key_between_any_words_never_survives(before: str, after: str) -> None:
    assert OPENAI_KEY not in mask_secrets(f"{before} {OPENAI_KEY} {after}")
