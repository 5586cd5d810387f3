"""Users: agents, end users, and who is calling (REF ticketing/users/users)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import identity_records
from macrosync.local_zendesk.families.records import among, changed, new, number, showing, text
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

USERS = Family("users", "user", "/api/v2/users", indexed=("email", "external_id", "updated_at"), searched=True)
ROLES = frozenset({"end-user", "agent", "admin"})
WRITABLE = frozenset(
    {
        *("name", "email", "role", "phone", "external_id", "alias", "details", "notes", "tags", "user_fields"),
        *("time_zone", "locale", "verified", "organization_id", "signature", "default_group_id", "moderator"),
        *("skip_verify_email", "suspended"),
    }
)
_TEXTS = ("phone", "external_id", "alias", "details", "notes", "time_zone", "locale", "signature")
_FLAGS = ("verified", "moderator", "skip_verify_email", "suspended")
_IDS = ("organization_id", "default_group_id")
#: Those that are not deleted.
THERE = Filter(f"{FIELD.format('active')} = 1")
#: What `/users/me` answers to somebody unknown (recorded).
ANONYMOUS: Body = {
    "id": None,
    "url": None,
    "name": "Anonymous user",
    "email": "invalid@example.com",
    "role": "end-user",
    "verified": False,
}


def make(documents: Documents, stamp: str, values: Mapping[str, Json]) -> Body:
    """Write a user; what is not given is as it is for an end user without anything."""
    defaults: Body = {
        "name": "",
        "email": None,
        "time_zone": "Asia/Seoul",
        "iana_time_zone": "Asia/Seoul",
        "phone": None,
        "shared_phone_number": None,
        "photo": None,
        "locale_id": 69,
        "locale": "ko",
        "organization_id": None,
        "role": "end-user",
        "verified": False,
        "external_id": None,
        "tags": [],
        "alias": None,
        "active": True,
        "shared": False,
        "shared_agent": False,
        "last_login_at": None,
        "two_factor_auth_enabled": None,
        "signature": None,
        "details": None,
        "notes": None,
        "role_type": None,
        "custom_role_id": None,
        "is_billing_admin": False,  # of no document, but of the service: libzapi's users need it
        "moderator": False,
        "ticket_restriction": "requested" if values.get("role", "end-user") == "end-user" else None,
        "only_private_comments": False,
        "restricted_agent": True,
        "suspended": False,
        "suspension_details": None,
        "default_group_id": None,
        "report_csv": False,
        "user_fields": {},
    }
    body = new(documents, USERS, stamp, defaults | dict(values))
    documents.put(USERS, body)
    return body


def find_or_make(documents: Documents, stamp: str, wanted: Mapping[str, Json]) -> Body:
    """The user of that e-mail address, or a new end user: how a ticket names its requester (REF tickets)."""
    email = wanted.get("email")
    if isinstance(email, str) and (known := by_address(documents, email)):
        return known
    name = wanted.get("name") or (email.partition("@")[0] if isinstance(email, str) else None)
    if not isinstance(name, str) or not name.strip():
        raise api_errors.blank("name")
    address: Json = email.lower() if isinstance(email, str) else None
    return make(documents, stamp, {"name": name, "email": address})


def by_address(documents: Documents, address: str) -> Body | None:
    """The user of an e-mail address, the first or a further one, whatever its case."""
    found = documents.first(USERS, where_field("email", address.lower()))
    if found is None and (number_ := identity_records.owner(documents, address.lower())):
        return documents.get(USERS, number_)
    return found


def list_users(context: Context) -> Answer:
    """By id (recorded), of one role or external id where asked."""
    filters: tuple[Filter, ...] = (THERE,)
    for name in ("role", "external_id"):
        if value := context.request.query.get(name):
            filters = (*filters, where_field(name, value))
    return paging.answer(context, Listing(USERS, filters))


def me(context: Context) -> Answer:
    """Who is calling; 200 with an anonymous user for nobody (recorded)."""
    user = context.caller or ANONYMOUS
    return Answer.of({"user": {**user, "authenticity_token": "local"}})


def create(context: Context) -> Answer:
    """Make a user, an end user unless the role says otherwise."""
    return Answer.created("user", made(context, context.payload("user")))


def update(context: Context) -> Answer:
    """Change what is given."""
    return Answer.of({"user": written(context, context.found(USERS), context.payload("user"))})


def made(context: Context, given: Body) -> Body:
    """A new user. Raises 400 and 422."""
    payload = context.permitted("user", given, WRITABLE)
    text(payload, "name")
    return make(context.documents, context.stamp, checked(context, payload, None))


def written(context: Context, before: Body, given: Body) -> Body:
    """A user with what is given; another address than their first one is added to it (OAS, the key `email`)."""
    payload = checked(context, context.permitted("user", given, WRITABLE), before)
    address = payload.get("email")
    if before["email"] is not None and isinstance(address, str) and address != before["email"]:
        identity_records.add(context.documents, context.stamp, before, ("email", address))
        del payload["email"]
    after = changed(before, {**before, **payload}, context.stamp)
    context.documents.put(USERS, after)
    return after


def show_many(context: Context) -> Answer:
    """Some users by their ids, or external ids."""
    if external := context.request.query.get("external_ids"):
        found = [context.documents.first(USERS, where_field("external_id", each)) for each in external.split(",")]
    else:
        found = [context.documents.get(USERS, each) for each in context.ids()]
    users: list[Json] = [user for user in found if user is not None]
    return Answer.of({"users": users, "next_page": None, "previous_page": None, "count": len(users)})


def checked(context: Context, payload: Body, before: Body | None) -> Body:
    """The payload of a user, its e-mail address in small letters. Raises 422 for a role or an address of another."""
    if not among(payload.get("role", "end-user"), ROLES):
        raise api_errors.invalid("role", "is invalid")
    payload = payload | _typed(payload)
    email = payload.get("email")
    if email is None:
        return payload
    check_address(context, email, before)
    return payload | {"email": str(email).lower()}


def check_address(context: Context, address: Json, user: Body | None) -> None:
    """Raise 422 for what is no address, or another user's."""
    if not isinstance(address, str) or "@" not in address:
        raise api_errors.invalid("email", f"{address} is not properly formatted")
    known = context.documents.first(USERS, where_field("email", address.lower()))
    if context.switches.further_addresses_are_unique:
        known = by_address(context.documents, address)
    if known is not None and (user is None or known["id"] != user["id"]):
        raise api_errors.duplicate("email", f"{address} is already being used by another user")


