"""What the driver answered, and what holds by it now. Pure.

An answer is a change of the consent by somebody else than the service user, on the driver's ticket or on a task: what
rules and sweeps carry from one to the other is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Change, Snapshot

#: Answers of one second, the later the more they count: what forbids wins.
_RANK = ("", "lapsed", "not-asked", "asked", "given", "silent", "refused", "withdrawn")
#: Those that are kept for the record.
RECORDED = ("given", "refused", "silent", "withdrawn")
#: A consent that is left blank says the same.
BLANK = "not-asked"


@dataclass(frozen=True, slots=True)
class Consent:
    """What holds: an option's slug, and of a consent that was given the first day on which it does not hold."""

    slug: str
    lapses_on: str | None = None


def answers(desk: Desk, case: Snapshot) -> tuple[Change, ...]:
    """The answers in their order; one that says the same as the one before is none."""
    every = [change for each in case.tickets for change in case.history(each.number).of("consent")]
    theirs = [change for change in every if change.author != desk.caller]
    theirs.sort(key=lambda change: (change.at, _RANK.index(str(change.value)), change.audit))
    return tuple(_changing(theirs))


def holds(desk: Desk, case: Snapshot, now: datetime) -> Consent | None:
    """The consent of a case; None where there is no task to read it from and nobody answered."""
    given = answers(desk, case)
    task = case.task
    if given:
        slug = str(given[-1].value) or BLANK
        lapses = lapse(desk, given[-1].at) if slug == "given" else None
    elif task is not None:
        slug = task.values.get("consent", BLANK)
        lapses = (task.values.get("lapses_on") or _dated(desk, case)) if slug == "given" else None
    else:
        return None
    if lapses is not None and desk.day(now).isoformat() >= lapses:
        return Consent("lapsed")
    return Consent(slug, lapses)


def lapse(desk: Desk, at: datetime) -> str:
    """The first day on which a consent of that time does not hold; its own day is the first that it holds."""
    return (desk.day(at) + timedelta(days=desk.items.times.consent_days)).isoformat()


def _dated(desk: Desk, case: Snapshot) -> str | None:
    """When a consent lapses that only the service user put there: from when it did, or else from the very beginning.

    None where the histories were not read.
    """
    if not case.histories:
        return None
    given = [each for task in case.tasks for each in case.history(task.number).of("consent") if each.value == "given"]
    return lapse(desk, given[-1].at if given else min(ticket.created for ticket in case.tickets))


def _changing(changes: list[Change]) -> Iterator[Change]:
    last = BLANK
    for change in changes:
        slug = str(change.value) or BLANK
        if slug != last:
            yield change
        last = slug
