"""`import`: folders, files and exports into words, and taking an import back."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfmirror.cli.beside import indexing_beside
from selfmirror.cli.collecting import collect_seldom
from selfmirror.cli.diagnostics import agreed, chosen_name, end_progress, narrate, progress
from selfmirror.cli.groups import DefaultGroup, command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line, write_table
from selfmirror.cli.receipts import show_files, show_receipt
from selfmirror.errors import ExitCode, UsageError
from selfmirror.words.dates import given_on
from selfmirror.words.printable import counted

if TYPE_CHECKING:
    from selfmirror.wiring import Mirror

app = command_app(group=DefaultGroup)

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


@app.command("default")
def read_in(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, folders, zips.", readable=False)
    ],
    project: Annotated[
        str | None, typer.Option("--project", help="The project it belongs to.")
    ] = None,
    me: Annotated[
        list[str] | None, typer.Option("--me", help="A name you go by; may be repeated.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When it was said, where nothing surer is known.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    no_embed: Annotated[
        bool, typer.Option("--no-embed", help="Leave the vectors for a later command.")
    ] = False,
    json: Json = False,
) -> int:
    """Read folders, files and exports of any depth; ends with a receipt.

    Example: selfmirror import ~/diary ~/chatgpt-export.zip --me Anna
    """
    from selfmirror.ingest.importer import ImportOptions

    _check(paths)
    mirror = mirror_of(ctx)
    names = tuple(dict.fromkeys([*(me or ()), *mirror.settings.me]))
    given = given_on(date, mirror.clock.now().date()) if date else None
    options = ImportOptions(project=project, me=names, given=given, dry_run=dry_run)
    beside = nullcontext() if dry_run else indexing_beside(mirror.home)
    collect_seldom()
    try:
        with beside:
            receipt = mirror.importer.run(paths, options, progress, chosen_name)
    finally:
        end_progress()
    if not receipt.files:
        raise UsageError(f"there is nothing to read in {', '.join(map(str, paths))}")
    if json:
        write_json(receipt.as_json())
    else:
        show_receipt(receipt)
    if receipt.behind and not dry_run and not _follow(mirror, embed=not no_embed):
        return ExitCode.INTERRUPTED
    return ExitCode.PARTLY if receipt.failed else ExitCode.DONE


def _check(paths: list[Path]) -> None:
    for path in paths:
        try:
            path.stat()
        except FileNotFoundError:
            raise UsageError(f"{path}: there is no such file or folder") from None
        except OSError:
            continue  # the receipt says what is wrong with it


def _follow(mirror: Mirror, *, embed: bool) -> bool:
    """Let everything drawn from the words follow them; False when the person stopped it."""
    try:
        if embed:
            mirror.catch_up(progress)
            mirror.importer.mark_followed()
        else:
            mirror.search.catch_up(progress, embed_at_most=0)
    except KeyboardInterrupt:
        end_progress()
        narrate(
            "interrupted; the words are stored, the next import or `doctor --repair` does the rest"
        )
        return False
    finally:
        end_progress()
    return True


@app.command("list")
def list_imports(ctx: typer.Context, json: Json = False) -> int:
    """Past imports.

    Example: selfmirror import list
    """
    runs = mirror_of(ctx).importer.runs()
    if json:
        write_json(
            {
                "runs": [
                    {
                        "run": run.id,
                        "started": run.started_at.isoformat(timespec="seconds"),
                        "finished": run.finished_at
                        and run.finished_at.isoformat(timespec="seconds"),
                        "undone": run.undone_at and run.undone_at.isoformat(timespec="seconds"),
                        "paths": list(run.roots),
                    }
                    for run in runs
                ]
            }
        )
        return ExitCode.DONE
    rows = []
    for run in runs:
        state = "taken back" if run.undone_at else "done" if run.finished_at else "interrupted"
        started = run.started_at.isoformat(sep=" ", timespec="minutes")
        rows.append((run.id, started, state, ", ".join(run.roots)))
    write_table(("import", "started", "state", "paths"), rows)
    return ExitCode.DONE


@app.command("show")
def show_import(
    ctx: typer.Context,
    run: Annotated[str, typer.Argument(help="An import's id, the start of one, or `last`.")],
    file: Annotated[
        str | None,
        typer.Option(
            "--file", help="Only files of this name or path, `*` standing for anything; in full."
        ),
    ] = None,
    json: Json = False,
) -> int:
    """The receipt of a past import: of all its files, or of some in full.

    Example: selfmirror import show last --file 2024-01-05.md
    """
    receipt = mirror_of(ctx).importer.receipt(run)
    if file is not None:
        receipt = receipt.only(file)
        if not receipt.files:
            raise UsageError(f"import {receipt.run} met no file like {file}")
    if json:
        write_json(receipt.as_json())
    elif file is not None:
        show_files(receipt.files)
    else:
        show_receipt(receipt)
    return ExitCode.DONE


@app.command("undo")
def undo_import(
    ctx: typer.Context,
    run: Annotated[str, typer.Argument(help="An import's id, the start of one, or `last`.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> int:
    """Take an import back: removes exactly what it added.

    Example: selfmirror import undo last --yes
    """
    mirror = mirror_of(ctx)
    preview = mirror.importer.preview_undo(run)
    question = (
        f"Remove the {counted(preview.removed, 'utterance')} that import {preview.run} added?"
    )
    if preview.gone:
        narrate(
            f"{counted(preview.gone, 'utterance')} that it removed, of files that had changed, will not come back"
        )
    if not yes and not agreed(question):
        narrate("nothing was taken back")
        return ExitCode.DONE
    done = mirror.importer.undo(preview.run)
    if json:
        write_json({"run": done.run, "removed": done.removed, "kept": done.kept, "gone": done.gone})
    else:
        kept = f"; {done.kept} stay: another import holds them too" if done.kept else ""
        removed = counted(done.removed, "utterance")
        write_line(f"import {done.run} is taken back: {removed} removed{kept}")
    return ExitCode.DONE if _follow(mirror, embed=True) else ExitCode.INTERRUPTED
