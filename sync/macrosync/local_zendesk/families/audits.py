"""Audits of tickets: what changed, by whom (REF ticketing/tickets/ticket_audits)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import ticket_people
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.records import counted
from macrosync.local_zendesk.families.ticket_records import AUDITS, TICKETS, VIA
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json, Payload

#: Fields that a new ticket's audit names, in the recorded order; tags and custom fields stand where `None` does, and
#: priority and type are named even where they are empty.
CREATED = ("subject", "requester_id", None, "priority", "type", "status", "assignee_id", "group_id", "organization_id")
CREATED_LAST = ("brand_id", "ticket_form_id", "external_id", "due_at", "problem_id", "recipient")
_NAMED_EMPTY = frozenset({"priority", "type"})
#: Fields whose changes are events; custom fields are named by their ids.
CHANGED = (
    *("subject", "status", "custom_status_id", "priority", "type", "requester_id", "assignee_id", "group_id"),
    *("organization_id", "external_id", "due_at", "problem_id", "ticket_form_id", "brand_id", "tags", "recipient"),
)
#: What the audit of a ticket says of a comment (recorded).
_COMMENT = ("id", "type", "author_id", "body", "html_body", "plain_body", "public", "attachments")


def made(
    context: Context,
    before: Body | None,
    after: Body,
    comment: Body | None,
    *,
    macros: Sequence[int] = (),
    custom: Json = None,
    by_rules: Sequence[Body] = (),
) -> Body:
    """The audit of a write, kept where it has events: net changes only (SUP 4408822236058).

    `after` is the ticket as the client's write left it; what triggers did to it then stands in `by_rules`.
    """
    number = context.documents.new_id()
    events = [] if comment is None else [{name: comment[name] for name in _COMMENT} | {"audit_id": number}]
    events += _numbered(context, _created(after) if before is None else _changes(before, after))
    events += _numbered(context, _people(context, before, after))
    events += _numbered(context, _macros(context, macros))
    events += _numbered(context, by_rules)
    return _kept(context, after, number, events, custom)


def noted(context: Context, ticket: Body, *events: Body, via: Json = VIA) -> Body:
    """An audit of something else than a change of fields, such as a redaction."""
    return _kept(context, ticket, context.documents.new_id(), _numbered(context, events), None, via=via)


def _kept(context: Context, ticket: Body, number: int, events: list[Body], custom: Json, *, via: Json = VIA) -> Body:
    client: Body = {"client": context.request.headers.get("user-agent", "")}
    system: Body = client if context.switches.audits_tell_the_client else {}
    body: Body = {
        "id": number,
        "ticket_id": ticket["id"],
        "created_at": context.stamp,
        "author_id": context.caller.get("id", -1),  # the service itself, as webhooks have it (REF)
        "metadata": {
            "system": system | {"ip_address": "127.0.0.1"},
            "custom": custom if isinstance(custom, dict) else {},
        },
        "events": [*events],
        "via": via,
    }
    if events:
        context.documents.put(AUDITS, body, int(str(ticket["id"])))
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


def list_all(context: Context) -> Answer:
    """Every ticket's audits (OAS, ListTicketAudits); by created_at and id (recorded)."""
    return paging.answer(context, Listing(AUDITS))


def count(context: Context) -> Answer:
    """How many audits a ticket has."""
    context.found(TICKETS)
    return counted(context, AUDITS, parent=context.id())


def _numbered(context: Context, events: Iterable[Body]) -> list[Body]:
    return [{"id": context.documents.new_id(), **each} for each in events]


def _created(after: Body) -> Iterator[Body]:
    for name in (*CREATED, *CREATED_LAST):
        if name is None:
            for key, value in {"tags": after["tags"], **custom_values(after)}.items():
                if value:
                    yield {"type": "Create", "value": value, "field_name": key}
        elif after[name] is not None or name in _NAMED_EMPTY:
            yield {"type": "Create", "value": _value(after[name]), "field_name": name}


def _changes(before: Body, after: Body) -> Iterator[Body]:
    old, new = ({name: ticket.get(name) for name in CHANGED} | custom_values(ticket) for ticket in (before, after))
    for name, value in new.items():
        if value != old.get(name):
            yield change(name, old.get(name), value)


def _people(context: Context, before: Body | None, after: Body) -> Iterator[Body]:
    for field, kind, name in (
        ("follower_ids", "FollowerChange", "followers"),
        ("email_cc_ids", "EmailCcChange", "email_ccs"),
    ):
        former: Json = before[field] if before else []
        if after[field] != former:
            was, now = (ticket_people.addresses(context, ids) for ids in (former, after[field]))
            yield {"type": kind, f"previous_{name}": was, f"current_{name}": now}


def _macros(context: Context, macros: Sequence[int]) -> Iterator[Body]:
    for number in macros:
        macro = context.documents.get(MACROS, number)
        title = macro["title"] if macro else None
        event: Body = {"type": "AgentMacroReference", "macro_id": number, "macro_title": title}
        yield event | {"macro_deleted": macro is None}


def change(name: str, was: Json, now: Json) -> Body:
    """The event of a field that changed."""
    return {"type": "Change", "value": _value(now), "field_name": name, "previous_value": _value(was)}


def _value(value: Json) -> Json:
    """Ids are texts in events (recorded)."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def custom_values(ticket: Payload) -> Body:
    """A ticket's custom fields, their values by id, as events name them."""
    entries = ticket.get("custom_fields")
    listed = entries if isinstance(entries, list) else []
    return {str(entry["id"]): entry.get("value") for entry in listed if isinstance(entry, dict)}


ROUTES = (
    Route("GET", "/api/v2/ticket_audits", list_all, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/audits", list_audits, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/audits/count", count, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/audits/{audit_id}", show, "tickets"),
)
