"""The failures a person can meet, each with the exit code the command line gives it.

    MirrorError (1)
    ├── UsageError (2)      the request cannot be understood
    ├── StoreBusy (4)       another process holds the store
    └── CapReached (5)      the spending cap is reached

A message is one line: what happened and what to do. What is done in part is no failure but a
receipt that says what not, with the code 3.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process answers to its caller."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    BUSY = 4
    CAP = 5
    INTERRUPTED = 130


class MirrorError(Exception):
    """Something the person can act on; its text is one line."""

    exit_code = ExitCode.FAILED


class UsageError(MirrorError):
    """The request cannot be understood as given."""

    exit_code = ExitCode.USAGE


class StoreBusy(MirrorError):
    """Another process held the store for longer than the wait allows."""

    exit_code = ExitCode.BUSY


class CapReached(MirrorError):
    """The spending cap is reached and the command cannot go on without a model."""

    exit_code = ExitCode.CAP
