"""`selfmirror session`: a guided session in a terminal, through a pipe, or as JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import is_terminal
from selfmirror.cli.session_faces import JsonFace, Left, PipeFace, converse
from selfmirror.errors import ExitCode, MirrorError, UsageError
from selfmirror.guide.events import Event, Remark, Started
from selfmirror.guide.notices import LEFT
from selfmirror.words.dates import given_on

if TYPE_CHECKING:
    from selfmirror.cli.session_editor import EditorFace
    from selfmirror.guide.strategy import Mode
    from selfmirror.tui.talk import Wished
    from selfmirror.wiring import Mirror
    from selfmirror.words.when import When

app = command_app()


@app.command("session")
def session(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    method: Annotated[
        str | None,
        typer.Argument(help="The method; with --resume, the session.", show_default=False),
    ] = None,
    lang: Annotated[Literal["ru", "en"] | None, typer.Option(help="The language to speak.")] = None,
    date: Annotated[
        str | None, typer.Option(help="The day that the session is about.", metavar="D")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last unfinished session, or with ID.")
    ] = False,
    mode: Annotated[
        Literal["auto", "direct", "socratic"], typer.Option(help="How the guide answers.")
    ] = "auto",
    offline: Annotated[
        bool, typer.Option("--offline", help="The embedded guide, whatever is configured.")
    ] = False,
    tui: Annotated[bool, typer.Option("--tui", help="In the full-screen app.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Events as JSON Lines.")] = False,
) -> int:
    """A guided reflective session; without METHOD it proposes one and says why.

    Example: selfmirror session want-now --lang ru
    """
    mirror = mirror_of(ctx, offline=offline)
    if tui:
        from selfmirror.tui.talk import Wished

        wished = Wished(method, lang, _said(mirror, date), mode)
        return _full_screen(mirror, wished, resume=resume)
    _name_broken(mirror)
    events = (
        mirror.guide.resume(method)
        if resume
        else _begin(mirror, method, lang, _said(mirror, date), mode)
    )
    _talk(mirror, events, _face(mirror, as_json=as_json))
    _digest(mirror)
    return ExitCode.DONE


def _talk(mirror: Mirror, events: Iterator[Event], face: EditorFace | PipeFace | JsonFace) -> None:
    """Carry the session; one that is left before its end says how to go on with it."""
    try:
        converse(mirror.guide, events, face)
    except Left:
        narrate(LEFT.in_(face.spoken))
    except KeyboardInterrupt:
        if face.language is not None:
            narrate(LEFT.in_(face.spoken))
        raise


def _full_screen(mirror: Mirror, wished: Wished, *, resume: bool) -> int:
    if resume:
        raise UsageError("the app does not resume a session; leave --tui out to go on with it")
    if not (sys.stdin.isatty() and is_terminal()):
        raise UsageError("the app needs a terminal; leave --tui out to use a pipe")
    known = [one.id for one in mirror.guide.methods()[0]]
    if wished.method not in {None, *known}:
        raise UsageError(f"there is no method {wished.method}; there are: {', '.join(known)}")
    from selfmirror.tui.app import run

    return int(run(mirror, wished) or ExitCode.DONE)


def _begin(
    mirror: Mirror, method: str | None, lang: str | None, said: When | None, mode: Mode
) -> Iterator[Event]:
    """The session's first events; where no method was named, the proposal and its reason among them."""
    language = lang or (None if mirror.settings.language == "auto" else mirror.settings.language)
    proposal = None if method else mirror.guide.propose(language)[0]
    named = method or (proposal.method if proposal else None)
    for event in mirror.guide.begin(named, language, said, mode):
        yield event
        if isinstance(event, Started) and proposal is not None:
            yield Remark(proposal.said)


def _said(mirror: Mirror, date: str | None) -> When | None:
    if date is None:
        return None
    return given_on(date, mirror.clock.now().date())


def _face(mirror: Mirror, *, as_json: bool) -> EditorFace | PipeFace | JsonFace:
    if as_json:
        return JsonFace()
    if not (sys.stdin.isatty() and is_terminal()):
        return PipeFace()
    from selfmirror.cli.session_editor import EditorFace

    return EditorFace(mirror)


def _name_broken(mirror: Mirror) -> None:
    for one in mirror.guide.methods()[1]:
        narrate(f"not usable: {one}")


def _digest(mirror: Mirror) -> None:
    """Draw from the session what follows from it; what fails now is caught up by a later command."""
    try:
        mirror.catch_up(lambda _: None)
    except MirrorError as error:
        narrate(f"the session is saved; the index follows later: {error}")
