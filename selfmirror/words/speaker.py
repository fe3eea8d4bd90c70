"""Whose words an utterance holds."""

from enum import StrEnum


class Speaker(StrEnum):
    """Who said it, from the person's point of view."""

    ME = "me"
    ASSISTANT = "assistant"
    OTHER = "other"
    TOOL = "tool"
