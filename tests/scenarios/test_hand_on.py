"""The driver's contact is handed on with a consent that holds and the customer's wish, and in no other way.

Every sequence of macros and field changes is tried, up to a length: from each state that one leads to, all of them are
tried again. What the rules on handing on ask for is the state (whether it is handed on, consent, wish, whether the day
is ahead); what else a ticket holds makes no difference to them, as is tested too. Days pass as well.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.scenarios.our_desk import ACCOUNT, a_case, apply, choose, copied, field

from macrosync.rules import tags
from macrosync.rules.updates import Assumptions
from macrosync.scenarios.field_values import held_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Json
    from macrosync.scenarios.records import Record
    from macrosync.scenarios.world import World

LONGEST = 6
HAND_ON = ACCOUNT.macros["lost-item/handed-on"]
MACROS = [
    macro for key, macro in ACCOUNT.macros.items() if "lost-item" in key or key.startswith("contact-after-ride/consent")
]
CHOICES = ("progress", "consent", "wish")
LAPSES = "lapses-on"
HANDED_ON = "lost-item-progress__handed-on"
READ = {f"custom_fields_{ACCOUNT.fields[f'lost-item-{name}']['id']}" for name in (*CHOICES, LAPSES)}


class State(NamedTuple):
    """What a ticket holds of what the rules on handing on ask for; days are told apart by whether they are ahead."""

    handed_on: bool
    consent: Json
    wish: Json
    lapses: str

    @property
    def allowed(self) -> bool:
        """Whether the contact may be handed on."""
        return (
            self.consent == "lost-item-consent__given"
            and self.wish == "lost-item-wish__wanted"
            and self.lapses in {"later", "tomorrow"}
        )


def state(world: World, record: Record) -> State:
    progress, consent, wish, lapses = (held_by(record.ticket, field(name)) for name in (*CHOICES, LAPSES))
    days = None if lapses is None else (date.fromisoformat(str(lapses)) - world.now.date()).days
    when = "never" if days is None else "over" if days <= 0 else "tomorrow" if days == 1 else "later"
    return State(progress == HANDED_ON, consent, wish, when)


def moves(world: World, number: int) -> Iterator[World]:
    """The world after each macro, each change of a field, and some days."""
    for macro in MACROS:
        other = copied(world)
        record = other.records[number]
        may = state(other, record).allowed
        note = apply(other, record, macro)
        if macro is HAND_ON:
            assert ("말로 전달했습니다" in note) == may
            assert ("전달 불가" in note) != may
        yield other
    for name in CHOICES:
        for value in (None, *(str(option["value"]) for option in tags.options(field(name)))):
            other = copied(world)
            choose(other, other.records[number], name, value)
            yield other
    for days in (1, 13, 14):
        other = copied(world)
        other.now += timedelta(days=days)
        apply(other, other.records[number], ACCOUNT.macros["lost-item/consent-silent"] if days == 1 else HAND_ON)
        yield other


@pytest.mark.parametrize("which", ["ticket", "task"])
@pytest.mark.parametrize("assumptions", [Assumptions(), Assumptions(restarts=False, rules_count_as_change=False)])
def test_no_sequence_hands_the_contact_on_without_consent_and_wish(which: str, assumptions: Assumptions) -> None:
    number = ["ticket", "task"].index(which)
    begun = a_case(assumptions)
    reached = {state(begun, begun.records[number]): begun}
    ahead = [begun]
    for _ in range(LONGEST):
        found: list[World] = []
        for world in ahead:
            for other in moves(world, number):
                there = state(other, other.records[number])
                assert there.allowed or not there.handed_on, there
                if there not in reached:
                    reached[there] = other
                    found.append(other)
        ahead = found
    assert any(there.handed_on for there in reached) == (which == "task")


def test_the_rules_on_handing_on_read_nothing_else() -> None:
    rules = [rule for rule in ACCOUNT.triggers if "hand-on" in rule.key]
    asked = [each for rule in rules for which in ("all", "any") for each in rule.conditions(which)]
    assert len(rules) == 2
    assert {str(each["field"]) for each in asked} == READ
    progress = f"custom_fields_{field('progress')['id']}"
    assert {each["value"] for each in asked if each["field"] == progress} == {HANDED_ON}
