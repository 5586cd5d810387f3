"""Where the lock of an account is, from whichever working copy it is written to: a file of the user's, named by it.

The user's own cache folder is the same for a terminal, a timer and a job, which a folder of the session is not. Where
none can be written, as in some containers, a folder among the temporary ones stands in, if it is this user's alone:
in one that somebody else can write, a link could lead the lock to another file.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import platformdirs

from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Names the folder instead.
VARIABLE = "MACROSYNC_LOCK_DIR"
_PORTS = {"http": 80, "https": 443}
#: One machine by its other names.
_HERE = {"localhost": "127.0.0.1", "::1": "127.0.0.1"}

if sys.platform == "win32":

    def _is_own(_: Path) -> bool:
        return True  # each user has a folder of temporary files that is their own

    def _user() -> str:
        return ""

else:

    def _is_own(folder: Path) -> bool:
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022

    def _user() -> str:
        return f"-{os.getuid()}"


def path(address: str, environment: Mapping[str, str]) -> Path:
    """The file that is locked for the account at an address. Raises ConfigError where no folder can hold it."""
    for folder in _folders(environment):
        try:
            for each in (folder.parent, folder):
                each.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_own(folder) and os.access(folder, os.W_OK | os.X_OK):
                return folder / f"{hashlib.sha256(_one(address).encode()).hexdigest()[:32]}.lock"
        except OSError:
            continue
    raise ConfigError(
        f"No folder can hold the lock that keeps applies apart: set {VARIABLE} to one that only this user can write."
    )


def _folders(environment: Mapping[str, str]) -> Iterator[Path]:
    if named := environment.get(VARIABLE):
        yield Path(named)
        return
    yield platformdirs.user_cache_path("macrosync") / "locks"
    yield Path(tempfile.gettempdir()) / f"macrosync{_user()}"


def _one(address: str) -> str:
    """One spelling for all of an account's: its host and port, or the file of a local one."""
    try:
        found = urlsplit(address)
        port = found.port or _PORTS.get(found.scheme)
    except ValueError:
        return address  # which is no address, as the gateway will say
    host = found.hostname or ""
    return f"{_HERE.get(host, host)}:{port}" if port and host else address
