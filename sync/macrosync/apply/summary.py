"""What an apply did, as it goes and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from macrosync.errors import ApplyFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macrosync.plan.model import Change
    from macrosync.resources import Kind


class Outcome(StrEnum):
    """What became of a change."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    HELD = "held"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Progress:
    """One change is over: the how-manieth of how many, and what became of it."""

    number: int
    total: int
    change: Change
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Trouble:
    """A change that was not done, and why, in one sentence."""

    kind: Kind
    key: str
    title: str
    reason: str

    def __str__(self) -> str:
        return f"{self.kind.label} {self.title}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done and what was not; `calls` counts the calls to Zendesk. `dataclasses.asdict` makes it JSON."""

    created: int
    updated: int
    deleted: int
    held: tuple[Trouble, ...]
    failed: tuple[Trouble, ...]
    skipped: tuple[Trouble, ...]
    warnings: tuple[str, ...]
    calls: int

    def __str__(self) -> str:
        done = [f"{self.created} created", f"{self.updated} updated", f"{self.deleted} deleted"]
        left = (("held", self.held), ("failed", self.failed), ("skipped", self.skipped))
        return ", ".join([*done, *(f"{len(troubles)} {name}" for name, troubles in left if troubles)])


class ApplyUnfinished(ApplyFailed):
    """Some changes failed; `summary` has all of it."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        super().__init__(
            f"The apply is not complete: {summary}. {_sentences(summary.failed)} "
            "Mend that and run `macrosync apply` again: what was done is not done twice."
        )


def _sentences(troubles: Iterable[Trouble]) -> str:
    return " ".join(f"{str(trouble).rstrip('.')}." for trouble in troubles)
