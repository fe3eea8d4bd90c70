"""Chat completions from an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfmirror.models.ports import ModelFailure

if TYPE_CHECKING:
    from pydantic import SecretStr

    from selfmirror.models.ports import ChatRequest, Usage
    from selfmirror.settings import ChatSettings


class OpenAIChat:
    """Any OpenAI-compatible chat endpoint."""

    def __init__(
        self, api_key: SecretStr | None, base_url: str | None, settings: ChatSettings
    ) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self._settings = settings

    @property
    def name(self) -> str:
        return self._settings.model

    def stream(self, request: ChatRequest) -> Iterator[str | Usage]:
        raise ModelFailure("the model's endpoint is not wired yet")
