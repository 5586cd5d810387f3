"""Users counted and completed, and how they are known: their identities (OAS, CountUsers and its kin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import counted
from macrosync.local_zendesk.families.users import THERE, USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_IDENTITIES = "/api/v2/users/{id}/identities"


def count(context: Context) -> Answer:
    """How many users there are, of one role where asked."""
    role = context.request.query.get("role")
    return counted(context, USERS, THERE, *((where_field("role", role),) if role else ()))


def autocomplete(context: Context) -> Answer:
    """Those whose names begin so, or who have that number (OAS, AutocompleteUsers)."""
    name, phone = context.request.query.get("name"), context.request.query.get("phone")
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


def list_identities(context: Context) -> Answer:
    """The user's e-mail address and number, which are all that is known of them here."""
    identities: list[Json] = [*_identities(context, context.found(USERS))]
    return paging.of_values(context, "identities", identities)


def show_identity(context: Context) -> Answer:
    """One of them."""
    for identity in _identities(context, context.found(USERS)):
        if identity["id"] == context.id("identity_id"):
            return Answer.of({"identity": identity})
    raise api_errors.not_found()


def _identities(context: Context, user: Body) -> Iterator[Body]:
    """Their numbers are made of the user's (assumed), since the two are no records of their own here."""
    for place, (kind, name) in enumerate((("email", "email"), ("phone_number", "phone")), 1):
        if user[name] is None:
            continue
        number = int(str(user["id"])) + place
        yield {
            "url": f"{context.documents.base}/api/v2/users/{user['id']}/identities/{number}.json",
            "id": number,
            "user_id": user["id"],
            "type": kind,
            "value": user[name],
            "verified": user["verified"],
            "primary": True,
            "created_at": user["created_at"],
            "updated_at": user["updated_at"],
            "verification_method": "low" if user["verified"] else "none",
            **({"undeliverable_count": 0, "deliverable_state": "deliverable"} if kind == "email" else {}),
        }


ROUTES = (
    Route("GET", "/api/v2/users/count", count, "users"),
    Route("GET", "/api/v2/users/autocomplete", autocomplete, "users"),
    Route("GET", "/api/v2/organizations/{id}/users", list_of_organization, "users"),
    Route("GET", _IDENTITIES, list_identities, "users"),
    Route("GET", f"{_IDENTITIES}/{{identity_id}}", show_identity, "users"),
)
