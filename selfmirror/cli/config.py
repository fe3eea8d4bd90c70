"""`config`: where it is, what it says, and setting a key."""

from __future__ import annotations

import json
import tomllib
from typing import Annotated, Any

import typer

from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import home_of
from selfmirror.cli.output import write_json, write_line, write_table
from selfmirror.errors import ExitCode, UsageError
from selfmirror.paths import write_atomically
from selfmirror.settings import check_key, load_settings, read_file

app = command_app()


@app.callback(no_args_is_help=False)
def config() -> None:
    """Show and set the configuration."""


@app.command("path")
def path(ctx: typer.Context) -> int:
    """Print the path of the configuration file.

    Example: selfmirror config path
    """
    write_line(str(home_of(ctx).config))
    return ExitCode.DONE


@app.command("show")
def show(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Print what is in force; keys are never shown.

    Example: selfmirror config show
    """
    values = load_settings(home_of(ctx)).model_dump(mode="json")
    for key in ("api_key", "chroma_key"):
        values[key] = "set" if values[key] else None
    if as_json:
        write_json(values)
    else:
        write_table(("key", "value"), sorted(_flat(values).items()))
    return ExitCode.DONE


@app.command("set", context_settings={"ignore_unknown_options": True})
def set_value(ctx: typer.Context, key: str, value: str) -> int:
    """Set one key, such as `budget.cap` or `language`.

    Example: selfmirror config set budget.cap 5000
    """
    import tomli_w

    if key in {"api_key", "base_url", "chroma_key"}:
        raise UsageError(
            "keys and the model's address are taken from OPENAI_API_KEY, CHROMA_API_KEY and OPENAI_BASE_URL alone"
        )
    home = home_of(ctx)
    given = read_file(home)
    _put(given, key.split("."), _parsed(value))
    check_key(given, key)
    write_atomically(home.config, tomli_w.dumps(given))
    write_line(f"{key} = {value}")
    return ExitCode.DONE


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
    return flat


def _parsed(value: str) -> Any:
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value


def _put(values: dict[str, Any], keys: list[str], value: Any) -> None:
    *sections, last = keys
    for section in sections:
        values = values.setdefault(section, {})
        if not isinstance(values, dict):
            raise UsageError(f"`{section}` is not a section of the configuration")
    values[last] = value
