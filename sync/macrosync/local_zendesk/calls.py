"""Every call that was made since the server started, for tests that count them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.exchange import Request

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
        self._calls: deque[tuple[str, str, Mapping[str, str], int | None]] = deque(maxlen=KEPT)

    def add(self, request: Request, status: int | None) -> None:
        """Note a call. What is shown of it is made when somebody looks."""
        with self._lock:
            self._calls.append((request.method, request.path, request.query, status))

    def all(self) -> list[ServedCall]:
        """The calls, oldest first."""
        with self._lock:
            noted = list(self._calls)
        return [ServedCall(method, path, urlencode(query), status) for method, path, query, status in noted]

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._calls.clear()
