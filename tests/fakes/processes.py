"""Whole processes of selfmirror, as a person's shell would start them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

COMMAND = [sys.executable, "-m", "selfmirror"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """A clean environment with this home and, for speed, no embedder unless one is named."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "SELFMIRROR_"))}
    base = {"SELFMIRROR_HOME": str(home), "SELFMIRROR_EMBEDDING__ENGINE": "none", "NO_COLOR": "1"}
    return keep | base | more


def run(
    home: Path, *words: str, text: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; without `text` its standard input is empty."""
    process = start(home, *words, **more)
    try:
        out, err = process.communicate(text, timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def start(home: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    """Start one command with pipes on all three ends."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [*COMMAND, *words],
        env=environment(home, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something another process does.

    Raises:
        AssertionError: it did not happen in time.
    """
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
