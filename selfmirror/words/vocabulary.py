"""Word lists written as text, which reads and changes better than one quoted word a line."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text separated by white space."""
    return frozenset(text.split())


def word_pairs(text: str) -> dict[str, str]:
    """What each `from/to` of a text leads to."""
    return dict(pair.split("/") for pair in text.split())
