"""Steps of a scenario as updates of its tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.definitions.scenario_values import offset
from macrosync.rules import macro_actions, tags
from macrosync.rules.ticket_conditions import CHANNELS
from macrosync.scenarios import coverage, field_values
from macrosync.scenarios.account import AGENT_ID, DRIVER_ID, SERVICE_ID
from macrosync.scenarios.broken import Broken, unknown
from macrosync.scenarios.records import Change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from macrosync.definitions.scenarios import Step, TagChange, Ticket
    from macrosync.resources import Json, Payload, Source
    from macrosync.scenarios.account import Rule
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.records import Record
    from macrosync.scenarios.world import World

_STEPS = "steps"
#: The `via` of tickets by the scenario's word, and its number (DOC via-types, via-object-reference).
_VIA: Mapping[str, tuple[str, str | None, int]] = {
    "chat": ("chat", None, CHANNELS["chat"]),
    "phone": ("voice", "inbound", 34),
    "web": ("web", None, CHANNELS["web"]),
    "email": ("email", None, CHANNELS["email"]),
    "api": ("api", None, CHANNELS["api"]),
    "follow-up": ("web", "follow_up", 27),
}
_SUBJECT, _TEXT = "문의", "문의드립니다."


def come_in(case: Case, world: World) -> Record:
    """The scenario's ticket is made, by the driver or through the API. Raises Broken."""
    ticket = case.ticket
    driver: Payload = {
        "id": DRIVER_ID,
        "name": str((ticket.requester and ticket.requester.name) or "기사"),
        "phone": str(ticket.requester.phone) if ticket.requester and ticket.requester.phone else None,
        "role": "end-user",
    }
    channel, rel, via_id = _VIA[str(ticket.channel or "web")]
    by = world.account.users()[SERVICE_ID] if channel == "api" else driver
    public = ticket.public is not False
    text = str(ticket.text or _TEXT)
    held: Payload = {
        **world.blank(driver),
        "subject": str(ticket.subject or _SUBJECT),
        "description": text,
        "is_public": public,
        "via": {"channel": channel, "source": {"rel": rel}},
        "tags": list(_tags(ticket.tags, case, "ticket", "tags")),
    }
    held = {**held, **_plain(ticket, world, case, "ticket")}
    tagging = tags.add(tags.tagging_of(held), tags.tagging_of(held).tags, world.account.every_field)
    held = _with_fields(tags.with_tagging(held, tagging), ticket.fields, world, case, "ticket")
    said: Payload = {"body": text, "html_body": None, "public": public}
    return world.create(Change("the ticket comes in", held, said, by, via_id), driver)


def take(step: Step, at: int, case: Case, world: World) -> Record:
    """Do one step; the ticket that it is about. Raises Broken."""
    moment = _moment(step, at, case, world)
    world.begin_step()
    if moment is not None:
        world.pass_to(moment)
    if step.webhooks is not None:
        world.delivery = str(step.webhooks)
    record = ticket_named(str(step.on or "ticket"), world, case.place(_STEPS, at, "on"))
    if step.acts:
        world.update(record, _change(step, at, record, case, world))
    return record


def ticket_named(on: str, world: World, source: Source) -> Record:
    """The ticket that a scenario calls so. Raises Broken where there is none by now."""
    if on == "ticket":
        return world.records[0]
    number = int(on.partition("-")[2] or len(world.tasks))
    if not 1 <= number <= len(world.tasks):
        raise Broken(f"There is no `{on}` by now: webhooks made {len(world.tasks)} tickets.", source)
    return world.tasks[number - 1]


def _moment(step: Step, at: int, case: Case, world: World) -> datetime | None:
    if step.at is None:
        return None
    moment = case.start + offset(step.at)
    if moment < world.now:
        raise Broken("This is before the step before it: put the steps in order.", case.place(_STEPS, at, "at"))
    return moment


