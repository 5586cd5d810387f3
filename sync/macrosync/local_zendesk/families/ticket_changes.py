"""What a payload makes of a ticket: one ticket in, the ticket afterwards out, nothing written (REF tickets)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.families import field_values
from macrosync.local_zendesk.families.brands import BRANDS, default_brand
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.forms import TICKET_FORMS
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.organizations import ORGANIZATIONS
from macrosync.local_zendesk.families.records import reference
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete
from macrosync.local_zendesk.families.users import USERS
from macrosync.rules import tags

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json
    from macrosync.rules.tags import Tagging

CHOICES: dict[str, frozenset[Json]] = {
    "priority": frozenset({None, "low", "normal", "high", "urgent"}),
    "type": frozenset({None, "question", "incident", "problem", "task"}),
    "status": frozenset({"new", "open", "pending", "hold", "solved", "closed"}),
}
_TEXTS = ("subject", "external_id", "recipient")
_REFERENCES = (
    ("requester_id", USERS),
    ("submitter_id", USERS),
    ("assignee_id", USERS),
    ("group_id", GROUPS),
    ("ticket_form_id", TICKET_FORMS),
    ("problem_id", TICKETS),
    ("organization_id", ORGANIZATIONS),
    ("brand_id", BRANDS),
)
#: Characters of all tags of a ticket (SUP 4408835059482).
LONGEST_TAGS = 5_096


def applied(context: Context, ticket: Body, payload: Body) -> Body:
    """The ticket with a payload's values. Raises 400 and 422."""
    after = complete(context.documents, ticket)
    if "id" not in ticket:  # it is being made
        after["brand_id"] = default_brand(context.documents)
    for name in _TEXTS:
        if name in payload:
            after[name] = None if payload[name] is None else str(payload[name])
    for name, choices in CHOICES.items():
        if name in payload:
            after[name] = _choice(name, payload[name] or None, choices)
    for name, family in _REFERENCES:
        if name in payload:
            after[name] = reference(context.documents, family, payload[name], name)
    _check_problem(context, after, payload)
    if "subject" in payload:
        after["raw_subject"] = after["subject"]
    _assign(context, ticket, after, payload)
    _date(after, payload)
    return _tagged(context, after, payload)


def tag_list(context: Context, value: Json) -> list[str]:
    """The tags of a list, or of a text with blanks between them, as they are kept."""
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list):
        raise api_errors.invalid_attribute("tags", "an array")
    found = list(tags.normalise_tags(" ".join(str(each) for each in words)))
    return list(dict.fromkeys(each.lower() for each in found)) if context.switches.fold_tag_case else found


def check_tags(ticket: Body) -> None:
    """Raise 422 for more tags than a ticket holds."""
    held = ticket["tags"] if isinstance(ticket["tags"], list) else []
    if len(" ".join(map(str, held))) > LONGEST_TAGS:
        raise api_errors.invalid("tags", f"are longer than {LONGEST_TAGS} characters")


def check_stamp(ticket: Body, payload: Body) -> None:
    """Raise 409 for a safe update of a ticket that changed after `updated_stamp` (REF tickets)."""
    if payload.get("safe_update") not in (True, "true"):
        return
    try:
        seen = datetime.fromisoformat(str(payload.get("updated_stamp")))
        now = datetime.fromisoformat(str(ticket["updated_at"]))
        outdated = now > seen
    except (ValueError, TypeError):
        raise api_errors.invalid_attribute("updated_stamp", "a time") from None
    if outdated:
        raise api_errors.update_conflict()


def check_open(ticket: Body) -> None:
    """Raise 422 for a closed ticket, which nothing changes any more (recorded)."""
    if ticket["status"] == "closed":
        raise api_errors.record_invalid("status", {"description": "Status: closed prevents ticket update"})


def _choice(name: str, value: Json, choices: frozenset[Json]) -> Json:
    if not isinstance(value, str | None) or value not in choices:
        raise api_errors.invalid(name, f"{value} is not included in the list")
    return value


