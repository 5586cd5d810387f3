"""Cases without any service: snapshots as they could be read, and what they are after an action. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.followups.office import FOUND, lost_items

from macrosync.compiler.lost_items import moments
from macrosync.followups import Desk
from macrosync.followups.actions import Action, MakeTask, Redact, Update
from macrosync.followups.decide import decide
from macrosync.followups.snapshot import Change, Comment, History, Snapshot, Ticket

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Payload, Ref

CASE = lost_items()
SERVICE, AGENT, DRIVER = 1, 2, 3
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
_NAMES = tuple(type(CASE.items.fields).model_fields)
IDS: dict[Ref, int | str] = {CASE.field(name): 100 + at for at, name in enumerate(_NAMES)}
DESK = Desk(CASE, FOUND, IDS, MappingProxyType({}), SERVICE)
NUMBER = 1001


def ticket(number: int, *, status: str = "open", tags: tuple[str, ...] = (), **values: str) -> Ticket:
    external = f"lost-item/{NUMBER}" if CASE.task in tags else ""
    held = MappingProxyType({name: value for name, value in values.items() if value})
    due = moments.due_at(CASE.items.times, START) if CASE.task in tags else None
    payload: Payload = {"id": number, "updated_at": START.isoformat()}
    return Ticket(number, status, frozenset(tags), held, START, due, external, DRIVER, payload)


def driver(status: str = "open", **values: str) -> Ticket:
    return ticket(NUMBER, status=status, tags=(CASE.case,), **{"progress": "received", **values})


def task(number: int = 1002, status: str = "new", **values: str) -> Ticket:
    told = {"progress": "received", "consent": "not-asked", "other_ticket": str(NUMBER), "due_on": "2026-11-24"}
    return ticket(number, status=status, tags=(CASE.task,), **{**told, **values})


def change(at: Ticket, name: str, value: str, *, minutes: int = 1, author: int = AGENT) -> Change:
    return Change(START + timedelta(minutes=minutes), minutes, at.number, author, name, value)


def case(*tickets: Ticket, changes: tuple[Change, ...] = (), comments: Mapping[int, Comment] | None = None) -> Snapshot:
    """A case whose tickets were made at the start; what changed is in their values already."""
    of_driver = next((each for each in tickets if CASE.case in each.tags), None)
    tasks = tuple(sorted((each for each in tickets if CASE.task in each.tags), key=lambda each: each.number))
    made = {each.number: Change(START, 0, each.number, SERVICE, "tags", each.tags) for each in tickets}
    histories = {
        number: History(
            (first, *(each for each in changes if each.ticket == number)),
            tuple(said for at, said in (comments or {}).items() if at == number),
        )
        for number, first in made.items()
    }
    return Snapshot(NUMBER, of_driver, tasks, MappingProxyType(histories))


def after(before: Snapshot, action: Action, now: datetime) -> Snapshot:
    """The case after an action; no rule runs."""
    match action:
        case MakeTask():
            number = max(each.number for each in before.tickets) + 1
            consent = before.driver.values.get("consent", "not-asked") if before.driver else "not-asked"
            made = replace(task(number, consent=consent), due=moments.due_at(CASE.items.times, action.began))
            first = Change(now, 0, number, SERVICE, "tags", made.tags)
            histories = {**before.histories, number: History((first,))}
            return replace(before, tasks=(*before.tasks, made), histories=histories)
        case Update():
            return _updated(before, action, now)
        case Redact():
            history = before.history(action.ticket)
            kept = tuple(replace(each, html="") if each.number == action.comment else each for each in history.comments)
            return replace(before, histories={**before.histories, action.ticket: replace(history, comments=kept)})


def _updated(before: Snapshot, action: Update, now: datetime) -> Snapshot:
    was = action.ticket
    values = {name: value for name, value in {**was.values, **action.values}.items() if value}
    changed = replace(was, values=values, status=action.status or was.status, due=action.due or was.due)
    history = before.history(was.number)
    changes = tuple(Change(now, 10**6, was.number, SERVICE, name, value) for name, value in action.values.items())
    said = tuple(
        Comment(10**6 + at, now, 10**6, SERVICE, note, note, public=False) for at, note in enumerate(action.notes)
    )
    more = History((*history.changes, *changes), (*history.comments, *said))
    tasks = tuple(changed if each.number == was.number else each for each in before.tasks)
    of_driver = changed if was.number == before.number else before.driver
    return replace(before, driver=of_driver, tasks=tasks, histories={**before.histories, was.number: more})


def settled(before: Snapshot, now: datetime, *, rounds: int = 10) -> tuple[Snapshot, list[Action]]:
    """The case once nothing is left to do, and what was done; fails where it does not come to rest."""
    done: list[Action] = []
    for _ in range(rounds):
        actions = decide(DESK, before, now)
        if not actions:
            return before, done
        for action in actions:
            before = after(before, action, now)
        done += actions
    raise AssertionError(f"does not come to rest: {done[-2:]}")