def _change(step: Step, at: int, record: Record, case: Case, world: World) -> Change:
    """The ticket as the step leaves it: first the macro, then what else is set."""
    before = record.ticket
    by = _who(str(step.by or "agent"), world)
    after, comment, words = before, None, []
    if step.macro is not None:
        rule = _macro(step, at, case, world)
        applied = macro_actions.apply(
            rule.actions, before, world.context(before, record, by), fields=world.account.every_field
        )
        world.marks.add(coverage.of_macro(rule))
        after = applied.ticket
        words.append(f"macro {rule.key}")
        if applied.comment is not None:
            said = applied.comment
            comment = {"body": said.body, "html_body": said.html_body, "public": said.public}
    if step.comment is not None:
        comment = {"body": str(step.comment.text), "html_body": None, "public": step.comment.public}
    if step.tags is not None:
        after = _retagged(after, step.tags, world, case, at)
    after = _with_fields(after, step.fields, world, case, _STEPS, at)
    after = {**after, **_plain(step, world, case, _STEPS, at)}
    words += [
        name
        for name in ("comment", "tags", "fields", "status", "priority", "type", "group", "assignee")
        if name in step.model_fields_set
    ]
    via_id = _via(str(step.by or "agent"), case)
    return Change(f"{step.by or 'agent'}: {', '.join(words)}", after, comment, by, via_id)


def _via(by: str, case: Case) -> int:
    match by:
        case "driver":
            return _VIA[str(case.ticket.channel or "web")][2]
        case "api":
            return CHANNELS["api"]
    return CHANNELS["web"]


def _who(by: str, world: World) -> Payload:
    if by == "driver":
        return world.records[0].requester
    return world.account.users()[AGENT_ID if by == "agent" else SERVICE_ID]


def _macro(step: Step, at: int, case: Case, world: World) -> Rule:
    """A macro by its key, that of the step's or the ticket's channel where there are two. Raises Broken."""
    macros, key = world.account.macros, str(step.macro)
    if step.channel is None and key in macros:
        return macros[key]
    channel = str(step.channel or case.ticket.channel or "")
    if f"{key}/{channel}" in macros:
        return macros[f"{key}/{channel}"]
    source = case.place(_STEPS, at, "macro")
    if any(f"{key}/{each}" in macros for each in ("chat", "phone")):
        raise Broken("There is one macro for each channel: say `channel` here, or on the ticket.", source)
    known = {known.removesuffix("/chat").removesuffix("/phone") for known in macros}
    raise unknown("macro", key, known, source)


def _retagged(ticket: Payload, change: TagChange, world: World, case: Case, at: int) -> Payload:
    path, fields = (_STEPS, at, "tags"), world.account.every_field
    tagging = tags.tagging_of(ticket)
    if change.set is not None:
        tagging = tags.replace_all(tagging, _tags(change.set, case, *path, "set"), fields)
    tagging = tags.remove(tagging, _tags(change.remove, case, *path, "remove"), fields)
    return tags.with_tagging(ticket, tags.add(tagging, _tags(change.add, case, *path, "add"), fields))


def _tags(written: tuple[str, ...], case: Case, *path: str | int) -> tuple[str, ...]:
    for at, tag in enumerate(written):
        if not tags.valid_tag(tag):
            message = "This is no tag of Zendesk's: write letters, digits, - _ : / and no blanks."
            raise Broken(message, case.place(*path, at))
    return tuple(str(tag) for tag in written)


def _with_fields(ticket: Payload, values: Mapping[str, object], world: World, case: Case, *path: str | int) -> Payload:
    tagging = tags.tagging_of(ticket)
    for key, written in values.items():
        field = field_values.field_of(world.account, key, case.place(*path, "fields", key, key=True))
        value = field_values.value_of(field, written, case.place(*path, "fields", key))
        tagging = field_values.assign(tagging, field, value)
    return tags.with_tagging(ticket, tagging) if values else ticket


def _plain(given: Ticket | Step, world: World, case: Case, *path: str | int) -> dict[str, Json]:
    """What is set of status, priority, type, group and assignee; null takes away what was there."""
    values: dict[str, Json] = {}
    for name in ("status", "priority", "type"):
        if name in given.model_fields_set:
            value = getattr(given, name)
            if value is None and name == "status":
                raise Broken("A ticket always has a status: name one, or delete the key.", case.place(*path, name))
            values[name] = None if value is None else str(value)
    if "group" in given.model_fields_set:
        values["group_id"] = group_of(given.group, world, case.place(*path, "group"))
    if "assignee" in given.model_fields_set:
        values["assignee_id"] = None if given.assignee is None else AGENT_ID
    return values


def group_of(name: str | None, world: World, source: Source) -> int | None:
    """A group's id by its name. Raises Broken."""
    if name is not None and name not in world.account.groups:
        raise unknown("group", name, world.account.groups, source)
    return None if name is None else world.account.groups[name]
