"""What happened in a scenario, in order: the material of expectations, traces and coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.resources import Payload
    from macrosync.rules.effects import Notification
    from macrosync.rules.rule_actions import Done
    from macrosync.rules.ticket_conditions import Judgement
    from macrosync.scenarios.account import Rule


@dataclass(frozen=True, slots=True)
class Turn:
    """One rule on one ticket: what its conditions came to, and what it did; `round` counts a cycle's passes."""

    rule: Rule
    round: int
    judgement: Judgement
    done: tuple[Done, ...]
    fired: bool


@dataclass(frozen=True, slots=True)
class Update:
    """A ticket was made (`before` is None) or updated: as it was, as the update left it, as the rules left it."""

    at: datetime
    what: str
    number: int
    before: Payload | None
    updated: Payload
    after: Payload
    comment: Payload | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """An automation that did not fire on a ticket, at the last of the hours that passed."""

    at: datetime
    number: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a webhook for a ticket: whether it was answered with success, and why not; the ticket that it made."""

    at: datetime
    number: int
    webhook: str
    body: str
    delivered: bool
    why: str = ""
    made: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A notification; it changes nothing."""

    at: datetime
    number: int
    notification: Notification


Event: TypeAlias = "Update | Looked | Call | Told"


def turns_of(event: Event) -> tuple[Turn, ...]:
    """The turns of rules in an event."""
    match event:
        case Update():
            return event.turns
        case Looked():
            return (event.turn,)
    return ()
