"""Many tickets at once, each time as a job of at most 100 (OAS, TicketsCreateMany and its kin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import deleted_tickets, jobs, ticket_writes
from macrosync.local_zendesk.families.job_items import Work
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: What only many tickets at once can be given (REF ticketing/ticket-management/tags).
_BULK = ticket_writes.WRITABLE | {"additional_tags", "remove_tags"}
_CREATE, _UPDATE, _DESTROY = "Bulk Create Ticket", "Bulk Update Ticket", "Bulk Delete Ticket"
_LATER = "Create Ticket"


def create_many(context: Context) -> Answer:
    """Make the tickets of a list."""
    items = [context.permitted("tickets", each, ticket_writes.WRITABLE) for each in _listed(context)]
    return jobs.queue(context, _CREATE, items)


def update_many(context: Context) -> Answer:
    """The same for the tickets that `ids` names, or each its own by the ids in a list (OAS, TicketsUpdateMany)."""
    if "ids" in context.request.query:
        payload = context.permitted("ticket", context.payload("ticket"), _BULK)
        return jobs.queue(context, _UPDATE, [{"id": each, "ticket": payload} for each in context.ids()])
    items: list[Json] = []
    for each in _listed(context):
        payload = context.permitted("tickets", each, _BULK | {"id"})
        items.append({"id": number(payload.pop("id", None), "id"), "ticket": payload})
    return jobs.queue(context, _UPDATE, items)


def destroy_many(context: Context) -> Answer:
    """Delete the tickets that `ids` names."""
    return jobs.queue(context, _DESTROY, [{"id": each} for each in context.ids()])


def create_later(context: Context, payload: Body) -> Answer:
    """202 with the ticket's number, given out already, and the job that will make it."""
    identity = context.documents.new_id("ticket")
    job, headers = jobs.queued(context, _LATER, [{"id": identity, "ticket": payload}])
    address = TICKETS.url(context.documents.base, identity)
    body: Body = {"ticket": {"id": identity, "url": address}, "job_status": jobs.shown(job, context.switches)}
    return Answer.of(body, 202, {"location": address, **headers})


def _listed(context: Context) -> list[Body]:
    given = context.json().get("tickets")
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise api_errors.invalid_attribute("tickets", "an array of objects")
    return [each for each in given if isinstance(each, dict)]


def _created(context: Context, item: Body) -> Json:
    return _id(ticket_writes.create(context, item))


def _created_later(context: Context, item: Body) -> Json:
    return _id(ticket_writes.create(context, _ticket(item), number(item["id"], "id")))


def _updated(context: Context, item: Body) -> Json:
    return _id(ticket_writes.update(context, context.found(TICKETS, number(item["id"], "id")), _ticket(item)))


def _destroyed(context: Context, item: Body) -> Json:
    deleted_tickets.soft_delete(context, context.found(TICKETS, number(item["id"], "id")))
    return item["id"]


def _ticket(item: Body) -> Body:
    given = item["ticket"]
    return given if isinstance(given, dict) else {}


def _id(written: Body) -> Json:
    ticket = written["ticket"]
    return ticket["id"] if isinstance(ticket, dict) else None


WORKS: Mapping[str, Work] = {
    _CREATE: Work(_created, "create"),
    _LATER: Work(_created_later, "create"),
    _UPDATE: Work(_updated, "update", "Updated"),
    _DESTROY: Work(_destroyed, "delete", "Deleted", summary=True),
}
_PATH = "/api/v2/tickets"
ROUTES = (
    Route("POST", f"{_PATH}/create_many", create_many, "tickets"),
    Route("PUT", f"{_PATH}/update_many", update_many, "tickets"),
    Route("DELETE", f"{_PATH}/destroy_many", destroy_many, "tickets"),
)
