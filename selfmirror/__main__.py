"""`python -m selfmirror` and the console script."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from selfmirror.cli.app import main as run

        code = run()
    except KeyboardInterrupt:
        # It came before the command could begin, or after it was done.
        sys.stderr.write("interrupted\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
