"""Groups, and which agents are in them (REF ticketing/groups)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Documents, Family, Order, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, listing, new, number, showing, text
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

GROUPS = Family(
    "groups", "group", "/api/v2/groups", Order("name,id", ("sort", "id")), key=lambda body: str(body["name"]).casefold()
)
MEMBERSHIPS = Family(
    "group_memberships", "group_membership", "/api/v2/group_memberships", indexed=("user_id", "group_id")
)
WRITABLE = frozenset({"name", "description", "is_public"})


def make(documents: Documents, stamp: str, name: str, *, default: bool = False) -> Body:
    """Write a group."""
    values: Body = {"is_public": True, "name": name, "description": "", "default": default, "deleted": False}
    body = new(documents, GROUPS, stamp, values)
    documents.put(GROUPS, body)
    return body


def join(documents: Documents, stamp: str, user_id: int, group_id: int) -> Body:
    """Put an agent into a group; the first one becomes their default."""
    default = documents.first(MEMBERSHIPS, where_field("user_id", user_id)) is None
    values: Body = {"user_id": user_id, "group_id": group_id, "default": default}
    body = new(documents, MEMBERSHIPS, stamp, values)
    documents.put(MEMBERSHIPS, body)
    user = documents.get(USERS, user_id)
    if default and user is not None:
        documents.put(USERS, user | {"default_group_id": group_id})
    return body


def groups_of(documents: Documents, user_id: int) -> list[int]:
    """The ids of an agent's groups."""
    return [int(str(each["group_id"])) for each in documents.all(MEMBERSHIPS, where_field("user_id", user_id))]


def create(context: Context) -> Answer:
    """Make a group. Its name need not be unique (assumed)."""
    payload = context.permitted("group", context.payload("group"), WRITABLE)
    made = make(context.documents, context.stamp, text(payload, "name")) | payload
    context.documents.put(GROUPS, made)
    return Answer.created("group", made)


def update(context: Context) -> Answer:
    """Change what is given."""
    before = context.found(GROUPS)
    payload = context.permitted("group", context.payload("group"), WRITABLE)
    if "name" in payload:
        text(payload, "name")
    after = changed(before, before | payload, context.stamp)
    context.documents.put(GROUPS, after)
    return Answer.of({"group": after})


def list_memberships(context: Context) -> Answer:
    """All memberships, or those of one user or group where the path names one."""
    filters = tuple(
        where_field(name, int(value)) for name, value in context.parameters.items() if name in {"user_id", "group_id"}
    )
    return paging.answer(context, Listing(MEMBERSHIPS, filters))


def create_membership(context: Context) -> Answer:
    """Put an agent into a group. Raises 422 for an end user, or who is in it already."""
    payload = context.payload("group_membership")
    user_id, group_id = (number(payload.get(name), name) for name in ("user_id", "group_id"))
    user = context.documents.get(USERS, user_id)
    if user is None or user["role"] == "end-user":
        raise api_errors.invalid("user_id", "is invalid")
    if context.documents.get(GROUPS, group_id) is None:
        raise api_errors.invalid("group_id", "is invalid")
    if group_id in groups_of(context.documents, user_id):
        raise api_errors.duplicate("user_id", "is already a member of the group")
    return Answer.created("group_membership", join(context.documents, context.stamp, user_id, group_id))


def delete_membership(context: Context) -> Answer:
    """Take an agent out of a group."""
    context.found(MEMBERSHIPS)
    context.documents.remove(MEMBERSHIPS, context.id())
    return Answer.empty()


ROUTES = (
    Route("GET", "/api/v2/groups", listing(GROUPS)),
    Route("GET", "/api/v2/groups/assignable", listing(GROUPS)),
    Route("GET", "/api/v2/groups/{id}", showing(GROUPS)),
    Route("POST", "/api/v2/groups", create),
    Route("PUT", "/api/v2/groups/{id}", update),
    Route("GET", "/api/v2/group_memberships", list_memberships),
    Route("GET", "/api/v2/users/{user_id}/group_memberships", list_memberships, "users"),
    Route("GET", "/api/v2/groups/{group_id}/memberships", list_memberships),
    Route("GET", "/api/v2/group_memberships/{id}", showing(MEMBERSHIPS)),
    Route("POST", "/api/v2/group_memberships", create_membership),
    Route("DELETE", "/api/v2/group_memberships/{id}", delete_membership),
)
