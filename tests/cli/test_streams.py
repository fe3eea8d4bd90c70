"""Streams that are closed, full or left by their reader, and Ctrl-C at any moment."""

import errno
import io
import sys

import pytest

from selfmirror.cli.app import main
from selfmirror.errors import ExitCode
from selfmirror.paths import Home
from selfmirror.wiring import Mirror


@pytest.fixture(autouse=True)
def _quick_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", str(home.root))
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")


class _Refusing(io.StringIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def flush(self) -> None:
        raise self._error


def test_a_note_from_a_closed_input_is_empty(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["note"]) == ExitCode.USAGE
    assert "the entry is empty" in capsys.readouterr().err


def test_a_session_with_a_closed_input_begins_and_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["session", "want-now", "--offline"]) == ExitCode.DONE
    assert not capsys.readouterr().err


def test_a_search_with_a_closed_output_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["note", "the lighthouse"])
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["search", "lighthouse"]) == ExitCode.DONE
    assert "unexpected" not in capsys.readouterr().err


def test_a_reader_who_leaves_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    main(["note", "the lighthouse"])
    monkeypatch.setattr(sys, "stdout", _Refusing(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert main(["search", "lighthouse"]) == ExitCode.DONE


def test_an_output_that_is_full_is_told_from_a_full_disk(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(sys, "stdout", _Refusing(full))
    assert main(["note", "the lighthouse"]) == ExitCode.FAILED
    assert list(home.journal.rglob("*.md"))
    told = capsys.readouterr().err
    assert "the output could not be written: no space left on device" in told
    assert "disk is full" not in told


def test_ctrl_c_inside_a_query_is_an_interruption(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def query(mirror: Mirror) -> None:
        with mirror.store.open():
            # What the engine makes of Ctrl-C while it works.
            raise RuntimeError("Query interrupted")

    monkeypatch.setattr(Mirror, "journal", property(query))
    assert main(["note", "x"]) == ExitCode.INTERRUPTED
    assert "interrupted; what was acknowledged is saved" in capsys.readouterr().err


def test_ctrl_c_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: Mirror) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Mirror, "journal", property(stop))
    assert main(["note", "x"]) == ExitCode.INTERRUPTED
    assert "interrupted; what was acknowledged is saved" in capsys.readouterr().err
