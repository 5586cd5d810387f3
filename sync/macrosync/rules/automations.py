"""Automations: one hourly run over the tickets (SUP 4408832701850).

Each one in its order looks at every ticket that is not closed; later ones see what earlier ones did. That triggers run
after each change, as after any update, is the caller's: an automation's change is an update (facts (c)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import rule_actions
from macrosync.rules.ticket_conditions import judge, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macrosync.resources import Payload
    from macrosync.rules.rule_actions import Done, Shows
    from macrosync.rules.ticket_conditions import Judgement, Scene

_CLOSED = "closed"
#: Tickets that an automation changes in an hour; the rest wait for the next one (SUP 4408832701850).
MOST_TICKETS = 1_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One automation on one ticket: what its conditions came to, and what its actions did."""

    rule: Payload
    judgement: Judgement
    done: tuple[Done, ...]

    @property
    def fired(self) -> bool:
        """Whether its actions were done."""
        return bool(self.done)


def in_order(automations: Iterable[Payload]) -> tuple[Payload, ...]:
    """The active ones in their order, by position and id (recorded for lists)."""

    def place(automation: Payload) -> tuple[int, int]:
        position, number = automation.get("position"), automation.get("id")
        return position if isinstance(position, int) else 0, number if isinstance(number, int) else 0

    return tuple(sorted((each for each in automations if each.get("active") is not False), key=place))


def turn(automation: Payload, ticket: Payload, scene: Scene, shows: Shows) -> Turn:
    """One automation's turn on one ticket, which comes with its `metric_set` where conditions ask for it.

    Raises NotModelled, and LiquidInvalid for a text that does not parse.
    """
    conditions = automation.get("conditions")
    judgement = judge(conditions if isinstance(conditions, dict) else {}, ticket, scene)
    if not judgement.holds or ticket.get("status") == _CLOSED:
        return Turn(automation, judgement, ())
    return Turn(automation, judgement, rule_actions.act(listed(automation.get("actions")), ticket, shows, scene.fields))
