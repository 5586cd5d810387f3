"""The journal: a line before each change, and one after it, in a file that only grows.

It holds neither bodies nor secrets, so that it can be kept and shared. A change whose outcome is missing was
cut off: the next plan shows whether it was done.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from macrosync.plan.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from macrosync.apply.summary import Outcome
    from macrosync.plan.model import Change
    from macrosync.resources import Id

FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Journal:
    """An open journal. `clock` gives the time of each line."""

    file: IO[bytes]
    clock: Callable[[], datetime]

    @classmethod
    @contextmanager
    def open(cls, folder: Path, clock: Callable[[], datetime]) -> Iterator[Journal]:
        """The journal of a folder, both made where they are missing. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / FILE).open("ab+") as file:
            _end_a_torn_line(file)
            yield cls(file, clock)

    def intend(self, change: Change) -> None:
        """Say what is about to be done."""
        self._write("intent", change, {"id": change.id, "before": change.seen})

    def conclude(
        self, change: Change, outcome: Outcome, *, number: Id | None, after: str, request_id: str = ""
    ) -> None:
        """Say what became of it: the resource's id where it is known, and the digest of what it holds now."""
        more = {"id": number, "before": change.seen, "after": after, "outcome": outcome.value}
        self._write("outcome", change, {**more, "request_id": request_id})

    def _write(self, event: str, change: Change, more: dict[str, str | int | None]) -> None:
        line = {
            "time": self.clock().isoformat(),
            "event": event,
            "action": change.action.value,
            "kind": change.kind.value,
            "key": change.key,
            **more,
        }
        self.file.write(json_text(line, indent=None).encode() + b"\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def _end_a_torn_line(file: IO[bytes]) -> None:
    """A line that a crash cut off must not swallow the next one."""
    if file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.write(b"\n")
