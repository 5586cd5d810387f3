"""One apply at a time to one account from one machine: a lock that the system lets go with the process that holds it.

There are two: one in the project's folder, and one that all working copies share (`account_lock`). The files stay when
it is over; only the system's own lock on them counts, so that a killed process blocks nobody. Two machines are not
kept apart: each write looks at its resource first (`reading`).
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from macrosync.errors import AlreadyRunning, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

FILE = "apply.lock"

if sys.platform == "win32":
    import msvcrt

    #: Windows keeps others from reading what is locked: a byte far behind all that is written.
    _BEHIND = 1 << 20

    def _taken(file: IO[bytes]) -> bool:
        file.seek(_BEHIND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held(path: Path, clock: Callable[[], datetime]) -> Iterator[None]:
    """Hold a lock, the file of which is made where it is missing.

    Raises AlreadyRunning, with who holds it, where another process does, and ConfigError where no lock can be had.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab+")
    except OSError as error:
        raise ConfigError(f"The lock {path} cannot be written: {error.strerror}.") from None
    with file:
        try:
            taken = _taken(file)
            if taken:
                _sign(file, clock())
        except OSError as error:
            raise ConfigError(
                f"{path} cannot be locked ({error.strerror}): keep that folder on a disk of this machine."
            ) from None
        if not taken:
            raise AlreadyRunning(
                f"Another apply to this target is under way on this machine{_holder(file)}: wait until it is over, or "
                "end it."
            )
        yield


def _sign(file: IO[bytes], now: datetime) -> None:
    """Write down who holds it, for whoever comes next."""
    file.seek(0)
    file.truncate()
    file.write(json.dumps({"pid": os.getpid(), "started": now.isoformat(timespec="seconds")}).encode())
    file.flush()


def _holder(file: IO[bytes]) -> str:
    """Who holds it; nothing where that is only just being written."""
    file.seek(0)
    try:
        found = json.loads(file.read())
        return f" (process {int(found['pid'])}, since {found['started']!s:.40})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
