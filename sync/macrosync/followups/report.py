"""What a sweep came to: counts, and a line for each case, without a name, a phone number or a subject."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from macrosync.followups.actions import MakeTask, Redact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.followups.actions import Action
    from macrosync.resources import Json


@dataclass(slots=True)
class Told:
    """What became of one case: what was done, or would be, and what went wrong."""

    number: int
    done: list[str] = field(default_factory=list)
    failed: str = ""


@dataclass(slots=True)
class Report:
    """A sweep. `dry_run` says that it only looked; `stopped` is why it did not come to its end."""

    dry_run: bool
    cases: int = 0
    calls: int = 0
    stopped: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    told: dict[int, Told] = field(default_factory=dict)

    def of(self, number: int) -> Told:
        """What is told of a case."""
        return self.told.setdefault(number, Told(number))

    def add(self, number: int, action: Action) -> None:
        """Take note of what was done."""
        self.of(number).done += action.words
        kind = "made" if isinstance(action, MakeTask) else "redacted" if isinstance(action, Redact) else "updated"
        self.counts[kind] += 1

    def take_back(self, number: int, action: Action) -> None:
        """Forget something that was not done after all."""
        told = self.of(number)
        told.done = [words for words in told.done if words not in action.words]
        self.counts["made"] -= 1

    def in_order(self, number: int) -> None:
        """Take note that a case is in order after all."""
        if number in self.told:
            self.told[number].failed = ""

    @property
    def failed(self) -> tuple[Told, ...]:
        """The cases that are not in order."""
        return tuple(each for each in self.told.values() if each.failed)

    @property
    def complete(self) -> bool:
        """Whether every case is in order now."""
        return not self.failed and not self.stopped

    def lines(self) -> Iterator[str]:
        """It in words."""
        would = "would be " if self.dry_run else ""
        made, updated, redacted = (self.counts[name] for name in ("made", "updated", "redacted"))
        yield (
            f"{_count(self.cases, 'case')}; {_count(made, 'task')} {would}made, {_count(updated, 'change')} "
            f"{would}written, {_count(redacted, 'comment')} {would}redacted; {_count(self.calls, 'call')}."
        )
        for told in sorted(self.told.values(), key=lambda each: each.number):
            if told.done:
                yield f"Ticket {told.number}: {'; '.join(told.done)}."

    def to_json(self) -> dict[str, Json]:
        """It for programs."""
        told: list[Json] = [asdict(each) for each in sorted(self.told.values(), key=lambda each: each.number)]
        return {
            "dry_run": self.dry_run,
            "complete": self.complete,
            "cases": self.cases,
            "made": self.counts["made"],
            "updated": self.counts["updated"],
            "redacted": self.counts["redacted"],
            "calls": self.calls,
            "stopped": self.stopped,
            "told": told,
        }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
