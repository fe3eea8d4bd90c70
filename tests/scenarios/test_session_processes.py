"""Sessions as whole processes: piped, as JSON Lines, killed, two at once, and in a real terminal."""

from __future__ import annotations

import json
import signal
import stat
import sys
from pathlib import Path

import pexpect
import pytest

from tests.fakes.processes import environment, run, start
from tests.guide.sessions import ENGLISH, RUSSIAN


def _events(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.slow
def test_json_lines_carry_the_whole_session(tmp_path: Path) -> None:
    lines = "\n".join([*RUSSIAN[:4], "/end", "y", "n"]) + "\n"
    done = run(tmp_path, "session", "want-now", "--lang", "ru", "--offline", "--json", text=lines)
    assert done.returncode == 0, done.stderr
    events = _events(done.stdout)
    assert set(events[0]) >= {"event", "session", "method", "engine"}
    assert events[0]["engine"] == "embedded"
    replies = [event for event in events if event["event"] == "reply"]
    assert len(replies) == 5
    assert all(set(r) >= {"step", "strategy", "reason", "text", "evidence"} for r in replies)
    insights = [event for event in events if event["event"] == "insight"]
    assert insights
    assert all(insight["evidence"] for insight in insights)
    assert events[-1]["event"] == "end"
    assert events[-1]["turns"] == 4
    listed = json.loads(run(tmp_path, "memory", "list", "--json").stdout)
    assert insights[0]["text"] in [belief["statement"] for belief in listed["beliefs"]]


@pytest.mark.slow
def test_the_end_of_input_closes_cleanly_and_leaves_candidates(tmp_path: Path) -> None:
    done = run(tmp_path, "session", "--offline", text=ENGLISH[0] + "\n")
    assert done.returncode == 0, done.stderr
    assert "want-now" in done.stdout
    assert done.stdout.rstrip().endswith("-want-now.md")
    again = run(tmp_path, "session", "--resume", "--offline", text="")
    assert again.returncode == 2
    assert "no unfinished session" in again.stderr


def test_an_unknown_method_is_wrong_usage_and_names_those_that_are(tmp_path: Path) -> None:
    done = run(tmp_path, "session", "dance", "--offline", text="")
    assert done.returncode == 2
    assert "want-now, which-project" in done.stderr
    assert not done.stdout


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill_and_the_session_goes_on(tmp_path: Path) -> None:
    process = start(tmp_path, "session", "want-now", "--lang", "ru", "--offline", "--json")
    assert process.stdin
    assert process.stdout
    process.stdin.write(RUSSIAN[0] + "\n")
    process.stdin.flush()
    session = json.loads(process.stdout.readline())["session"]
    while json.loads(process.stdout.readline())["event"] != "state":
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (transcript,) = tmp_path.rglob("journal/**/*.md")
    assert RUSSIAN[0] in transcript.read_text("utf-8")
    done = run(tmp_path, "session", "--resume", "--offline", "--json", text=RUSSIAN[1] + "\n")
    events = _events(done.stdout)
    assert events[0]["session"] == session
    assert events[-1]["turns"] == 2


@pytest.mark.slow
def test_two_sessions_at_once_on_one_home_both_finish(tmp_path: Path) -> None:
    words = ("\n".join(ENGLISH[:2]) + "\n", "\n".join(RUSSIAN[:2]) + "\n")
    both = [start(tmp_path, "session", "want-now", "--offline", "--json") for _ in words]
    outputs = [p.communicate(text, timeout=60) for p, text in zip(both, words, strict=True)]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert all(_events(out)[-1]["turns"] == 2 for out, _ in outputs)


@pytest.mark.slow
def test_a_broken_method_of_the_persons_own_is_named_and_the_rest_are_listed(
    tmp_path: Path,
) -> None:
    (tmp_path / "methods").mkdir()
    (tmp_path / "methods" / "mine.md").write_text("---\nid: mine\n---\n", "utf-8")
    done = run(tmp_path, "methods", "--json")
    assert done.returncode == 3
    assert "mine.md, line" in done.stderr
    listed = json.loads(done.stdout)
    assert [method["id"] for method in listed["methods"]] == ["want-now", "which-project"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
@pytest.mark.slow
def test_a_persons_day_in_a_real_terminal(tmp_path: Path) -> None:
    settings = environment(tmp_path, TERM="xterm", LANG="ru_RU.UTF-8", PROMPT_TOOLKIT_NO_CPR="1")
    words = ["-m", "selfmirror", "session", "want-now", "--offline"]

    def terminal() -> pexpect.spawn[str]:
        return pexpect.spawn(
            sys.executable, words, env=settings, encoding="utf-8", timeout=30, dimensions=(40, 100)
        )

    first = terminal()
    for answer in RUSSIAN:
        first.expect("›")
        first.send(answer + "\r")
    first.expect("›")
    first.send("/end\r")
    for _ in range(2):
        first.expect("›")
        first.send("д\r")
        first.expect("Запомнено")
    first.send("\x04")
    first.expect(pexpect.EOF)
    first.close()
    assert first.exitstatus == 0
    assert stat.S_IMODE((tmp_path / "session_history").stat().st_mode) == 0o600
    listed = run(tmp_path, "memory", "list").stdout
    assert listed.count("confirmed") == 2
    second = terminal()
    second.expect("вы написали: «")
    second.expect("›")
    second.send("\x03")
    second.expect(pexpect.EOF)
    second.close()
    assert second.exitstatus == 130
