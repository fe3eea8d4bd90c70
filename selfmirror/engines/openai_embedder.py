"""Embeddings from an OpenAI-compatible endpoint."""

from __future__ import annotations

from pydantic import SecretStr


class OpenAIEmbedder:
    """Vectors of any OpenAI-compatible embeddings endpoint."""

    def __init__(self, api_key: SecretStr | None, base_url: str | None, model: str) -> None:
        self._api_key = api_key
        self._base_url = base_url
        self.name = model
