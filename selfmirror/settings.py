"""What the person configured: `<home>/config.toml`, overridden by `SELFMIRROR_*`, overridden by options."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from selfmirror.errors import MirrorError, UsageError
from selfmirror.paths import Home

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


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


class SearchSettings(_Section):
    """How `ask` and sessions look things up: with `rerank` the chat model orders what was found."""

    rerank: bool = False


class IndexSettings(_Section):
    """Where the vectors are searched: `embedded`, or the address of a Chroma server or of its cloud.

    There they lie in one database of one tenant; the cloud's key comes from `CHROMA_API_KEY`.
    """

    chroma: str = "embedded"
    tenant: str = "default_tenant"
    database: str = "default_database"


class BudgetSettings(_Section):
    """The monthly cap on what models cost, in the person's currency.

    `prices` sets or overrides what a model costs, in dollars per million tokens read and written:
    `prices."llama3.1" = [0, 0]`.
    """

    currency: str = "RUB"
    cap: NotNegative = 20_000.0
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
    """All of it. Keys, and the address of the model's endpoint, come from the environment alone."""

    model_config = SettingsConfigDict(
        env_prefix="SELFMIRROR_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        populate_by_name=True,
    )

    heeds_environment: ClassVar[bool] = True

    language: Literal["auto", "ru", "en"] = "auto"
    me: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    chat: ChatSettings = ChatSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    search: SearchSettings = SearchSettings()
    index: IndexSettings = IndexSettings()
    budget: BudgetSettings = BudgetSettings()
    imports: ImportSettings = ImportSettings()
    nudges: NudgeSettings = NudgeSettings()
    api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY", "SELFMIRROR_API_KEY")
    )
    chroma_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("CHROMA_API_KEY", "SELFMIRROR_CHROMA_KEY")
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
        return (env_settings, init_settings) if cls.heeds_environment else (init_settings,)


class _Alone(Settings):
    """The file's values by themselves, whatever the environment says."""

    heeds_environment: ClassVar[bool] = False


def read_file(home: Home) -> dict[str, Any]:
    """What stands in a home's configuration file, known or not; nothing where there is no file.

    Raises:
        UsageError: the file is not TOML.
        MirrorError: the file is there and cannot be read.
    """
    try:
        return tomllib.loads(home.config.read_text("utf-8")) if home.config.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{home.config} is not valid TOML: {error}") from None
    except OSError as error:
        raise MirrorError(f"{home.config} cannot be read: {error.strerror}") from None


def load_settings(home: Home) -> Settings:
    """Read the configuration of a home, the environment before its file.

    Raises:
        UsageError: the file is not TOML, or a key or value is not known; the message names it.
        MirrorError: the file is there and cannot be read.
    """
    try:
        return Settings(**read_file(home))
    except SettingsError as error:
        raise UsageError(f"configuration in the environment: {error}; give it as JSON") from None
    except ValidationError as error:
        raise UsageError(f"{_first_fault(error)}; see {home.config}") from None


def check_key(given: dict[str, Any], key: str) -> None:
    """See whether the key in the given values is one and its value can be, whatever else they hold.

    Raises:
        UsageError: it is not known or its value cannot be.
    """
    try:
        _Alone(**given)
    except ValidationError as error:
        path = tuple(key.split("."))
        for fault in error.errors():
            where = tuple(str(part) for part in fault["loc"])
            if where[: len(path)] == path[: len(where)]:
                raise UsageError(_told(fault)) from None


def _first_fault(error: ValidationError) -> str:
    return _told(error.errors()[0])


def _told(fault: ErrorDetails) -> str:
    return f"configuration `{'.'.join(map(str, fault['loc']))}`: {fault['msg']}"
