"""The only writer of stderr: narration, and errors as one line with the right exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Callable, Sequence

from selfmirror.cli.output import abandon_output, takes_styles
from selfmirror.errors import ExitCode, MirrorError, UsageError
from selfmirror.words.printable import one_line

_NAMES = 12


def narrate(text: str, *, dim: bool = False) -> None:
    """One line of progress or remark; `dim` where a terminal shows it and it is there to be looked up."""
    line = one_line(text)
    if dim and sys.stderr.isatty() and takes_styles():
        line = f"\x1b[2m{line}\x1b[0m"
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def progress(text: str) -> None:
    """A line of progress that the next one replaces; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[2K{one_line(text, 100)}")
        sys.stderr.flush()


def end_progress() -> None:
    """Clear the progress line."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()


def agreed(question: str) -> bool:
    """Ask before something that takes words away; anything but a yes is a no.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError(f"{one_line(question)} There is nobody to ask here; say --yes")
    sys.stderr.write(f"{one_line(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "д", "да"}


def chosen_name(path: str, names: Sequence[str]) -> str | None:
    """Ask which of the people in a chat the person is, until the answer is one of them; None for none, or if nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    end_progress()
    narrate(f"Which of these are you in {path}?")
    for number, name in enumerate(names[:_NAMES], 1):
        narrate(f"{number}: {name}")
    more = f" ({len(names) - _NAMES} more are not shown)" if len(names) > _NAMES else ""
    named = {one_line(name).casefold(): name for name in reversed(names)}
    numbered = {str(number): name for number, name in enumerate(names[:_NAMES], 1)}
    while True:
        sys.stderr.write(f"A number or a name{more}, or Enter for none of them: ")
        sys.stderr.flush()
        answer = one_line(sys.stdin.readline())
        if not answer:
            return None
        if chosen := numbered.get(answer) or named.get(answer.casefold()):
            return chosen
        narrate(f"there is no {answer} among them")


def guarded(command: Callable[[], int], *, debug: bool) -> int:
    """Run a command and turn whatever it raises into one line and an exit code."""
    try:
        return command()
    except MirrorError as error:
        _show(error, str(error), debug=debug)
        return error.exit_code
    except KeyboardInterrupt:
        end_progress()
        narrate("interrupted; what was acknowledged is saved")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away: nothing more can be said, and nothing is wrong.
        abandon_output()
        return ExitCode.DONE
    except OSError as error:
        _show(error, _disk_message(error), debug=debug)
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last net: a person never meets a traceback
        _show(error, f"unexpected {type(error).__name__}; run again with --debug", debug=debug)
        return ExitCode.FAILED


def _disk_message(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"the disk is full{where}; nothing acknowledged was lost: free some room and run it again"
    return f"{error.strerror or type(error).__name__}{where}"


def _show(error: BaseException, message: str, *, debug: bool) -> None:
    end_progress()
    if debug:
        traceback.print_exception(error)
    narrate(f"selfmirror: {message}")
