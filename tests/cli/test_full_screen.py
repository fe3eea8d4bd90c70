"""`session --tui` where it cannot do what was asked."""

import pytest

from selfmirror.cli.app import main


@pytest.mark.parametrize(
    ("words", "says"), [([], "needs a terminal"), (["--resume"], "does not resume")]
)
def test_the_app_says_what_it_cannot_do(
    words: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: object,
) -> None:
    monkeypatch.setenv("SELFMIRROR_HOME", f"{tmp_path}/home")
    monkeypatch.setenv("SELFMIRROR_EMBEDDING__ENGINE", "none")
    assert main(["session", "--tui", *words]) == 2
    assert says in capsys.readouterr().err
