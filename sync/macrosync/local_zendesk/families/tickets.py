"""Tickets over HTTP: lists, one, create, update, delete (REF ticketing/tickets/tickets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import idempotency, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import BY_ID, Filter, Order, by_field, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import deleted_tickets, ticket_jobs, ticket_writes
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete, completing
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

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
    """Change what is given (`macrosync.local_zendesk.families.ticket_writes`)."""
    before = context.found(TICKETS)
    payload = context.permitted("ticket", context.payload("ticket"), ticket_writes.WRITABLE)
    return Answer.of(ticket_writes.update(context, before, payload))


def delete(context: Context) -> Answer:
    """Delete a ticket: it is gone from lists, and kept among the deleted ones (REF)."""
    deleted_tickets.soft_delete(context, context.found(TICKETS))
    return Answer.empty()


def _create(context: Context) -> Answer:
    """201 with the ticket and its audit; with `async` 202 with its id and a job (DOC creating-and-updating-tickets)."""
    payload = context.permitted("ticket", context.payload("ticket"), ticket_writes.WRITABLE)
    if flag(context.request.query, "async"):
        return ticket_jobs.create_later(context, payload)
    written = ticket_writes.create(context, payload)
    ticket = written["ticket"]
    return Answer.of(written, 201, {"location": str(ticket["url"] if isinstance(ticket, dict) else "")})


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
