"""How long and how often: a ticket's metrics, counted from its audits (REF ticketing/tickets/ticket_metrics).

Times of waiting and working are not measured: they are null.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import paging
from macrosync.local_zendesk.documents import Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.ticket_records import AUDITS, TICKETS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route
from macrosync.rules.hours import METRICS
from macrosync.rules.ticket_conditions import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json

_MINUTES = (
    *("reply_time_in_minutes", "first_resolution_time_in_minutes", "full_resolution_time_in_minutes"),
    *("agent_wait_time_in_minutes", "requester_wait_time_in_minutes", "on_hold_time_in_minutes"),
    "reply_time_in_seconds",
)
_DONE = frozenset({"solved", "closed"})
#: The newest first (OAS, ListTicketMetrics).
_NEWEST = Order("-nice_id", ("id",), descending=True)


def show(context: Context) -> Answer:
    """One ticket's; its number stands for that of the metrics (assumed)."""
    found = _shown(context, context.found(TICKETS))
    return Answer.of({"ticket_metric": [found] if context.switches.metrics_as_in_oas else found})


def list_metrics(context: Context) -> Answer:
    """Every ticket's."""
    page = paging.answer(context, Listing(TICKETS, order=_NEWEST, offset_order=_NEWEST))
    body = json.loads(page.encoded or b"{}")
    tickets = body.pop("tickets")
    return Answer.of({"ticket_metrics": [_shown(context, each) for each in tickets], **body})


def _shown(context: Context, ticket: Body) -> Body:
    found = metrics(context.documents, ticket)
    none: Body = {name: {"calendar": 0, "business": 0} for name in _MINUTES}
    return found | none if context.switches.metrics_as_in_oas else found


def metrics(documents: Documents, ticket: Body) -> Body:
    """What is known of a ticket."""
    number, made = int(str(ticket["id"])), ticket["created_at"]
    changes = list(_changes(documents, number))
    statuses = [(at, value, former) for at, name, value, former in changes if name == "status"]
    assigned = [at for at, name, value, _ in changes if name == "assignee_id" and value is not None]
    comments = [at for at, name, _, _ in changes if name == "comment"]
    groups = [at for at, name, value, _ in changes if name == "group_id" and value is not None]
    solved = [at for at, value, _ in statuses if value in _DONE]
    return {
        "url": f"{documents.base}/api/v2/ticket_metrics/{number}.json",
        "id": number,
        "ticket_id": number,
        "created_at": made,
        "updated_at": ticket["updated_at"],
        "group_stations": len(groups),
        "assignee_stations": len(assigned),
        "reopens": sum(1 for _, value, former in statuses if former == "solved" and value not in _DONE),
        "replies": max(0, len(comments) - 1),
        "assignee_updated_at": _last(assigned),
        "requester_updated_at": made,
        "status_updated_at": _last([at for at, _, _ in statuses]) or made,
        "custom_status_updated_at": _last([at for at, _, _ in statuses]) or made,
        "initially_assigned_at": assigned[0] if assigned else None,
        "assigned_at": _last(assigned),
        "solved_at": _last(solved) if ticket["status"] in _DONE else None,
        "latest_comment_added_at": _last(comments),
        **{name: {"calendar": None, "business": None} for name in _MINUTES},
    }


def are_asked_for(conditions: Json) -> bool:
    """Whether a condition of a rule is about a time that only a ticket's history tells; counting it has its price."""
    lists = conditions.values() if isinstance(conditions, dict) else ()
    return any(each["field"] in METRICS for of_either in lists for each in listed(of_either))


def with_metrics(documents: Documents, ticket: Body) -> Body:
    """The ticket with its metrics side-loaded, as conditions look for them (REF ticket_metrics)."""
    return ticket | {"metric_set": metrics(documents, ticket)}


def _changes(documents: Documents, ticket: int) -> Iterator[tuple[Json, Json, Json, Json]]:
    """What happened: when, to which field, what it became, what it was."""
    for audit in documents.all(AUDITS, parent=ticket):
        events = audit["events"] if isinstance(audit["events"], list) else []
        for event in events:
            if not isinstance(event, dict):
                continue
            if event["type"] in {"Create", "Change"}:
                yield audit["created_at"], event["field_name"], event["value"], event.get("previous_value")
            elif event["type"] == "Comment" and event["public"] is True:
                yield audit["created_at"], "comment", None, None


def _last(moments: list[Json]) -> Json:
    return moments[-1] if moments else None


ROUTES = (
    Route("GET", "/api/v2/ticket_metrics", list_metrics, "tickets"),
    Route("GET", "/api/v2/ticket_metrics/{id}", show, "tickets"),
    Route("GET", "/api/v2/tickets/{id}/metrics", show, "tickets"),
)
