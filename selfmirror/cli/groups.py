"""Command groups: one that imports its commands late, and one with a command that needs no name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import typer
from typer.core import TyperGroup

from selfmirror.cli.registry import COMMANDS

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from typer._click import Command, Context, HelpFormatter

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(TyperGroup):
    """The root: a command's module is imported when the command is run, not for `--help`."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            # The names are what the parser proposes for a misspelt one.
            self.commands = cast("MutableMapping[str, Command]", dict.fromkeys(COMMANDS))
            return None
        module = import_module(f"selfmirror.cli.{entry.module}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


class DefaultGroup(TyperGroup):
    """A group that runs its command named `default` when the first word names no other.

    `import DIR` is `import default DIR`, beside `import list`; the default's own help is shown too.
    """

    default = "default"

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        named = bool(args) and (args[0] in self.commands or args[0] in {"-h", "--help"})
        return super().parse_args(ctx, args if named else [self.default, *args])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        command = self.commands[self.default]
        command.format_help(
            typer.Context(
                cast("typer.core.TyperCommand", command), parent=ctx.parent, info_name=ctx.info_name
            ),
            formatter,
        )
        others = [
            (name, c.get_short_help_str(80))
            for name, c in self.commands.items()
            if name != self.default
        ]
        if others:
            with formatter.section("Commands"):
                formatter.write_dl(others)


def command_app(*, group: type[TyperGroup] | None = None) -> typer.Typer:
    """A Typer app for one command file, with the house's settings."""
    return typer.Typer(
        cls=group,
        context_settings=CONTEXT,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
