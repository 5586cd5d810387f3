"""Lists of tickets by what they belong to: problems, people, recency; and how many there are (OAS, tickets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import paging
from macrosync.local_zendesk.documents import FIELD, Filter, Order, by_field, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import counted
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete, completing
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

_PROBLEMS = where_field("type", "problem")
_LATEST = by_field("updated_at", descending=True)
#: So many tickets are remembered as recent (OAS, ListRecentTickets).
_RECENT = 5
#: What a list of a user's tickets goes by.
_IN_LIST = "EXISTS (SELECT 1 FROM json_each(body, '$.{}') WHERE value = ?)"
OF_USER = {
    "requested": f"{FIELD.format('requester_id')} = ?",
    "assigned": f"{FIELD.format('assignee_id')} = ?",
    "ccd": _IN_LIST.format("email_cc_ids"),
    "followed": _IN_LIST.format("follower_ids"),
}


def count(context: Context) -> Answer:
    """How many tickets there are."""
    return counted(context, TICKETS)


def list_recent(context: Context) -> Answer:
    """The tickets that the caller made last; what they looked at is not known here (assumed)."""
    mine = where_field("submitter_id", int(str(context.caller["id"])))
    found = context.documents.all(TICKETS, mine)[-_RECENT:] if context.switches.recent_tickets_by_api else []
    shown: list[Json] = [complete(context.documents, ticket) for ticket in reversed(found)]
    return Answer.of({"tickets": shown, "next_page": None, "previous_page": None, "count": len(shown)})


def list_problems(context: Context) -> Answer:
    """Every problem, the last updated first, always (OAS)."""
    return _tickets(context, _PROBLEMS, order=_LATEST)


def complete_problem(context: Context) -> Answer:
    """Problems with a text in their subject, given in the query or the body (OAS)."""
    text = context.request.query.get("text") or str(context.json().get("text") or "")
    found = Filter(f"instr(lower({FIELD.format('subject')}), lower(?)) > 0", (text,))
    return _tickets(context, _PROBLEMS, found, order=_LATEST)


def list_incidents(context: Context) -> Answer:
    """The incidents of a problem."""
    context.found(TICKETS)
    return _tickets(context, where_field("problem_id", context.id()))


def list_collaborators(context: Context) -> Answer:
    """Followers and CCs of a ticket."""
    return _people(context, "collaborator_ids")


def list_followers(context: Context) -> Answer:
    """The agents who follow a ticket."""
    return _people(context, "follower_ids")


def list_email_ccs(context: Context) -> Answer:
    """Who is CC'd on a ticket."""
    return _people(context, "email_cc_ids")


def _people(context: Context, name: str) -> Answer:
    ids = context.found(TICKETS)[name]
    found = [context.documents.get(USERS, int(str(each))) for each in (ids if isinstance(ids, list) else [])]
    users: list[Json] = [user for user in found if user is not None]
    return Answer.of({"users": users, "next_page": None, "previous_page": None, "count": len(users)})


def _tickets(context: Context, *filters: Filter, order: Order | None = None) -> Answer:
    shown = completing(context.documents)
    return paging.answer(context, Listing(TICKETS, filters, order=order, offset_order=order, shown=shown))


def _of_user(name: str) -> Callable[[Context], Answer]:
    def handler(context: Context) -> Answer:
        context.found(USERS)
        return _tickets(context, Filter(OF_USER[name], (context.id(),)))

    return handler


def _count_of_user(name: str) -> Callable[[Context], Answer]:
    def handler(context: Context) -> Answer:
        context.found(USERS)
        return counted(context, TICKETS, Filter(OF_USER[name], (context.id(),)))

    return handler


def count_of_organization(context: Context) -> Answer:
    """How many tickets an organization has."""
    return counted(context, TICKETS, where_field("organization_id", context.id()))


def list_of_organization(context: Context) -> Answer:
    """The tickets of an organization."""
    return _tickets(context, where_field("organization_id", context.id()))


_PATH = "/api/v2/tickets"
ROUTES = (
    Route("GET", f"{_PATH}/count", count, "tickets"),
    Route("GET", f"{_PATH}/recent", list_recent, "tickets"),
    Route("GET", f"{_PATH}/{{id}}/incidents", list_incidents, "tickets"),
    Route("GET", f"{_PATH}/{{id}}/collaborators", list_collaborators, "tickets"),
    Route("GET", f"{_PATH}/{{id}}/followers", list_followers, "tickets"),
    Route("GET", f"{_PATH}/{{id}}/email_ccs", list_email_ccs, "tickets"),
    Route("GET", "/api/v2/problems", list_problems, "tickets"),
    Route("POST", "/api/v2/problems/autocomplete", complete_problem, "tickets", unchanging=True),
    Route("GET", "/api/v2/organizations/{id}/tickets", list_of_organization, "tickets"),
    Route("GET", "/api/v2/organizations/{id}/tickets/count", count_of_organization, "tickets"),
    *(Route("GET", f"/api/v2/users/{{id}}/tickets/{name}", _of_user(name), "tickets") for name in OF_USER),
    *(
        Route("GET", f"/api/v2/users/{{id}}/tickets/{name}/count", _count_of_user(name), "tickets")
        for name in ("assigned", "ccd")
    ),
)
