"""Secrets are masked before any text leaves the machine.

Found by their shape: private keys, keys and tokens of well-known makers, long random strings, card
numbers that pass the Luhn check, passwords in addresses, and whatever follows a word such as
`password:` or «пароль:».
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)

_TOKEN = re.compile(
    r"(?<![\w-])(?:"
    r"sk-[\w-]{16,}"  # OpenAI, Anthropic, OpenRouter
    r"|[srp]k_(?:live|test)_\w{16,}"  # Stripe
    r"|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}"
    r"|xox[abeoprs]-[\w-]{10,}"  # Slack
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}"  # AWS
    r"|AIza[\w-]{30,}|ya29\.[\w-]{20,}"  # Google
    r"|hf_\w{20,}|npm_\w{20,}|pypi-[\w-]{20,}|gsk_\w{20,}|tgp_\w{20,}"
    r"|\d{8,10}:[\w-]{35}"  # Telegram bots
    r"|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # JSON web tokens
    r"|[0-9a-fA-F]{32,}"
    r"|(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{32,}"
    r")"
)

_BEARER = re.compile(r"(?i)(\b(?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{12,})")

_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@]+:)([^\s/@]+)(@)", re.IGNORECASE)

_CARD = re.compile(r"(?<![\d-])\d(?:[ \u00a0-]?\d){12,18}(?![\d-])")

_LABEL = (
    r"(?:pass(?:word|wd|phrase|code)?|pwd|pin(?:[ -]?code)?|cvv2?|cvc2?"
    r"|(?:api|access|secret|private|auth|client)[ _-]?(?:key|token|secret)|token|secret[ _-]?key"
    r"|парол[ьяюе]м?|пин(?:[ -]?код)?|токен|ключ\s+api|api[ -]?ключ|(?:секретный|закрытый|приватный)\s+ключ"
    r"|кодов(?:ое\s+слово|ая\s+фраза)|сид[ -]?фраза|seed(?:[ -]phrase)?|recovery\s+(?:phrase|code))"
)
_OF_WHAT = r"(?:\s+(?:for|to|of|from|от|для|к|на|в)\s+[^\s:=]{1,40}(?:\s+[^\s:=.,;!?—–-]{1,30})?)?"
_SAYS = r"(?:\s*[:=]\s*|\s+[—–-]\s+|\s+(?:is|was|это)\s+)"
_QUOTED = r"\"[^\"\n]+\"|'[^'\n]+'|«[^»\n]+»|“[^”\n]+”|`[^`\n]+`"

# At the start of a line the whole rest of it is the secret: a passphrase may have spaces.
_LABELLED_LINE = re.compile(
    rf"(?im)^([^\S\n]*(?:[-*+>][^\S\n]+)?(?:\*\*|__)?{_LABEL}{_OF_WHAT}(?:\*\*|__)?[^\S\n]*[:=](?:\*\*|__)?[^\S\n]*)(?!\[masked)(\S[^\n]*)$"
)
_LABELLED = re.compile(
    rf"(?i)((?<![^\W_]){_LABEL}[\"']?{_OF_WHAT}{_SAYS})(?!\[masked)({_QUOTED}|[^\s,;]+)"
)


def mask_secrets(text: str) -> str:
    """The text with `[masked: …]` in place of every secret found; masking twice changes nothing."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _mark(kind: str) -> str:
    return f"[masked: {kind}]"


def _card(found: re.Match[str]) -> str:
    digits = [int(sign) for sign in found.group() if sign.isdigit()]
    return _mark("card number") if _luhn(digits) else found.group()


def _luhn(digits: list[int]) -> bool:
    """The check of ISO/IEC 7812-1: every second digit from the right doubled, nines cast out."""
    doubled = [
        digit if place % 2 == 0 else sum(divmod(digit * 2, 10))
        for place, digit in enumerate(reversed(digits))
    ]
    return any(digits) and sum(doubled) % 10 == 0


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_PRIVATE_KEY, _mark("private key")),
    (_LABELLED_LINE, rf"\1{_mark('secret')}"),
    (_LABELLED, rf"\1{_mark('secret')}"),
    (_IN_ADDRESS, rf"\1{_mark('secret')}\3"),
    (_BEARER, rf"\1{_mark('token')}"),
    (_TOKEN, _mark("token")),
    (_CARD, _card),
)
