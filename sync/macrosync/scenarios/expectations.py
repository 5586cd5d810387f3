"""What a scenario expects, held against what happened: one failure for each thing that is not so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from macrosync.definitions.scenario_values import instant, offset
from macrosync.rules import tags
from macrosync.scenarios import changes, comments, field_values, rules_expected, steps
from macrosync.scenarios.account import AGENT_ID
from macrosync.scenarios.results import Failure
from macrosync.scenarios.tickets import stamp
from macrosync.scenarios.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.scenarios import Expect, TaskExpected, TicketExpected
    from macrosync.resources import Json, Payload, Source
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.records import Record
    from macrosync.scenarios.timeline import Event
    from macrosync.scenarios.world import World

#: Expectations that compare one attribute of the ticket, and what the API calls it.
_PLAIN = {
    "status": "status",
    "priority": "priority",
    "type": "type",
    "subject": "subject",
    "external_id": "external_id",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expectation looks at: a ticket, how it was before, and what happened since."""

    case: Case
    world: World
    record: Record
    before: Payload
    events: Sequence[Event]

    def failure(self, path: tuple[str | int, ...], expected: str, found: str) -> Failure:
        """An expectation that is not met, at its place, ids told in words."""
        words = self.world.account.in_words
        return Failure(self.case.place(*path), words(expected), words(found))


def check(expect: Expect, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """Everything that is not as expected. Raises Broken for an expectation that cannot be held against anything."""
    yield from _ticket(expect, path, scope)
    if expect.changed is not None:
        yield from changes.check(expect.changed, (*path, "changed"), scope)
    yield from rules_expected.check(expect, path, scope)
    if expect.tasks is not None:
        yield from _tasks(expect.tasks, (*path, "tasks"), scope)


def _ticket(expect: TicketExpected, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    ticket, given = scope.record.ticket, expect.model_fields_set
    for name, wanted in _wanted(expect, path, scope):
        found = ticket[name.api]
        if found != wanted:
            told, held = (_local(value, scope) if name.ours == "due" else quoted(value) for value in (wanted, found))
            yield scope.failure((*path, name.ours), f"{name.ours} {told}", held)
    for key in expect.fields:
        yield from _field(expect, key, path, scope)
    if expect.tags is not None:
        yield from _tags(expect, path, scope)
    if expect.comment is not None:
        yield from comments.latest(expect.comment, (*path, "comment"), scope)
    for at, each in enumerate(expect.comments):
        yield from comments.some(each, (*path, "comments", at), scope)
    if "comment_count" in given and len(scope.record.comments) != expect.comment_count:
        expected = f"{expect.comment_count} comments"
        yield scope.failure((*path, "comment_count"), expected, str(len(scope.record.comments)))


@dataclass(frozen=True, slots=True)
class _Name:
    ours: str
    api: str


def _wanted(expect: TicketExpected, path: tuple[str | int, ...], scope: Scope) -> Iterator[tuple[_Name, Json]]:
    """The attributes that are expected, each with its value as the API has it; null is nothing."""
    given = expect.model_fields_set
    for ours, api in _PLAIN.items():
        if ours in given:
            value = getattr(expect, ours)
            yield _Name(ours, api), None if value is None else str(value)
    if "group" in given:
        yield _Name("group", "group_id"), steps.group_of(expect.group, scope.world, scope.case.place(*path, "group"))
    if "assignee" in given:
        yield _Name("assignee", "assignee_id"), None if expect.assignee is None else AGENT_ID
    if "due" in given:
        yield _Name("due", "due_at"), None if expect.due is None else _moment(expect.due, scope.case)
    if expect.public is not None:
        yield _Name("public", "is_public"), expect.public


def _local(value: Json, scope: Scope) -> str:
    """A time in the zone of the start, in which the scenario is written."""
    zone = scope.case.start.tzinfo
    return quoted(value and datetime.fromisoformat(str(value)).astimezone(zone).isoformat())


def _moment(written: str, case: Case) -> str:
    return stamp(case.start + offset(written) if written.startswith("+") else instant(written))


def _field(expect: TicketExpected, key: str, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    place = (*path, "fields", key)
    field = field_values.field_of(scope.world.account, key, scope.case.place(*place, key=True))
    wanted = field_values.value_of(field, expect.fields[key], scope.case.place(*place))
    found = field_values.held_by(scope.record.ticket, field)
    if found != wanted and not (found in tags.NOTHING and wanted in tags.NOTHING):
        yield scope.failure(place, f"field {key} {quoted(wanted)}", quoted(found))


def _tags(expect: TicketExpected, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    wanted = expect.tags
    if wanted is None:
        return
    held = tags.tagging_of(scope.record.ticket).tags
    found = f"tags {', '.join(held) or '(none)'}"
    if wanted.exactly is not None and set(wanted.exactly) != set(held):
        exactly = f"exactly the tags {', '.join(wanted.exactly) or '(none)'}"
        yield scope.failure((*path, "tags", "exactly"), exactly, found)
    for at, tag in enumerate(wanted.includes or ()):
        if tag not in held:
            yield scope.failure((*path, "tags", "includes", at), f"the tag {tag}", found)
    for at, tag in enumerate(wanted.excludes or ()):
        if tag in held:
            yield scope.failure((*path, "tags", "excludes", at), f"no tag {tag}", found)


def _tasks(expected: Sequence[TaskExpected], path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """All tasks there are, one by one, in the order in which they were made."""
    tasks = scope.world.tasks
    if len(tasks) != len(expected):
        yield scope.failure(path, f"{len(expected)} tasks", f"{len(tasks)}")
        return
    for at, (task, wanted) in enumerate(zip(tasks, expected, strict=True)):
        inner = Scope(scope.case, scope.world, task, task.ticket, scope.events)
        yield from _ticket(wanted, (*path, at), inner)
        if wanted.parent is not None:
            yield from _parent(str(wanted.parent), (*path, at, "parent"), inner)


def _parent(wanted: str, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """The ticket that a task was made for; a task that does not name its number leads nobody back."""
    source: Source = scope.case.place(*path)
    parent, call = steps.ticket_named(wanted, scope.world, source), scope.record.made_by
    if call is None or call.number != parent.number:
        found = "made by nobody's rule" if call is None else f"made for ticket {call.number}"
        yield scope.failure(path, f"made for {wanted}, ticket {parent.number}", found)
    elif not re.search(rf"(?<!\d){parent.number}(?!\d)", call.body):
        yield scope.failure(
            path, f"naming the number {parent.number} of {wanted}", "it is nowhere in the webhook's body"
        )
