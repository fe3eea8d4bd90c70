"""What the person configured: `<home>/config.toml`, overridden by `SELFMIRROR_*`, overridden by options."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from selfmirror.errors import MirrorError, UsageError
from selfmirror.paths import Home

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChatSettings(_Section):
    """The chat model: any OpenAI-compatible endpoint."""

    model: str = "gpt-5-mini"
    timeout: Positive = 30.0


class EmbeddingSettings(_Section):
    """What turns text into vectors."""

    engine: Literal["e5", "openai", "none"] = "e5"
    model: str = "text-embedding-3-small"


class IndexSettings(_Section):
    """Where the vectors are searched: `embedded`, or the address of a Chroma server."""

    chroma: str = "embedded"


class BudgetSettings(_Section):
    """The monthly cap on what models cost, in the person's currency.

    `prices` sets or overrides what a model costs, in dollars per million tokens read and written:
    `prices."llama3.1" = [0, 0]`.
    """

    currency: str = "RUB"
    cap: Annotated[float, Field(ge=0)] = 20_000.0
    per_dollar: Positive = 90.0
    prices: dict[str, tuple[NotNegative, NotNegative]] = {}


class ImportSettings(_Section):
    """Bounds on what an import reads, in megabytes."""

    max_file_mb: Positive = 2048.0
    max_text_mb: Positive = 32.0


class NudgeSettings(_Section):
    """Whether and how often the guide may speak unasked."""

    enabled: bool = True
    daily: Annotated[int, Field(ge=0)] = 3


class Settings(BaseSettings):
    """All of it. The key and the address of the model's endpoint come from the environment alone."""

    model_config = SettingsConfigDict(
        env_prefix="SELFMIRROR_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        populate_by_name=True,
    )

    language: Literal["auto", "ru", "en"] = "auto"
    me: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    chat: ChatSettings = ChatSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    index: IndexSettings = IndexSettings()
    budget: BudgetSettings = BudgetSettings()
    imports: ImportSettings = ImportSettings()
    nudges: NudgeSettings = NudgeSettings()
    api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY", "SELFMIRROR_API_KEY")
    )
    base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_BASE_URL", "SELFMIRROR_BASE_URL")
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose place `load_settings` gives."""
        return env_settings, init_settings


def load_settings(home: Home, given: dict[str, Any] | None = None) -> Settings:
    """Read the configuration of a home, or check the given values as if they stood in its file.

    Raises:
        UsageError: the file is not TOML, or a key or value is not known; the message names it.
        MirrorError: the file is there and cannot be read.
    """
    try:
        if given is None:
            given = tomllib.loads(home.config.read_text("utf-8")) if home.config.is_file() else {}
        return Settings(**given)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{home.config} is not valid TOML: {error}") from None
    except OSError as error:
        raise MirrorError(f"{home.config} cannot be read: {error.strerror}") from None
    except SettingsError as error:
        raise UsageError(f"configuration in the environment: {error}; give it as JSON") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"configuration `{where}`: {first['msg']}; see {home.config}") from None
