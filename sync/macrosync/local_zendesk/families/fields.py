"""Ticket fields as records: what an account has from the start, and how the others find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, where_field
from macrosync.local_zendesk.families.records import new

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Listed whole by position; cursor pages go by id (facts on ticket fields).
TICKET_FIELDS = Family(
    "ticket_fields", "ticket_field", "/api/v2/ticket_fields", key=lambda body: int(str(body["position"]))
)
#: Who made a field, under its id: shown where `creator` asks for it (OAS, ListTicketFields).
CREATORS = Family("ticket_field_creators", "creator", "/api/v2/ticket_field_creators")
#: Types of custom fields (OAS, TicketFieldInput), and those of the account's own.
CUSTOM_TYPES = frozenset(
    {
        *("checkbox", "date", "decimal", "integer", "lookup", "multiselect", "partialcreditcard", "regexp"),
        *("tagger", "text", "textarea"),
    }
)
OPTION_TYPES = frozenset({"tagger", "multiselect"})
SYSTEM = (
    ("subject", "Subject"),
    ("description", "Description"),
    ("status", "Status"),
    ("tickettype", "Type"),
    ("priority", "Priority"),
    ("group", "Group"),
    ("assignee", "Assignee"),
    ("custom_status", "Ticket status"),
)
#: The system's field of the account's statuses, which it shows (OAS; public answer of a live account).
STATUSES = "custom_status"
_SYSTEM_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "status": ("open", "pending", "hold", "solved"),
    "tickettype": ("question", "incident", "problem", "task"),
    "priority": ("low", "normal", "high", "urgent"),
}
#: Which options these have: on hold is among the states, low and urgent among the priorities (OAS, sub_type_id).
_SUB_TYPES: Mapping[str, int] = {"status": 1, "priority": 0}


def blank_field(kind: str, title: str) -> Body:
    """What a field is where nothing is said."""
    return {
        "type": kind,
        "title": title,
        "raw_title": title,
        "description": "",
        "raw_description": "",
        "position": 9999,
        "active": True,
        "required": False,
        "collapsed_for_agents": False,
        "regexp_for_validation": None,
        "title_in_portal": title,
        "raw_title_in_portal": title,
        "visible_in_portal": False,
        "editable_in_portal": False,
        "required_in_portal": False,
        "agent_can_edit": True,
        "tag": None,
        "removable": True,
        "key": None,
        "agent_description": None,
    }


def plant(documents: Documents, stamp: str) -> None:
    """The fields that every account has and nobody can remove."""
    for position, (kind, title) in enumerate(SYSTEM, 1):
        if documents.first(TICKET_FIELDS, where_field("type", kind)):  # a file of before lacks the last one
            continue
        body = new(documents, TICKET_FIELDS, stamp, blank_field(kind, title) | {"position": position})
        public = kind != STATUSES
        body |= {"removable": False, "visible_in_portal": public, "editable_in_portal": public}
        if kind in _SYSTEM_OPTIONS:
            options: list[Json] = [{"name": each.capitalize(), "value": each} for each in _SYSTEM_OPTIONS[kind]]
            body["system_field_options"] = options
        if kind in _SUB_TYPES:
            body["sub_type_id"] = _SUB_TYPES[kind]
        documents.put(TICKET_FIELDS, body)


def custom_fields(documents: Documents) -> list[Body]:
    """The account's own fields, which tickets have values of, in the order of their ids."""
    own = Filter(f"{FIELD.format('removable')} = 1")
    return sorted(documents.all(TICKET_FIELDS, own), key=lambda field: int(str(field["id"])))


def system_field_ids(documents: Documents) -> list[Json]:
    """The ids of the fields that every form has, in order."""
    return [field["id"] for field in documents.all(TICKET_FIELDS, Filter(f"{FIELD.format('removable')} = 0"))]
