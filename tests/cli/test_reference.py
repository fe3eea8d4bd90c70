"""The help is tested documentation."""

import subprocess
import sys
from pathlib import Path

import pytest

from selfmirror.cli.registry import COMMANDS
from tests.cli.reference import help_of, reference, subcommands

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_page_of_commands_is_what_help_says() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_line_and_an_example(name: str) -> None:
    others = subcommands(name)
    pages = [help_of(name), *(help_of(name, sub) for sub in others)]
    assert others or COMMANDS[name].help in " ".join(pages[0].split())
    for page in pages:
        if "COMMAND [ARGS]" not in page:
            assert "Example: " in page


@pytest.mark.parametrize("arguments", [["--help"], ["note", "words"], ["memory", "list"]])
def test_everyday_commands_load_neither_chroma_nor_openai(
    arguments: list[str], tmp_path: Path
) -> None:
    code = (
        "import sys; from selfmirror.cli.app import main; "
        f"code = main(['--home', {str(tmp_path)!r}, *{arguments!r}]); "
        "heavy = {'chromadb', 'openai', 'textual', 'sklearn', 'matplotlib'} & set(sys.modules); "
        "sys.exit(f'{code} {heavy}' if code or heavy else 0)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
