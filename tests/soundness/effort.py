"""How much is tried: a little and always the same in `make test`, a lot and by chance in `make soak`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SOAK = os.environ.get("MACROSYNC_SOAK", "") not in {"", "0"}


def times(short: int, long: int) -> int:
    """How often."""
    return long if SOAK else short


SETTINGS = settings(
    max_examples=times(25, 300),
    stateful_step_count=times(30, 60),
    derandomize=not SOAK,
    database=None,
    deadline=None,
    # What an example costs are its calls over HTTP, which are the point.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
