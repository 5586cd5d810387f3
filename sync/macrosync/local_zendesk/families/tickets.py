"""Tickets over HTTP: lists, one, create, update, delete (REF ticketing/tickets/tickets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, idempotency, paging
from macrosync.local_zendesk.documents import BY_ID, Filter, Order, by_field, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import audits, comments, ticket_changes
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.forms import default_form
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import (
    COMMENTS,
    DELETED_TICKETS,
    TICKETS,
    blank_ticket,
    complete,
    completing,
)
from macrosync.local_zendesk.families.users import find_or_make
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("subject", "raw_subject", "external_id", "type", "priority", "status", "recipient", "requester_id"),
        *("requester", "submitter_id", "assignee_id", "group_id", "organization_id", "collaborator_ids", "tags"),
        *("follower_ids", "email_cc_ids", "due_at", "problem_id", "custom_fields", "fields", "ticket_form_id"),
        *("brand_id", "custom_status_id", "comment", "description", "safe_update", "updated_stamp", "macro_ids"),
        *("macro_id", "metadata", "via_followup_source_id", "via"),
    }
)
_SORTS = frozenset({"updated_at", "created_at", "status", "priority", "subject", "assignee_id"})
#: Limits of their own (REF introduction/rate-limits; the names were recorded).
_INDEX = (Bucket("tickets-index"),)
_UPDATES = (Bucket("tickets-update"), Bucket("per-ticket-updates", each="id"))


def list_tickets(context: Context) -> Answer:
    """By id (recorded: nice_id); of one external id where asked, with no delay (REF)."""
    external = context.request.query.get("external_id")
    filters: tuple[Filter, ...] = () if external is None else (where_field("external_id", external),)
    return paging.answer(
        context,
        Listing(
            TICKETS,
            filters,
            order=_sorted(context.request.query.get("sort")),
            offset_order=_order(context),
            shown=completing(context.documents),
        ),
    )


def show(context: Context) -> Answer:
    """One ticket."""
    return Answer.of({"ticket": complete(context.documents, context.found(TICKETS))})


def show_many(context: Context) -> Answer:
    """Some tickets by their ids; those that are not there are left out. 400 for more than 100 (recorded)."""
    found = [context.documents.get(TICKETS, each) for each in context.ids()]
    shown: list[Json] = [complete(context.documents, ticket) for ticket in found if ticket is not None]
    return Answer.of({"tickets": shown, "next_page": None, "previous_page": None, "count": len(shown)})


def create(context: Context) -> Answer:
    """Make a ticket; with an Idempotency-Key once only (REF ticketing/introduction)."""
    return idempotency.once(context, lambda: _create(context))


def update(context: Context) -> Answer:
    """Change what is given; `description` is passed over (recorded), `tags` is the whole list."""
    before = context.found(TICKETS)
    payload = context.permitted("ticket", context.payload("ticket"), WRITABLE)
    ticket_changes.check_stamp(before, payload)
    ticket_changes.check_open(before)
    after = ticket_changes.applied(context, before, _requested(context, payload))
    said = payload.get("comment")
    comment = comments.made(context, after, said, context.caller["id"]) if said else None
    if comment is not None and comment["public"] is True:
        after["is_public"] = True
    return Answer.of(_written(context, before, after, comment, payload))


def delete(context: Context) -> Answer:
    """Delete a ticket: it is gone from lists, and kept among the deleted ones (REF)."""
    if not context.documents.move(TICKETS, context.id(), DELETED_TICKETS):
        raise api_errors.not_found()
    return Answer.empty()


def _create(context: Context) -> Answer:
    payload = _requested(context, context.permitted("ticket", context.payload("ticket"), WRITABLE))
    caller = context.caller["id"]
    form = default_form(context.documents)
    start = blank_ticket() | {"requester_id": caller, "submitter_id": caller}
    start |= {"ticket_form_id": form["id"] if form else None}
    given = payload.get("comment") or payload.get("description")
    comment = comments.made(context, start, given, payload.get("submitter_id") or caller) if given else None
    if comment is None:
        raise _no_description(context)
    ticket = ticket_changes.applied(context, start | _followed_up(context, payload), payload)
    number_ = context.documents.new_id("ticket")
    made: Body = {"id": number_, "url": TICKETS.url(context.documents.base, number_), **ticket}
    made |= {"created_at": context.stamp, "description": comment["plain_body"], "is_public": comment["public"]}
    made["subject"] = made["subject"] or _subject(str(comment["plain_body"]))
    made["raw_subject"] = made["subject"]
    written = _written(context, None, made, comment, payload)
    _follow(context, payload, number_)
    return Answer.of(written, 201, {"location": str(made["url"])})


def _written(context: Context, before: Body | None, after: Body, comment: Body | None, payload: Body) -> Body:
    """Write a ticket with its comment and audit, and give both as the API does."""
    listed = payload.get("macro_ids") or ([payload["macro_id"]] if payload.get("macro_id") else [])
    macros = [number(each, "macro_ids") for each in listed] if isinstance(listed, list) else []
    audit = audits.made(context, before, after, comment, macros)
    if audit["events"] or before is None:
        after = after | {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
    context.documents.put(TICKETS, after)
    if comment is not None:
        context.documents.put(COMMENTS, comment | {"audit_id": audit["id"]}, int(str(after["id"])))
    return {"ticket": after, "audit": audit}


def _requested(context: Context, payload: Body) -> Body:
    """The payload with its requester found, or made where only a name and an e-mail address are given."""
    requester = payload.get("requester")
    if not isinstance(requester, dict):
        return payload
    return payload | {"requester_id": find_or_make(context.documents, context.stamp, requester)["id"]}


def _followed_up(context: Context, payload: Body) -> Body:
    """What a follow-up takes over from its closed ticket (unverified). Raises 422 where that is not closed."""
    source_id = payload.get("via_followup_source_id")
    if source_id is None:
        return {}
    source = context.found(TICKETS, number(source_id, "via_followup_source_id"))
    if source["status"] != "closed":
        raise api_errors.invalid("via_followup_source_id", "is not a closed ticket")
    origin: Json = {"ticket_id": source["id"], "subject": source["subject"], "channel": "api"}
    via: Json = {"channel": "api", "source": {"from": origin, "to": {}, "rel": "follow_up"}}
    kept = {name: source[name] for name in ("tags", "custom_fields", "fields", "requester_id", "organization_id")}
    return kept | {"subject": f"Re: {source['subject']}", "via": via}


def _follow(context: Context, payload: Body, made: int) -> None:
    """Note a follow-up on the ticket that it follows."""
    if payload.get("via_followup_source_id") is None:
        return
    source = context.found(TICKETS, number(payload["via_followup_source_id"], "via_followup_source_id"))
    former = source["followup_ids"] if isinstance(source["followup_ids"], list) else []
    context.documents.put(TICKETS, source | {"followup_ids": [*former, made]})


def _no_description(context: Context) -> api_errors.ApiError:
    """The recorded error of a ticket without a comment, with the account's own field id."""
    field = context.documents.first(TICKET_FIELDS, where_field("type", "description"))
    entry = api_errors.problem(
        "description",
        "cannot be blank",
        "BlankValue",
        ticket_field_id=field["id"] if field else None,
        ticket_field_type="FieldDescription",
    )
    return api_errors.record_invalid("base", entry)


