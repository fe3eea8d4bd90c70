"""How the person answers a proposed insight, in either language."""

YES = frozenset({"y", "yes", "д", "да"})
NO = frozenset({"n", "no", "н", "нет"})
EDIT = frozenset({"e", "edit", "е", "и"})


def understood(answer: str) -> bool:
    """Whether an answer decides: a yes, a no, or an edit with its new text."""
    word, _, rest = answer.strip().partition(" ")
    return word.casefold() in YES | NO or (word.casefold() in EDIT and bool(rest.strip()))
