"""Every call that was made since the server started, for tests that count them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock

#: So many of the latest are kept.
KEPT = 100_000


@dataclass(frozen=True, slots=True)
class ServedCall:
    """One call: `status` is what was answered, None where the answer was lost."""

    method: str
    path: str
    query: str
    status: int | None


class Calls:
    """The log of calls. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: deque[ServedCall] = deque(maxlen=KEPT)

    def add(self, call: ServedCall) -> None:
        """Note a call."""
        with self._lock:
            self._calls.append(call)

    def all(self) -> list[ServedCall]:
        """The calls, oldest first."""
        with self._lock:
            return list(self._calls)

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._calls.clear()
