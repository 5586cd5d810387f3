"""The project's own rules on a driver's ticket and its task, as agents work with them: no account, no HTTP."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING

from tests.conftest import ROOT

from macrosync import compiler
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.rules import macro_actions, tags
from macrosync.rules.ticket_conditions import listed
from macrosync.scenarios.account import AGENT_ID, Account
from macrosync.scenarios.field_values import assign
from macrosync.scenarios.records import Change
from macrosync.scenarios.world import World

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload
    from macrosync.rules.updates import Assumptions
    from macrosync.scenarios.account import Rule
    from macrosync.scenarios.records import Record

START = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
ACCOUNT = Account.of(compiler.compile(load(ROOT)[0], settings.read(ROOT).target(settings.LOCAL)))


def field(name: str) -> Payload:
    return ACCOUNT.fields[f"lost-item-{name}"]


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


def choose(world: World, record: Record, name: str, value: Json) -> None:
    """An agent sets a field and saves."""
    tagging = assign(tags.tagging_of(record.ticket), field(name), value)
    world.update(record, Change(name, tags.with_tagging(record.ticket, tagging), None, agent(world), 0))


def a_case(assumptions: Assumptions) -> World:
    """A driver's ticket and its task."""
    world = World(ACCOUNT, START, assumptions)
    driver: Payload = {"id": 10**11 + 2, "name": "기사", "role": "end-user"}
    said: Payload = {"body": "장갑을 두고 내렸어요.", "html_body": None, "public": True}
    asked = world.create(Change("asks", world.blank(driver), said, driver, 29), driver)
    apply(world, asked, ACCOUNT.macros["contact-after-ride/lost-item/chat"])
    assert len(world.records) == 2
    return world
