"""Audits of tickets: what changed, by whom (REF ticketing/tickets/ticket_audits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.ticket_records import AUDITS, TICKETS, VIA
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Fields of a ticket whose changes are events; custom fields are named by their ids.
AUDITED = (
    *("subject", "status", "priority", "type", "requester_id", "assignee_id", "group_id", "organization_id"),
    *("external_id", "due_at", "problem_id", "ticket_form_id", "brand_id", "tags", "is_public", "follower_ids"),
    *("email_cc_ids", "custom_status_id"),
)


def made(context: Context, before: Body | None, after: Body, comment: Body | None, macros: Sequence[int] = ()) -> Body:
    """The audit of a write, kept where it has events: net changes only (SUP 4408822236058)."""
    number = context.documents.new_id()
    events: list[Json] = [] if comment is None else [{**comment, "audit_id": number}]
    events += [{"id": context.documents.new_id(), **each} for each in _changes(before, after)]
    for macro in macros:
        events.append({"id": context.documents.new_id(), "type": "AgentMacroReference", "macro_id": macro, "via": VIA})
    body: Body = {
        "id": number,
        "ticket_id": after["id"],
        "created_at": context.stamp,
        "author_id": context.caller.get("id"),
        "metadata": {"system": {}, "custom": {}},
        "events": events,
        "via": VIA,
    }
    if events:
        context.documents.put(AUDITS, body, int(str(after["id"])))
    return body


def list_audits(context: Context) -> Answer:
    """A ticket's audits, oldest first (recorded: created_at, id)."""
    context.found(TICKETS)
    return paging.answer(context, Listing(AUDITS, parent=context.id()))


def show(context: Context) -> Answer:
    """One audit of a ticket."""
    audit = context.found(AUDITS, context.id("audit_id"))
    if audit["ticket_id"] != context.id():
        raise api_errors.not_found()
    return Answer.of({"audit": audit})


def _changes(before: Body | None, after: Body) -> Iterator[Body]:
    old, new = _flat(before or {}), _flat(after)
    for name, value in new.items():
        if before is None:
            if value not in (None, [], False):
                yield {"type": "Create", "field_name": name, "value": value}
        elif value != old.get(name):
            yield {"type": "Change", "field_name": name, "value": value, "previous_value": old.get(name)}


def _flat(ticket: Body) -> Body:
    entries = ticket.get("custom_fields")
    own = {
        str(entry["id"]): entry.get("value")
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict)
    }
    return {name: ticket.get(name) for name in AUDITED} | own


ROUTES = (
    Route("GET", "/api/v2/tickets/{id}/audits", list_audits, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/audits/{audit_id}", show, "tickets"),
)
