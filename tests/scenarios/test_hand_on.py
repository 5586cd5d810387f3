"""The driver's contact is handed on with a consent that holds and the customer's wish, and in no other way.

Every sequence of macros and field changes is tried, up to a length: from each state that one leads to, all of them are
tried again. What the rules on handing on ask for is the state (whether it is handed on, consent, wish, whether the day
is ahead); what else a ticket holds makes no difference to them, as is tested too. Days pass as well.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.conftest import ROOT

from macrosync import compiler, definitions
from macrosync.definitions import settings
from macrosync.rules import macro_actions, tags
from macrosync.rules.ticket_conditions import listed
from macrosync.rules.updates import Assumptions
from macrosync.scenarios.account import AGENT_ID, Account
from macrosync.scenarios.field_values import assign, held_by
from macrosync.scenarios.records import Change
from macrosync.scenarios.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Rule
    from macrosync.scenarios.records import Record

LONGEST = 6
START = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
ACCOUNT = Account.of(compiler.compile(definitions.load(ROOT)[0], settings.read(ROOT).target(settings.LOCAL)))
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


def field(name: str) -> Payload:
    return ACCOUNT.fields[f"lost-item-{name}"]


def state(world: World, record: Record) -> State:
    progress, consent, wish, lapses = (held_by(record.ticket, field(name)) for name in (*CHOICES, LAPSES))
    days = None if lapses is None else (date.fromisoformat(str(lapses)) - world.now.date()).days
    when = "never" if days is None else "over" if days <= 0 else "tomorrow" if days == 1 else "later"
    return State(progress == HANDED_ON, consent, wish, when)


def copied(world: World) -> World:
    """A world that goes on by itself."""
    other = copy(world)
    other.records = [copy(record) for record in world.records]
    other.timeline, other.marks = [], set()
    other.begin_step()
    return other


def agent(world: World) -> Payload:
    return world.account.users()[AGENT_ID]


def apply(world: World, record: Record, macro: Rule) -> str:
    """An agent applies a macro and saves; what its note says."""
    context = world.context(record.ticket, record, agent(world))
    outcome = macro_actions.apply(listed(macro.payload["actions"]), record.ticket, context, fields=ACCOUNT.every_field)
    comment = outcome.comment
    assert comment is not None
    said: Payload = {"body": comment.body, "html_body": comment.html_body, "public": comment.public}
    world.update(record, Change(macro.key, outcome.ticket, said, agent(world), 0))
    return comment.body


def choose(world: World, record: Record, name: str, value: str | None) -> None:
    """An agent sets a field and saves."""
    tagging = assign(tags.tagging_of(record.ticket), field(name), value)
    world.update(record, Change(name, tags.with_tagging(record.ticket, tagging), None, agent(world), 0))


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


def a_case(assumptions: Assumptions) -> World:
    """A driver's ticket and its task."""
    world = World(ACCOUNT, START, assumptions)
    driver: Payload = {"id": 10**11 + 2, "name": "기사", "role": "end-user"}
    said: Payload = {"body": "장갑을 두고 내렸어요.", "html_body": None, "public": True}
    asked = world.create(Change("asks", world.blank(driver), said, driver, 29), driver)
    apply(world, asked, ACCOUNT.macros["contact-after-ride/lost-item/chat"])
    assert len(world.records) == 2
    return world


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
