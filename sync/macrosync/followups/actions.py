"""What a sweep can do to a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from macrosync.followups.snapshot import Ticket


@dataclass(frozen=True, slots=True)
class MakeTask:
    """Make the task that is missing; it is due as if it had been made when the case began."""

    driver: Ticket
    began: datetime

    @property
    def words(self) -> tuple[str, ...]:
        """What it is, for people."""
        return (f"the missing task of ticket {self.driver.number} is made",)


@dataclass(frozen=True, slots=True)
class Update:
    """Change one ticket, all of it at once.

    `values` are options' slugs and texts by the names of fields, blank for nothing; `notes` become one internal note.
    `words` say what it is, for people.
    """

    ticket: Ticket
    words: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    status: str | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Redact:
    """Take the phone numbers out of a comment for good."""

    ticket: int
    comment: int

    @property
    def words(self) -> tuple[str, ...]:
        """What it is, for people."""
        return (f"redacted a number in comment {self.comment} of ticket {self.ticket}",)


Action: TypeAlias = "MakeTask | Update | Redact"
