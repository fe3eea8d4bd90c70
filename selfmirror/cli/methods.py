"""`selfmirror methods`: the guided methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_table
from selfmirror.errors import ExitCode
from selfmirror.words.language import Language

if TYPE_CHECKING:
    from selfmirror.guide.method import Method

app = command_app()


@app.command("methods")
def methods(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """The guided methods: what each is for and how long it takes.

    Example: selfmirror methods
    """
    known, broken = mirror_of(ctx, offline=True).guide.methods()
    if as_json:
        unusable = [
            {"path": str(one.path), "line": one.line, "problem": one.problem} for one in broken
        ]
        write_json({"methods": [_document(method) for method in known], "broken": unusable})
    else:
        rows = [
            (m.id, f"{m.title.ru} / {m.title.en}", m.purpose.en, len(m.steps), m.minutes)
            for m in known
        ]
        write_table(("id", "title", "what for", "steps", "minutes"), rows)
    for one in broken:
        narrate(f"not usable: {one}")
    return ExitCode.PARTLY if broken else ExitCode.DONE


def _document(method: Method) -> dict[str, Any]:
    return {
        "id": method.id,
        "title": {lang.value: method.title.in_(lang) for lang in (Language.RU, Language.EN)},
        "purpose": {lang.value: method.purpose.in_(lang) for lang in (Language.RU, Language.EN)},
        "minutes": method.minutes,
        "source": method.source,
        "steps": [step.id for step in method.steps],
    }
