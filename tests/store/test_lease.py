"""The lease: one holder at a time, fair to those who wait, and named to those who waited in vain."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from selfmirror.errors import MirrorError, StoreBusy
from selfmirror.store.lease import holder_of, lease

_HOLD = """
import sys, time
from pathlib import Path
from selfmirror.store.lease import lease
sys.argv[1:] = ["import", sys.argv[1], sys.argv[2]]
with lease(Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""

_COUNT = """
import sys
from pathlib import Path
from selfmirror.store.lease import lease
number = Path(sys.argv[1]).with_name("number")
for _ in range(40):
    with lease(Path(sys.argv[1])):
        number.write_text(str(int(number.read_text()) + 1))
"""


def hold(lock: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _HOLD, str(lock), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_waiter_is_told_who_holds_the_store(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    holder = hold(lock, 30)
    try:
        with (
            pytest.raises(StoreBusy, match=f"pid {holder.pid} \\(selfmirror import\\)"),
            lease(lock, 0.1),
        ):
            pass
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_holder_leaves_the_store_free(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    holder = hold(lock, 30)
    holder.kill()
    holder.communicate()

    with lease(lock, 1.0):
        assert holder_of(lock)


def test_a_waiter_gets_the_store_when_the_holder_is_done(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    holder = hold(lock, 0.2)
    with lease(lock, 5.0):
        assert holder.wait(5) == 0
    holder.communicate()


def test_several_processes_and_threads_take_turns(tmp_path: Path) -> None:
    lock, number = tmp_path / "mirror.lock", tmp_path / "number"
    number.write_text("0")
    command = [sys.executable, "-c", _COUNT, str(lock)]
    processes = [subprocess.Popen(command) for _ in range(2)]  # noqa: S603 - our own program

    def count() -> None:
        for _ in range(40):
            with lease(lock):
                number.write_text(str(int(number.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(20) for process in processes] == [0, 0]
    assert number.read_text() == "160"


def test_a_thread_that_takes_lease_after_lease_keeps_nobody_out(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    stop = threading.Event()

    def greedy() -> None:
        while not stop.is_set():
            with lease(lock):
                time.sleep(0.02)

    thread = threading.Thread(target=greedy)
    thread.start()
    try:
        started = time.monotonic()
        for _ in range(3):
            with lease(lock, 2.0):
                assert holder_of(lock)
        assert time.monotonic() - started < 2.0
    finally:
        stop.set()
        thread.join()


def test_the_lease_fits_inside_itself(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    with lease(lock, 0.1):
        with lease(lock, 0.1):
            pass
        busy: list[str] = []

        def want() -> None:
            try:
                with lease(lock, 0.05):
                    busy.append("got it")
            except StoreBusy as error:
                busy.append(str(error))

        thread = threading.Thread(target=want)
        thread.start()
        thread.join()
    assert "another thread" in busy[0]


def test_a_holder_without_a_readable_name_is_nobody(tmp_path: Path) -> None:
    lock = tmp_path / "mirror.lock"
    lock.with_suffix(".holder").write_text("[]")
    assert holder_of(lock) == ""


def test_the_name_of_the_holder_never_tells_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["selfmirror", "note", "my secret"])
    lock = tmp_path / "mirror.lock"
    with lease(lock):
        held = json.loads(lock.with_suffix(".holder").read_text())
    assert held["command"] == "selfmirror note"


def test_a_lock_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(MirrorError, match="cannot be written"),
        lease(tmp_path / "file" / "lock", 0.1),
    ):
        pass
