"""The tags of a ticket by themselves: POST sets, PUT adds, DELETE removes (REF ticketing/ticket-management/tags)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import ticket_changes, ticket_writes
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete
from macrosync.local_zendesk.routing import Route
from macrosync.rules import tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.rules.tags import Tagging


def show(context: Context) -> Answer:
    """A ticket's tags."""
    return Answer.of({"tags": context.found(TICKETS)["tags"]})


def set_tags(context: Context) -> Answer:
    """Put these in the place of all; 201 (OAS)."""
    fields = custom_fields(context.documents)
    return _written(context, lambda tagging, listed: tags.replace_all(tagging, listed, fields), 201)


def add_tags(context: Context) -> Answer:
    """Add these."""
    fields = custom_fields(context.documents)
    return _written(context, lambda tagging, listed: tags.add(tagging, listed, fields))


def remove_tags(context: Context) -> Answer:
    """Remove these, given in the body or the query (OAS)."""
    fields = custom_fields(context.documents)
    return _written(context, lambda tagging, listed: tags.remove(tagging, listed, fields))


def _written(context: Context, change: Callable[[Tagging, list[str]], Tagging], status: int = 200) -> Answer:
    before = complete(context.documents, context.found(TICKETS))
    payload = context.json()
    ticket_changes.check_stamp(before, payload)
    ticket_changes.check_open(before)
    given = payload.get("tags", context.request.query.get("tags", "").replace(",", " "))
    listed = ticket_changes.tag_list(context, given)
    after: Body = tags.with_tagging(before, change(tags.tagging_of(before), listed))
    ticket_changes.check_tags(after)
    return Answer.of({"tags": ticket_writes.changed(context, before, after)["tags"]}, status)


_PATH = "/api/v2/tickets/{id}/tags"
ROUTES = (
    Route("GET", _PATH, show, "tickets"),
    Route("POST", _PATH, set_tags, "tickets"),
    Route("PUT", _PATH, add_tags, "tickets"),
    Route("DELETE", _PATH, remove_tags, "tickets"),
)
