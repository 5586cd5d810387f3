"""Users counted and completed, and what they have to do with (OAS, CountUsers and its kin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import counted
from macrosync.local_zendesk.families.ticket_lists import OF_USER
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.families.users import THERE, USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body


def count(context: Context) -> Answer:
    """How many users there are, of one role where asked."""
    role = context.request.query.get("role")
    return counted(context, USERS, THERE, *((where_field("role", role),) if role else ()))


def autocomplete(context: Context) -> Answer:
    """Those whose names begin so, or who have that number, as the query or the body says (OAS, AutocompleteUsers)."""
    body = context.json() if context.request.method == "POST" else {}
    name, phone = (context.request.query.get(each) or str(body.get(each) or "") for each in ("name", "phone"))
    if name:
        found = Filter(f"instr(lower({FIELD.format('name')}), lower(?)) = 1", (name,))
    elif phone:
        found = where_field("phone", phone)
    else:
        # A string, as the published file has this operation's error.
        raise api_errors.ApiError(400, {"error": "Missing parameter: name or phone"})
    return paging.answer(context, Listing(USERS, (THERE, found), cursor=False))


def list_of_organization(context: Context) -> Answer:
    """The users of an organization."""
    return paging.answer(context, Listing(USERS, (THERE, where_field("organization_id", context.id()))))


def count_of_organization(context: Context) -> Answer:
    """How many users an organization has, of one role where asked."""
    role = context.request.query.get("role")
    of_role = (where_field("role", role),) if role else ()
    return counted(context, USERS, THERE, where_field("organization_id", context.id()), *of_role)


def related(context: Context) -> Answer:
    """How many tickets a user has to do with (OAS, ShowUserRelated); nobody subscribes to organizations here."""
    context.found(USERS)
    counts: Body = {
        f"{name}_tickets": context.documents.count(TICKETS, Filter(OF_USER[name], (context.id(),)))
        for name in ("assigned", "requested", "ccd")
    }
    return Answer.of({"user_related": counts | {"organization_subscriptions": 0}})


ROUTES = (
    Route("GET", "/api/v2/users/count", count, "users"),
    Route("GET", "/api/v2/users/autocomplete", autocomplete, "users"),
    Route("POST", "/api/v2/users/autocomplete", autocomplete, "users", unchanging=True),
    Route("GET", "/api/v2/users/{id}/related", related, "users"),
    Route("GET", "/api/v2/organizations/{id}/users", list_of_organization, "users"),
    Route("GET", "/api/v2/organizations/{id}/users/count", count_of_organization, "users"),
)
