"""Users made or changed in one call, and deleted (REF ticketing/users/users)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import users
from macrosync.local_zendesk.families.groups import MEMBERSHIPS
from macrosync.local_zendesk.families.records import changed
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
    before = _known(context, payload)
    if before is None:
        return users.create(context)
    wanted = context.permitted("user", payload, users.WRITABLE)
    after = changed(before, {**before, **users.checked(context, wanted, before)}, context.stamp)
    context.documents.put(USERS, after)
    return Answer.of({"user": after}, headers={"location": str(after["url"])})


def delete(context: Context) -> Answer:
    """Delete a user, who stays to be shown, not active (OAS). Raises 422 for who still has tickets that are not closed.

    What is left of them, and that the caller cannot delete themselves, is assumed.
    """
    user = context.found(USERS)
    if user["active"] is not True:
        raise api_errors.not_found()
    if user["id"] == context.caller["id"]:
        raise api_errors.invalid("base", "you cannot delete yourself")
    asked = context.documents.count(TICKETS, where_field("requester_id", context.id()), _OPEN)
    if asked:
        raise api_errors.invalid("base", f"{user['name']} is requester on {asked} ticket(s) that are not closed")
    for membership in context.documents.all(MEMBERSHIPS, where_field("user_id", context.id())):
        context.documents.remove(MEMBERSHIPS, int(str(membership["id"])))
    gone: Body = {"active": False, "email": None, "default_group_id": None, "updated_at": context.stamp}
    context.documents.put(USERS, user | gone)
    return Answer.of({"user": user | gone})


def _known(context: Context, payload: Body) -> Body | None:
    email, external = payload.get("email"), payload.get("external_id")
    if isinstance(email, str) and (found := context.documents.first(USERS, where_field("email", email.lower()))):
        return found
    if not isinstance(external, str) or not external:
        return None
    same = Filter(f"lower({FIELD.format('external_id')}) = lower(?)", (external,))
    return context.documents.first(USERS, users.THERE, same)


ROUTES = (
    Route("POST", "/api/v2/users/create_or_update", create_or_update, "users"),
    Route("DELETE", "/api/v2/users/{id}", delete, "users"),
)
