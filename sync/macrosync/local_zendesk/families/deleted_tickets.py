"""Tickets that were deleted: kept for a while, to be restored or to be gone for good (OAS, ListDeletedTickets)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import paging
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import jobs
from macrosync.local_zendesk.families.job_items import Work
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import AUDITS, COMMENTS, DELETED_TICKETS, TICKETS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_SHOWN = ("id", "subject", "actor", "deleted_at", "previous_state")
_DELETION = frozenset({"actor", "deleted_at", "previous_state"})
_DESTROY = "Permanently Delete Ticket"


def soft_delete(context: Context, ticket: Body) -> None:
    """Move a ticket to the deleted ones; exports then give it as `deleted` (DOC using-the-incremental-export-api)."""
    actor: Json = {"id": context.caller.get("id"), "name": context.caller.get("name")}
    deletion: Body = {"actor": actor, "deleted_at": context.stamp, "previous_state": ticket["status"]}
    context.documents.move(TICKETS, int(str(ticket["id"])), DELETED_TICKETS)
    moment: Body = {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
    context.documents.put(DELETED_TICKETS, ticket | deletion | moment | {"status": "deleted"})


def as_ticket(text: str) -> str:
    """A record's text without what is kept of its deletion, where it was deleted."""
    if '"previous_state":' not in text:
        return text
    return compact({name: value for name, value in json.loads(text).items() if name not in _DELETION})


def list_deleted(context: Context) -> Answer:
    """The oldest first."""
    return paging.answer(context, Listing(DELETED_TICKETS, shown=_shown))


def restore(context: Context) -> Answer:
    """Put one back as it was; answered with nothing (OAS)."""
    _restore(context, context.found(DELETED_TICKETS))
    return Answer(200, "")


def restore_many(context: Context) -> Answer:
    """Put several back. Raises 404 where one is not there, and puts back none."""
    for each in context.ids():
        _restore(context, context.found(DELETED_TICKETS, each))
    return Answer(200, "")


def destroy(context: Context) -> Answer:
    """Delete one for good, as a job."""
    return jobs.queue(context, _DESTROY, [{"id": context.found(DELETED_TICKETS)["id"]}])


def destroy_many(context: Context) -> Answer:
    """Delete several for good, as a job."""
    return jobs.queue(context, _DESTROY, [{"id": each} for each in context.ids()])


def _restore(context: Context, deleted: Body) -> None:
    ticket = {name: value for name, value in deleted.items() if name not in _DELETION}
    moment: Body = {"generated_timestamp": int(context.now.timestamp())}
    if context.switches.restoring_moves_updated_at:
        moment["updated_at"] = context.stamp
    context.documents.move(DELETED_TICKETS, int(str(deleted["id"])), TICKETS)
    context.documents.put(TICKETS, ticket | moment | {"status": deleted["previous_state"]})


def _shown(text: str) -> str:
    body = json.loads(text)
    return compact({name: body.get(name) for name in _SHOWN})


def _destroyed(context: Context, item: Body) -> Json:
    identity = number(item["id"], "id")
    context.found(DELETED_TICKETS, identity)
    for family in (COMMENTS, AUDITS):
        for each in context.documents.all(family, parent=identity):
            context.documents.remove(family, int(str(each["id"])))
    context.documents.remove(DELETED_TICKETS, identity)
    context.documents.forget_versions(TICKETS, identity)
    return identity


WORKS: Mapping[str, Work] = {_DESTROY: Work(_destroyed, "delete", "Deleted", summary=True)}
_PATH = "/api/v2/deleted_tickets"
_DESTROYS = (Bucket("deleted-tickets-destroy"),)
ROUTES = (
    Route("GET", _PATH, list_deleted, "tickets", (Bucket("deleted-tickets-index"),)),
    Route("PUT", f"{_PATH}/restore_many", restore_many, "tickets"),
    Route("DELETE", f"{_PATH}/destroy_many", destroy_many, "tickets", _DESTROYS),
    Route("PUT", f"{_PATH}/{{id}}/restore", restore, "tickets"),
    Route("DELETE", f"{_PATH}/{{id}}", destroy, "tickets", _DESTROYS),
)
