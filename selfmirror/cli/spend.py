"""`spend`: what models cost this month, and what is left of the cap."""

from __future__ import annotations

from typing import Annotated

import typer

from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line, write_table
from selfmirror.errors import ExitCode

app = command_app()


@app.command("spend")
def spend(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """What models cost this month, by feature and model, and what is left of the cap.

    Example: selfmirror spend
    """
    account = mirror_of(ctx).budget.account()
    if as_json:
        write_json(account.as_json())
        return ExitCode.DONE
    write_line(
        f"{account.month}: {account.spent:.2f} {account.currency} spent, {account.reserved:.2f} reserved, "
        f"{account.left:.2f} left of {account.cap:.2f}"
    )
    rows = [("feature", name, f"{amount:.2f}") for name, amount in account.by_feature.items()]
    rows += [("model", name, f"{amount:.2f}") for name, amount in account.by_model.items()]
    if rows:
        write_table(("by", "name", account.currency), rows)
    return ExitCode.DONE
