"""Letter keys that work on the Cyrillic layout too: each has the letter on the same key cap."""

from __future__ import annotations

from textual.binding import Binding

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_CYRILLIC = "йцукенгшщзфывапролдячсмить"
TWIN = dict(zip(_LATIN, _CYRILLIC, strict=True))


def letter(key: str, action: str, description: str, *, show: bool = True) -> Binding:
    """A binding on a letter and its twin; both stand in the footer."""
    return Binding(
        f"{key},{TWIN[key]}", action, description, show=show, key_display=f"{key}/{TWIN[key]}"
    )


def control(
    key: str, action: str, description: str, *, show: bool = True, priority: bool = False
) -> Binding:
    """A binding on Ctrl and a letter, whichever layout the terminal reports it in."""
    return Binding(
        f"ctrl+{key},ctrl+{TWIN[key]}",
        action,
        description,
        show=show,
        key_display=f"^{key}",
        priority=priority,
    )
