"""Identities of users over HTTP (OAS, ListUserIdentities and its kin): under a user, and under an end user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import identity_records, users
from macrosync.local_zendesk.families.identity_records import FIELDS, IDENTITIES
from macrosync.local_zendesk.families.records import among, changed, text
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Those that a client can add (OAS, CreateUserIdentity).
TYPES = frozenset({"email", "twitter", "facebook", "google", "agent_forwarding", "phone_number"})
WRITABLE = frozenset({"type", "value", "verified", "verification_method", "skip_verify_email", "primary"})


def list_identities(context: Context) -> Answer:
    """All of a user's; of one type where asked."""
    found = identity_records.of_user(context.documents, context.found(USERS))
    wanted = context.request.query.get("type[]", context.request.query.get("type"))
    return paging.of_bodies(context, "identities", [each for each in found if wanted in (None, each["type"])])


def show(context: Context) -> Answer:
    """One of them."""
    return Answer.of({"identity": _found(context, context.found(USERS))})


def create(context: Context) -> Answer:
    """Add one; it is the primary one where there is no other of its type, or it says so (assumed)."""
    user = context.found(USERS)
    payload = context.permitted("identity", context.payload("identity"), WRITABLE)
    kind = payload.get("type")
    if not among(kind, TYPES):
        raise api_errors.invalid("type", "is invalid")
    value = _value(context, user, str(kind), text(payload, "value"))
    made = identity_records.add(
        context.documents, context.stamp, user, (str(kind), value), verified=_verified(payload) is True
    )
    name = FIELDS.get(str(kind))
    first = name is not None and user[name] is None and context.switches.first_identity_is_primary
    if name is not None and (first or payload.get("primary") is True):
        user = _with(context, user, name, value)
    if made["verified"] is True:
        user = _verified_user(context, user)
    return Answer.created("identity", _shown(context, user, made["id"]))


def update(context: Context) -> Answer:
    """Change its value, or whether it is verified; never which one is the primary (OAS)."""
    user = context.found(USERS)
    payload = context.permitted("identity", context.payload("identity"), WRITABLE - {"primary", "type"})
    identity = _settled(context, user)
    after = dict(identity)
    if "value" in payload:
        after["value"] = _value(context, user, str(identity["type"]), text(payload, "value"))
    if (verified := _verified(payload)) is not None:
        after |= {"verified": verified, "verification_method": "low" if verified else "none"}
    _put(context, identity, after)
    name = FIELDS.get(str(identity["type"]))
    if identity["primary"] is True and name is not None:
        user = _with(context, user, name, after["value"])
    return Answer.of({"identity": _shown(context, _verified_user(context, user), identity["id"])})


def delete(context: Context) -> Answer:
    """Take one away; the next one of its type becomes the primary one, where it was that (assumed)."""
    user = context.found(USERS)
    identity = _settled(context, user)
    context.documents.remove(IDENTITIES, int(str(identity["id"])))
    name = FIELDS.get(str(identity["type"]))
    if identity["primary"] is True and name is not None:
        emptied = _with(context, user, name, None)
        left = [
            each for each in identity_records.of_user(context.documents, emptied) if each["type"] == identity["type"]
        ]
        if left and context.switches.next_identity_is_primary:
            _with(context, emptied, name, left[0]["value"])
    return Answer.empty()


def make_primary(context: Context) -> Answer:
    """Make one the primary of its type; all of the user's are answered (OAS). Raises 422 for a type without one."""
    user = context.found(USERS)
    identity = _settled(context, user)
    name = FIELDS.get(str(identity["type"]))
    if name is None:
        raise api_errors.invalid("type", "cannot be primary")
    user = _with(context, user, name, identity["value"])
    listed: list[Json] = [*identity_records.of_user(context.documents, user)]
    return Answer.of({"identities": listed})


def verify(context: Context) -> Answer:
    """Take one for verified."""
    user = context.found(USERS)
    identity = _settled(context, user)
    _put(context, identity, identity | {"verified": True, "verification_method": "low"})
    return Answer.of({"identity": _shown(context, _verified_user(context, user), identity["id"])})


def request_verification(context: Context) -> Answer:
    """Ask the user by e-mail, which nothing here sends; answered with nothing (OAS)."""
    _found(context, context.found(USERS))
    return Answer(200, "")


def _value(context: Context, user: Body, kind: str, value: str) -> str:
    """The value as it is kept. Raises 422 for an address that is none, or another user's."""
    if kind != "email":
        return value.strip()
    users.check_address(context, value, user)
    return value.lower()


def _verified(payload: Body) -> bool | None:
    """What a payload says of being verified: `verified`, `verification_method`, or nothing."""
    if "verified" in payload:
        return payload["verified"] in (True, "true")
    if "verification_method" in payload:
        return payload["verification_method"] != "none"
    return None


def _found(context: Context, user: Body) -> Body:
    for identity in identity_records.of_user(context.documents, user):
        if identity["id"] == context.id("identity_id"):
            return identity
    raise api_errors.not_found()


def _settled(context: Context, user: Body) -> Body:
    """The identity of the path, as a record. Raises 404."""
    identity = _found(context, user)
    identity_records.settle(context.documents, user)
    return identity


def _shown(context: Context, user: Body, number: Json) -> Body:
    found = identity_records.of_user(context.documents, user)
    return next(each for each in found if each["id"] == number)


def _put(context: Context, before: Body, after: Body) -> None:
    written = changed(before, after, context.stamp)
    context.documents.put(IDENTITIES, {name: value for name, value in written.items() if name != "primary"})


def _with(context: Context, user: Body, name: str, value: Json) -> Body:
    after = changed(user, user | {name: value}, context.stamp)
    context.documents.put(USERS, after)
    return after


def _verified_user(context: Context, user: Body) -> Body:
    """A user is verified where any identity is (OAS, the key `verified`)."""
    every = identity_records.of_user(context.documents, user)
    return _with(context, user, "verified", any(each["verified"] is True for each in every))


_EACH = "/identities/{identity_id}"
ROUTES = tuple(
    Route(method, f"/api/v2/{kind}/{{id}}{path}", handler, "users")
    for kind in ("users", "end_users")
    for method, path, handler in (
        ("GET", "/identities", list_identities),
        ("POST", "/identities", create),
        ("GET", _EACH, show),
        ("DELETE", _EACH, delete),
        ("PUT", f"{_EACH}/make_primary", make_primary),
        ("PUT", f"{_EACH}/request_verification", request_verification),
        *((("PUT", _EACH, update), ("PUT", f"{_EACH}/verify", verify)) if kind == "users" else ()),
    )
)
