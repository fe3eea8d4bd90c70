"""`watch`: keep the index fresh while folders change."""

from __future__ import annotations

import signal
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import DefaultGroup, command_app
from selfmirror.cli.mirror import home_of, mirror_of
from selfmirror.cli.output import write_json, write_line
from selfmirror.errors import ExitCode, UsageError
from selfmirror.paths import Home, write_atomically
from selfmirror.settings import load_settings

if TYPE_CHECKING:
    from selfmirror.watch.daemon import Daemon
    from selfmirror.wiring import Mirror

app = command_app(group=DefaultGroup)


@app.command("default")
def watch(
    ctx: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR]...", help="Folders; without any, those of `watch add`."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Read what changed, and end.")] = False,
) -> int:
    """Read the folders, then every file that is saved in them, until told to end.

    What a file said stays when the file is deleted; `import undo` takes words back.

    Example: selfmirror watch ~/notes
    """
    from selfmirror.watch.presence import sole_watcher

    mirror = mirror_of(ctx)
    places = _places(folders or [Path(given) for given in mirror.settings.watch])
    daemon = _daemon(mirror, places)
    if once:
        return ExitCode.DONE if daemon.once() else ExitCode.PARTLY
    with sole_watcher(mirror.home, places, mirror.clock):
        narrate(f"watching {', '.join(map(str, places))}; Ctrl+C ends it")
        ended_by = daemon.run()
    return ExitCode.INTERRUPTED if ended_by == signal.SIGINT else ExitCode.DONE


@app.command("status")
def status(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Whether a watcher runs, since when, and on which folders.

    Example: selfmirror watch status
    """
    from selfmirror.watch.presence import current_watcher

    home = home_of(ctx)
    running = current_watcher(home)
    remembered = list(load_settings(home).watch)
    if as_json:
        write_json(
            {
                "running": running is not None,
                "pid": running.pid if running else None,
                "since": running.since.isoformat() if running else None,
                "folders": [str(folder) for folder in running.folders] if running else [],
                "remembered": remembered,
            }
        )
        return ExitCode.DONE
    if running:
        write_line(f"running: pid {running.pid} since {running.since:%Y-%m-%d %H:%M}")
        for folder in running.folders:
            write_line(f"  {folder}")
    else:
        write_line("not running")
    write_line(f"remembered: {', '.join(remembered) or 'no folder; `selfmirror watch add DIR`'}")
    return ExitCode.DONE


@app.command("add")
def add(ctx: typer.Context, folder: Path) -> int:
    """Remember a folder for `selfmirror watch` without folders.

    Example: selfmirror watch add ~/notes
    """
    (place,) = _places([folder])
    home = home_of(ctx)
    _remember(home, [*load_settings(home).watch, str(place)])
    write_line(f"remembered {place}; a running watcher takes it up when it is started again")
    return ExitCode.DONE


@app.command("remove")
def remove(ctx: typer.Context, folder: Path) -> int:
    """Forget a remembered folder; what was read from it stays.

    Example: selfmirror watch remove ~/notes
    """
    home = home_of(ctx)
    place = str(folder.expanduser().absolute())
    kept = [given for given in load_settings(home).watch if given not in {place, str(folder)}]
    if len(kept) == len(load_settings(home).watch):
        raise UsageError(f"{folder} is not a remembered folder; see `selfmirror watch status`")
    _remember(home, kept)
    write_line(f"no longer remembered: {place}")
    return ExitCode.DONE


def _places(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders, absolute and each once.

    Raises:
        UsageError: there is none, or one is not a folder.
    """
    if not folders:
        raise UsageError("no folder to watch; name one, or `selfmirror watch add DIR`")
    places = dict.fromkeys(folder.expanduser().absolute() for folder in folders)
    for place in places:
        if not _may_be_folder(place):
            raise UsageError(f"{place} is not a folder; name one that exists")
    return tuple(places)


def _may_be_folder(place: Path) -> bool:
    """Whether it is a folder; of one that cannot be looked at the receipt says why."""
    try:
        return place.is_dir()
    except OSError:
        return True


def _daemon(mirror: Mirror, places: tuple[Path, ...]) -> Daemon:
    from selfmirror.ingest.options import ImportOptions
    from selfmirror.watch.daemon import Daemon, Means
    from selfmirror.watch.watcher import Grounds

    return Daemon(
        Grounds(places, mirror.home.root),
        Means(mirror.importer, mirror.search, mirror.catch_up),
        ImportOptions(me=mirror.settings.me),
        narrate,
    )


def _remember(home: Home, folders: Sequence[str]) -> None:
    import tomli_w

    given = tomllib.loads(home.config.read_text("utf-8")) if home.config.is_file() else {}
    given["watch"] = list(dict.fromkeys(folders))
    write_atomically(home.config, tomli_w.dumps(given))