def _check_problem(context: Context, after: Body, payload: Body) -> None:
    """What an incident belongs to is a problem (REF tickets; the 422 is assumed)."""
    if payload.get("problem_id") is None or after["problem_id"] is None:
        return
    problem = context.documents.get(TICKETS, int(str(after["problem_id"])))
    if problem is None or (problem["type"] != "problem" and context.switches.problems_are_checked):
        raise api_errors.invalid("problem_id", "is not a problem")


def _assign(context: Context, before: Body, after: Body, payload: Body) -> None:
    """A new ticket with an assignee is open, and its group is theirs where none is said (REF tickets)."""
    if after["assignee_id"] is None:
        return
    user = context.documents.get(USERS, int(str(after["assignee_id"])))
    if "assignee_id" in payload and (user is None or user["role"] == "end-user"):
        raise api_errors.invalid("assignee_id", "is invalid")
    if after["group_id"] is None and user is not None:
        after["group_id"] = user["default_group_id"]
    if (
        context.switches.assigned_is_open
        and after["status"] == "new"
        and ("assignee_id" in payload or before["status"] != "new")
    ):
        after["status"] = "open"


def _date(after: Body, payload: Body) -> None:
    """`due_at` is a task's alone (REF tickets: ignored for other types)."""
    if after["type"] != "task":
        after["due_at"] = None
    elif "due_at" in payload:
        due = payload["due_at"]
        try:
            moment = datetime.fromisoformat(str(due)) if due else None
        except ValueError:
            raise api_errors.invalid("due_at", f"{due} is not a valid date") from None
        # A day without a time is noon of that day (SUP 4408885654298: rules take it so).
        after["due_at"] = None if moment is None else stamp(moment if moment.tzinfo else _noon(str(due)))


def _noon(due: str) -> datetime:
    return datetime.fromisoformat(f"{due}T12:00:00+00:00" if "T" not in due and " " not in due else f"{due}+00:00")


def _tagged(context: Context, ticket: Body, payload: Body) -> Body:
    """Tags first, then fields (assumed): each selects or takes back the other (SUP 4408881943194)."""
    fields = custom_fields(context.documents)
    before = tagging = tags.tagging_of(ticket)
    steps = (_by_tags, _by_fields) if context.switches.tags_before_fields else (_by_fields, _by_tags)
    for step in steps:
        tagging = step(context, tagging, payload, fields)
    if tagging == before:
        return ticket
    tagged = tags.with_tagging(ticket, tagging)
    check_tags(tagged)
    return tagged


def _by_tags(context: Context, tagging: Tagging, payload: Body, fields: list[Body]) -> Tagging:
    if "tags" in payload:
        tagging = tags.replace_all(tagging, tag_list(context, payload["tags"] or []), fields)
    if "additional_tags" in payload:
        tagging = tags.add(tagging, tag_list(context, payload["additional_tags"] or []), fields)
    if "remove_tags" in payload:
        tagging = tags.remove(tagging, tag_list(context, payload["remove_tags"] or []), fields)
    return tagging


def _by_fields(context: Context, tagging: Tagging, payload: Body, fields: list[Body]) -> Tagging:
    known = {int(str(field["id"])): field for field in fields}
    for entry in _entries(payload):
        number = str(entry.get("id"))
        # An id that is no field's is passed over, as the service does.
        if number.isdecimal() and int(number) in known:
            tagging = _assigned(context, tagging, known[int(number)], entry.get("value"))
    return tagging


def _assigned(context: Context, tagging: Tagging, field: Body, value: Json) -> Tagging:
    try:
        return field_values.assign(tagging, field, value)
    except api_errors.ApiError:
        if context.switches.refuses_field_values:
            raise
        return tagging


def _entries(payload: Body) -> list[Body]:
    """`custom_fields`, or its twin `fields`: a list of ids and values, or an object by id."""
    given = payload.get("custom_fields", payload.get("fields"))
    if isinstance(given, dict):
        return [{"id": number, "value": value} for number, value in given.items()]
    return [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list) else []
