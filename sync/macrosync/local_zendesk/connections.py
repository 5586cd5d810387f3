"""The open connections, counted: so many that nothing runs out, and none that another one's silence keeps out."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Condition

#: Connections at once. Each has a thread, a socket and at most two files of SQLite's, of the 1,024 that a process
#: may open by custom.
MOST = 256


class Connections:
    """Who is connected, and who of them has nothing under way. Safe for threads.

    A client that opens a connection and says nothing, or says it a letter at a time, costs nobody but itself: where
    there is no room, the one that has been waited for the longest gives way.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._changed = Condition()
        self._open: set[socket.socket] = set()
        self._waiting: dict[socket.socket, None] = {}  # in the order in which they began to be waited for

    def add(self, connection: socket.socket) -> bool:
        """Take one in; whether there is room, which one that is waited for makes where there is none."""
        with self._changed:
            if len(self._open) >= self._most:
                oldest = next(iter(self._waiting), None)
                if oldest is None:
                    return False
                self._open.discard(oldest)
                del self._waiting[oldest]
                _end(oldest, socket.SHUT_RDWR)
            self._open.add(connection)
            self._waiting[connection] = None
        return True

    def busy(self, connection: socket.socket) -> None:
        """A whole request has come: it is answered whatever happens."""
        with self._changed:
            self._waiting.pop(connection, None)

    def waiting(self, connection: socket.socket) -> None:
        """The answer is on its way; now it is the client's turn."""
        with self._changed:
            if connection in self._open:
                self._waiting[connection] = None

    def remove(self, connection: socket.socket) -> None:
        """One has ended."""
        with self._changed:
            self._open.discard(connection)
            self._waiting.pop(connection, None)
            self._changed.notify_all()

    @property
    def open(self) -> int:
        """How many there are."""
        with self._changed:
            return len(self._open)

    def wait(self, seconds: float) -> bool:
        """Wait until there are none; whether that came about."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def end(self, grace: float) -> None:
        """End them all. What is being answered is answered yet, to clients that take it within `grace` seconds."""
        with self._changed:
            for connection in self._open:
                _end(connection, socket.SHUT_RD)
        self.wait(grace)
        with self._changed:
            for connection in self._open:
                _end(connection, socket.SHUT_RDWR)


def _end(connection: socket.socket, how: int) -> None:
    with suppress(OSError):  # the client was quicker
        connection.shutdown(how)
