"""What was called: a record of each call as it ends, and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_THROTTLED = 429


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call that ended.

    `path` is without host and query; `status` is None where no answer came; `duration` is in seconds; `attempt`
    counts from 1 and is higher for a repeat.
    """

    method: str
    path: str
    status: int | None
    duration: float
    attempt: int


@dataclass(frozen=True, slots=True)
class CallCounts:
    """How many calls were made: all, by method, those that were repeats, and those that were answered 429."""

    total: int = 0
    by_method: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    retried: int = 0
    throttled: int = 0


class Tally:
    """Counts the calls of all threads and tells of each, one at a time."""

    def __init__(self, on_call: Callable[[CallRecord], None] | None = None) -> None:
        self._on_call = on_call
        self._lock = Lock()
        self._by_method: Counter[str] = Counter()
        self._retried = 0
        self._throttled = 0

    def add(self, record: CallRecord) -> None:
        """Count a call and tell of it."""
        with self._lock:
            self._by_method[record.method] += 1
            self._retried += record.attempt > 1
            self._throttled += record.status == _THROTTLED
            if self._on_call:
                self._on_call(record)

    @property
    def counts(self) -> CallCounts:
        """The counts so far."""
        with self._lock:
            methods = MappingProxyType(dict(self._by_method))
            return CallCounts(self._by_method.total(), methods, self._retried, self._throttled)
