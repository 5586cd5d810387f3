"""Which cases were in order when they were last looked at closely, so that they need not be while nothing changed.

Kept in a file of numbers and times, which may be lost at any time: then every case is looked at closely once more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.followups.snapshot import Snapshot

FILE = "followups.json"
#: What changed this short while ago may change again without another time on it, which is to the second.
_YOUNG = timedelta(minutes=2)


@dataclass(slots=True)
class Seen:
    """When the tickets of each case changed last, by the driver's ticket. Without a path nothing is kept."""

    path: Path | None = None
    stamps: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Seen:
        """What the file holds; nothing where there is none, or where it is none of ours."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            stamps = {str(case): {str(at): str(each) for at, each in of.items()} for case, of in found.items()}
        except (OSError, ValueError, AttributeError):
            return cls(path)
        return cls(path, stamps)

    def knows(self, case: Snapshot) -> bool:
        """Whether the case is as it was when it was in order."""
        return self.stamps.get(str(case.number)) == _stamps(case)

    def note(self, case: Snapshot, now: datetime) -> None:
        """Remember a case that is in order."""
        latest = [datetime.fromisoformat(ticket.stamp) for ticket in case.tickets]
        if case.tasks and all(now - each > _YOUNG for each in latest):
            self.stamps[str(case.number)] = _stamps(case)

    def save(self, numbers: tuple[int, ...]) -> None:
        """Write the file with these cases and no others. Raises ConfigError."""
        if self.path is None:
            return
        kept = {str(number): self.stamps[str(number)] for number in numbers if str(number) in self.stamps}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as file:
                json.dump(kept, file)
            self.path.parent.joinpath(file.name).replace(self.path)
        except OSError as error:
            raise ConfigError(f"{self.path} cannot be written: {error.strerror}.") from None


def _stamps(case: Snapshot) -> dict[str, str]:
    return {str(ticket.number): ticket.stamp for ticket in case.tickets}
