"""What macrosync keeps for its own speed, and may be deleted at any time: pieces of JSON by the digest of their origin.

They are kept in the user's own folder for such things and never in a project's, since what is in a project was perhaps
put there by somebody else. Nothing in them is run, and what was cut or changed is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json

#: Names another folder; where it is empty, nothing is kept.
VARIABLE = "MACROSYNC_CACHE_DIR"
#: So many pieces are kept, the last used ones: a few versions of a few projects.
_MOST = 48
_ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Memory:
    """A folder, or None where nothing is kept. What cannot be read or written there is no error."""

    folder: Path | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Memory:
        """The folder that the environment says, or the user's own."""
        if VARIABLE in environment:
            return cls(Path(environment[VARIABLE]) if environment[VARIABLE] else None)
        return cls(platformdirs.user_cache_path("macrosync"))

    def get(self, key: str) -> Json:
        """What is kept under a key, None where nothing is."""
        if self.folder is None:
            return None
        path = self.folder / f"{key}{_ENDING}"
        try:
            digest, _, written = path.read_bytes().partition(b"\n")
            if digest.decode("ascii", "replace") != _digest(written):
                return None
            found: Json = json.loads(written)
            os.utime(path)  # it is the last used one now
        except (OSError, ValueError, RecursionError):
            return None
        return found

    def put(self, key: str, value: Json) -> None:
        """Keep it, whole or not at all, and forget what was not used for longest."""
        if self.folder is None:
            return
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
                file.write(_digest(written).encode("ascii") + b"\n" + written)
            Path(file.name).replace(self.folder / f"{key}{_ENDING}")
            self._forget()

    def _forget(self) -> None:
        """Only pieces that are whole: another process may be writing one."""
        if self.folder is not None:
            pieces = sorted(self.folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in pieces[_MOST:]:
                path.unlink()


def _digest(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()
