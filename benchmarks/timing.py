"""Times of repeated work, and how they spread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np


def seconds(work: Callable[[], object]) -> float:
    """How long one run of the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile in milliseconds, of times in seconds."""
    percentiles = np.percentile(np.asarray(times) * 1000, (50, 95, 99))
    return {
        f"p{part}_ms": round(float(value), 2)
        for part, value in zip((50, 95, 99), percentiles, strict=True)
    }
