"""Waits before the limit is reached rather than after: one budget, shared by all threads."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from macrosync.gateway.budget import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macrosync.gateway.budget import Route, Said

#: A shorter wait is the rounding of a sum of floats.
_NEGLIGIBLE = 0.001


class Pacer:
    """The budget, a lock around it, and the clock and sleep that it goes by."""

    def __init__(self, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._sleep = sleep
        self._clock = clock
        self._lock = Lock()
        self._budget = Budget()

    def begin(self, route: Route, longest: float) -> float:
        """Wait until the call may be sent; gives the seconds that this takes.

        Where that is over `longest` there is no waiting, and the call must neither be sent nor ended.
        """
        with self._lock:
            taken, wait = self._budget.take(route, self._clock())
            if wait > longest:
                return wait
            self._budget = taken
        if wait > _NEGLIGIBLE:
            self._sleep(wait)
        return wait

    def end(self, route: Route, said: Mapping[str, Said]) -> None:
        """Take note of an answer, or with nothing said of the lack of one."""
        with self._lock:
            self._budget = self._budget.end(route, said, self._clock())
