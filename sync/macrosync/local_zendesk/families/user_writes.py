"""Users made or changed in one call, and deleted (REF ticketing/users/users)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import deleted_users, identity_records, users
from macrosync.local_zendesk.families.groups import MEMBERSHIPS
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

_OPEN = Filter(f"{FIELD.format('status')} <> 'closed'")


def create_or_update(context: Context) -> Answer:
    """The user of that e-mail address or external id changed, 200, or a new one, 201 (OAS)."""
    payload = context.payload("user")
    before = known(context, payload)
    if before is None:
        return users.create(context)
    after = users.written(context, before, payload)
    return Answer.of({"user": after}, headers={"location": str(after["url"])})


def delete(context: Context) -> Answer:
    """Delete a user, who stays to be shown, not active (OAS). Raises 422 for who still has tickets that are not closed.

    What is left of them, and that the caller cannot delete themselves, is assumed.
    """
    return Answer.of({"user": removed(context, context.found(USERS))})


def removed(context: Context, user: Body) -> Body:
    """A user who is deleted from now on. Raises 404 and 422."""
    if user["active"] is not True:
        raise api_errors.not_found()
    if user["id"] == context.caller["id"]:
        raise api_errors.invalid("base", "you cannot delete yourself")
    asked = context.documents.count(TICKETS, where_field("requester_id", int(str(user["id"]))), _OPEN)
    if asked:
        said = f"{user['name']} is requester on {asked} ticket(s) that are not closed"
        is_422 = context.switches.requester_deletion_is_422
        raise api_errors.invalid("base", said) if is_422 else api_errors.forbidden(said)
    return left(context, user)


def left(context: Context, user: Body) -> Body:
    """A user who is gone: in no group, known by nothing, and among the deleted ones."""
    for membership in context.documents.all(MEMBERSHIPS, where_field("user_id", int(str(user["id"])))):
        context.documents.remove(MEMBERSHIPS, int(str(membership["id"])))
    deleted_users.note(context, user)
    gone: Body = {"active": False, "default_group_id": None, "updated_at": context.stamp}
    if context.switches.deleted_addresses_are_free:
        identity_records.forget(context.documents, user)
        gone["email"] = None
    context.documents.put(USERS, user | gone)
    return user | gone


def known(context: Context, payload: Body) -> Body | None:
    """The user of a payload's e-mail address, or its external id, whatever the case (OAS)."""
    email, external = payload.get("email"), payload.get("external_id")
    if isinstance(email, str) and (found := users.by_address(context.documents, email)):
        return found
    if not isinstance(external, str) or not external:
        return None
    same = Filter(f"lower({FIELD.format('external_id')}) = lower(?)", (external,))
    return context.documents.first(USERS, users.THERE, same)


ROUTES = (
    Route("POST", "/api/v2/users/create_or_update", create_or_update, "users"),
    Route("DELETE", "/api/v2/users/{id}", delete, "users"),
)