def _subject(description: str) -> str:
    """The subject of a ticket without one: the beginning of its description (assumed)."""
    return " ".join(description.split())[:80]


def _sorted(sort: str | None) -> Order | None:
    """Cursor pages take `sort` by updated_at, id or status (facts on pagination); another one is passed over."""
    name = (sort or "").removeprefix("-")
    if name not in {"updated_at", "id", "status"}:
        return None
    descending = str(sort).startswith("-")
    if name == "id":
        return Order("-nice_id", ("id",), descending=True) if descending else None
    return by_field(name, descending=descending)


def _order(context: Context) -> Order:
    name = context.request.query.get("sort_by", "id")
    descending = context.request.query.get("sort_order") == "desc"
    if name not in _SORTS:
        return Order(BY_ID.names, BY_ID.columns, descending)
    return by_field(name, descending=descending)


_PATH = "/api/v2/tickets"
ROUTES = (
    Route("GET", _PATH, list_tickets, "tickets", _INDEX),
    Route("POST", _PATH, create, "tickets"),
    Route("GET", f"{_PATH}/show_many", show_many, "tickets"),
    Route("GET", f"{_PATH}/{{id}}", show, "tickets"),
    Route("PUT", f"{_PATH}/{{id}}", update, "tickets", _UPDATES),
    Route("DELETE", f"{_PATH}/{{id}}", delete, "tickets"),
)