def _typed(payload: Body) -> Body:
    """What is given, each of its type; null stands for none. Raises 400 for another type (assumed)."""
    found = {name: value for name, value in payload.items() if value is not None}
    for name in _TEXTS:
        if isinstance(found.get(name, ""), dict | list | bool):
            raise api_errors.invalid_attribute(name, "a string")
    for name in _FLAGS:
        if not isinstance(found.get(name, False), bool):
            raise api_errors.invalid_attribute(name, "a boolean")
    tags, fields = found.get("tags", []), found.get("user_fields", {})
    if not isinstance(tags, list) or not all(isinstance(each, str) for each in tags):
        raise api_errors.invalid_attribute("tags", "an array of strings")
    if not isinstance(fields, dict):
        raise api_errors.invalid_attribute("user_fields", "an object")
    texts: Body = {name: str(found[name]) for name in _TEXTS if name in found}
    empty: Body = {name: value for name, value in (("tags", []), ("user_fields", {})) if name in payload}
    ids: Body = {name: number(found[name], name) for name in _IDS if name in found}
    return empty | {name: found[name] for name in empty if name in found} | texts | ids


ROUTES = (
    Route("GET", "/api/v2/users/me", me, "users", anonymous=True),
    Route("GET", "/api/v2/users", list_users, "users"),
    Route("GET", "/api/v2/users/show_many", show_many, "users"),
    Route("GET", "/api/v2/users/{id}", showing(USERS), "users"),
    Route("POST", "/api/v2/users", create, "users"),
    Route("PUT", "/api/v2/users/{id}", update, "users"),
)
