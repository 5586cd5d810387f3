"""Tickets that rules are tried on: built from what their conditions name, and brought there as an agent would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.checks.rule_set import AGENT, DRIVER
from macrosync.definitions.wording import shown
from macrosync.rules import NotModelled, tags, triggers
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.updates import Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_witness import Witness
    from macrosync.resources import Json, Payload
    from macrosync.rules.triggers import Outcome, Step
    from macrosync.rules.updates import Assumptions
    from macrosync.scenarios.account import Rule

#: How much each check tries, in judged conditions; twenty triggers need a tenth of it. What is beyond is not tried,
#: and not said to be wrong.
_MOST = 200_000
#: What an action costs beside, in conditions; every option of a field costs one more.
_ACTION = 10
#: What differs between two runs that come to the same; tags and fields are compared by themselves.
_NOT_COMPARED = frozenset({"tags", "custom_fields", "fields", "updated_at", "created_at", "metric_set"})
_TOLD = ("status", "priority", "type", "group_id", "assignee_id")


@dataclass(frozen=True, slots=True)
class Trial:
    """An update, and the ticket as it leaves it."""

    update: Update
    ticket: Payload


@dataclass(slots=True)
class Trials:
    """Runs rules on tickets, up to a bound."""

    rules: RuleSet
    left: int = _MOST
    cost_of_action: int = _ACTION

    def __post_init__(self) -> None:
        """Tags are looked for among all options, with every action."""
        self.cost_of_action += sum(len(tags.option_tags(field)) for field in self.rules.fields)

    @property
    def exhausted(self) -> bool:
        """Whether nothing more is to be tried."""
        return self.left <= 0

    def make(self, found: Witness, before: Sequence[Rule] = ()) -> Trial | None:
        """The update that a witness tells of, on a ticket that came in before and that these triggers looked at."""
        given: dict[str, object] = {"by": AGENT, "requester": DRIVER, "via_id": 0}
        for moment in found.moments.values():
            given |= moment.update
        was: Payload | None = None
        if not found.creates:
            was = with_parts(self.rules.blank, (moment.was for moment in found.moments.values()))
            came_in = Trial(Update(None, None, DRIVER, DRIVER, 0), was)
            outcome = self.run(before, came_in) if before else None
            was = outcome.ticket if outcome is not None else was
        ticket = with_parts(
            was if was is not None else self.rules.blank, (moment.now for moment in found.moments.values())
        )
        ticket = self._tagged(ticket, found.tags)
        return None if ticket == was else Trial(Update(was, **given), ticket)  # type: ignore[arg-type]

    def again(self, ticket: Payload) -> Trial:
        """An update by an agent that changes nothing."""
        return Trial(Update(ticket, None, AGENT, DRIVER, 0), ticket)

    def run(self, among: Sequence[Rule], trial: Trial, assumptions: Assumptions | None = None) -> Outcome | None:
        """One cycle of triggers; None where something in it is not modelled, or the bound is reached."""
        if self.exhausted:
            return None
        try:
            outcome = triggers.run(
                [rule.payload for rule in among],
                trial.ticket,
                trial.update,
                scene=self.rules.scene,
                shows=self.rules.shows(trial.update.by),
                assumptions=assumptions,
            )
        except (NotModelled, LiquidInvalid):
            return None
        self.left -= sum(self._cost(step) for step in outcome.trace)
        return outcome

    def _cost(self, step: Step) -> int:
        return len(step.judgement.every) + len(step.judgement.some) + len(step.done) * self.cost_of_action

    def _tagged(self, ticket: Payload, wanted: Mapping[str, bool]) -> Payload:
        """The ticket with the tags that it has, and without those that it has not; fields follow."""
        fields = self.rules.fields
        tagging = tags.remove(tags.tagging_of(ticket), [tag for tag, has in wanted.items() if not has], fields)
        return tags.with_tagging(ticket, tags.add(tagging, [tag for tag, has in wanted.items() if has], fields))


def alike(one: Payload, other: Payload) -> bool:
    """Whether two tickets are the same but for the order of tags and the times of updates."""
    return compared(one) == compared(other)


def compared(ticket: Payload) -> tuple[object, ...]:
    """A ticket as something to compare."""
    tagging = tags.tagging_of(ticket)
    rest = {name: value for name, value in ticket.items() if name not in _NOT_COMPARED}
    return frozenset(tagging.tags), {number: value for number, value in tagging.values.items() if value}, rest


def told(trial: Trial, rules: RuleSet) -> str:
    """A trial in a few words: what the ticket has."""
    ticket = trial.ticket
    named = [f"{name.removesuffix('_id')} {ticket[name]}" for name in _TOLD if ticket[name] is not None]
    if listed := tags.tagging_of(ticket).tags:
        named.append(f"tags {' '.join(listed)}")
    new = "new ticket" if trial.update.creates else "ticket"
    return shown(rules.account.in_words(f"a {new} of {', '.join(named)}"), 80)


def with_parts(ticket: Payload, parts: Iterable[Payload]) -> Payload:
    """A ticket with parts of it put in: single times and custom fields beside those that it has."""
    held: dict[str, Json] = dict(ticket)
    for part in parts:
        for name, value in part.items():
            match name, value, held.get(name):
                case "metric_set", dict(more), dict(had):
                    held[name] = had | more
                case "custom_fields", list(more), list(had):
                    numbers = [each["id"] for each in more if isinstance(each, dict)]
                    kept: list[Json] = [each for each in had if isinstance(each, dict) and each["id"] not in numbers]
                    held[name] = kept + more
                case _:
                    held[name] = value
    return held
