"""The server's own clock: the system's time until a test sets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock


class Clock:
    """A clock that can be set, upon which it stands still, and moved forward. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._offset = timedelta()
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        """The time, in UTC."""
        with self._lock:
            return self._fixed if self._fixed is not None else datetime.now(UTC) + self._offset

    @property
    def fixed(self) -> bool:
        """Whether the clock stands still."""
        return self._fixed is not None

    def set(self, moment: datetime) -> None:
        """Stand still at an aware moment, until it is moved."""
        with self._lock:
            self._fixed = moment.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on; a clock that runs goes on running from there."""
        with self._lock:
            if self._fixed is None:
                self._offset += by
            else:
                self._fixed += by

    def run(self) -> None:
        """Show the system's time again."""
        with self._lock:
            self._fixed, self._offset = None, timedelta()


def stamp(moment: datetime) -> str:
    """A time as the API writes it: 2026-11-24T09:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
