"""Triggers: one cycle over their list, after one update of a ticket.

They run in the order of their categories, then of their positions (SUP 4408893545882). Later ones see what earlier ones
did. After one fires and changes the ticket, the list runs again from the top, and each fires at most once a cycle;
that is assumed, and a switch makes it a single pass (Assumptions.restarts).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules import rule_actions
from macrosync.rules.ticket_conditions import Scene, listed
from macrosync.rules.update_conditions import Occasion, judge, later
from macrosync.rules.updates import Assumptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macrosync.resources import Json, Payload
    from macrosync.rules.effects import Effect
    from macrosync.rules.rule_actions import Done, Shows
    from macrosync.rules.ticket_conditions import Judgement
    from macrosync.rules.updates import Update

_CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """One trigger's turn: what its conditions came to, and what its actions did; `round` counts passes from 1."""

    rule: Payload
    round: int
    judgement: Judgement
    done: tuple[Done, ...]

    @property
    def fired(self) -> bool:
        """Whether its actions were done."""
        return self.judgement.holds


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ticket after the cycle, what was done beside, and every turn in order."""

    ticket: Payload
    effects: tuple[Effect, ...]
    trace: tuple[Step, ...]

    @property
    def fired(self) -> tuple[Payload, ...]:
        """The triggers that fired, in the order in which they did."""
        return tuple(step.rule for step in self.trace if step.fired)


def in_order(triggers: Iterable[Payload], categories: Iterable[Payload]) -> tuple[Payload, ...]:
    """The active triggers in the order in which they run: category, position, title, id (recorded for lists)."""
    places = {str(category["id"]): _number(category.get("position")) for category in categories}

    def place(trigger: Payload) -> tuple[int, int, str, str]:
        category = places.get(str(trigger.get("category_id")), 0)
        return category, _number(trigger.get("position")), str(trigger.get("title")), str(trigger.get("id"))

    return tuple(sorted((each for each in triggers if each.get("active") is not False), key=place))


def run(
    triggers: Sequence[Payload],
    ticket: Payload,
    update: Update,
    *,
    scene: Scene,
    shows: Shows,
    assumptions: Assumptions | None = None,
) -> Outcome:
    """One cycle over triggers that are in their order. `ticket` is as the update left it.

    They never run on a ticket that was closed before, and do on the update that closes it (SUP 4408822236058). Raises
    NotModelled, and LiquidInvalid for a text that does not parse.
    """
    assumed = assumptions or Assumptions()
    if update.was("status") == _CLOSED:
        return Outcome(ticket, (), ())
    cycle = _Cycle(Occasion(ticket, ticket, update, scene), shows, assumed, [], set())
    while cycle.passes(triggers):
        pass
    effects = tuple(done.effect for step in cycle.trace for done in step.done if done.effect is not None)
    return Outcome(cycle.occasion.ticket, effects, tuple(cycle.trace))


@dataclass(slots=True)
class _Cycle:
    """A cycle on its way."""

    occasion: Occasion
    shows: Shows
    assumed: Assumptions
    trace: list[Step]
    fired: set[str]
    round: int = 0

    def passes(self, triggers: Sequence[Payload]) -> bool:
        """One pass over the list; whether another one is due."""
        self.round += 1
        return any(self._turn(trigger) and self.assumed.restarts for trigger in triggers)

    def _turn(self, trigger: Payload) -> bool:
        """One trigger's turn; whether it changed the ticket. One that fired has no other turn in the cycle."""
        identity = str(trigger["id"])
        if identity in self.fired:
            return False
        conditions = trigger.get("conditions")
        judgement = judge(conditions if isinstance(conditions, dict) else {}, self.occasion)
        before = self.occasion.ticket
        done: tuple[Done, ...] = ()
        if judgement.holds:
            self.fired.add(identity)
            done = rule_actions.act(listed(trigger.get("actions")), before, self.shows, self.occasion.scene.fields)
            after = done[-1].ticket if done else before
            self.occasion = later(self.occasion, after, counts_as_change=self.assumed.rules_count_as_change)
        self.trace.append(Step(trigger, self.round, judgement, done))
        return self.occasion.ticket != before


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
