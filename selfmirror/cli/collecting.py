"""How often a process that reads millions of values looks for garbage."""

import gc


def collect_seldom() -> None:
    """Look less often for values that hold each other: few that are read do, and a look costs time."""
    gc.set_threshold(100_000, 50, 100)
