"""Writes docs/cli.md from what `--help` says, so that the page cannot go stale.

python -m tests.cli.reference docs/cli.md
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperGroup
from typer.testing import CliRunner

from selfmirror.cli.app import app
from selfmirror.cli.registry import COMMANDS

HEAD = """# The commands

Written from `--help` by `make docs`; a test keeps it so. Exit codes: 0 done, 1 failed, 2 wrong usage,
3 done in part, 4 the store is busy, 5 the spending cap is reached, 130 interrupted.
"""


def help_of(*words: str) -> str:
    """What `selfmirror WORDS --help` prints at 100 columns."""
    runner = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100"})
    result = runner.invoke(app, [*words, "--help"], prog_name="selfmirror")
    if result.exit_code:
        raise RuntimeError(f"{words}: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def subcommands(name: str) -> list[str]:
    """The named commands of a group, without its default one."""
    import typer

    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    command = root.get_command(typer.Context(root), name)
    return (
        [n for n in command.commands if n != "default"] if isinstance(command, TyperGroup) else []
    )


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    for name in COMMANDS:
        yield f"## {name}\n\n```text\n{help_of(name)}\n```\n"
        for sub in subcommands(name):
            yield f"### {name} {sub}\n\n```text\n{help_of(name, sub)}\n```\n"


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    Path(sys.argv[1]).write_text(reference(), "utf-8")
