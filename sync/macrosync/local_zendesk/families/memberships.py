"""Who is in which group (REF ticketing/groups/group_memberships)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.groups import GROUPS, MEMBERSHIPS, groups_of, join
from macrosync.local_zendesk.families.records import changed, number, showing
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_PATH = "/api/v2/group_memberships"
_SUSPENDED = "SELECT id FROM documents WHERE family = 'users' AND json_extract(body, '$.suspended') = 1"
_NOT_SUSPENDED = Filter(f"{FIELD.format('user_id')} NOT IN ({_SUSPENDED})")


def list_assignable(context: Context) -> Answer:
    """All of them (assumed), or those of agents who are not suspended."""
    return list_memberships(context, *(() if context.switches.suspended_are_assignable else (_NOT_SUSPENDED,)))


def list_memberships(context: Context, *more: Filter) -> Answer:
    """All of them by id (recorded), or those of the user or group that the path names."""
    for name, family in (("user_id", USERS), ("group_id", GROUPS)):
        if name in context.parameters:
            context.found(family, context.id(name))
    filters = tuple(
        where_field(name, context.id(name)) for name in ("user_id", "group_id") if name in context.parameters
    )
    return paging.answer(context, Listing(MEMBERSHIPS, (*filters, *more)))


def show_of_user(context: Context) -> Answer:
    """One of a user's."""
    return Answer.of({"group_membership": _of_user(context)})


def create(context: Context) -> Answer:
    """Put an agent into a group. Raises 422 for an end user, or who is in it already."""
    payload = context.payload("group_membership")
    if "user_id" in context.parameters:
        payload = payload | {"user_id": context.id("user_id")}
    return Answer.created("group_membership", made(context, payload))


def made(context: Context, payload: Body) -> Body:
    """The new membership; the first one of an agent, or one that says so, is their default."""
    user_id, group_id = (number(payload.get(name), name) for name in ("user_id", "group_id"))
    user, group = context.documents.get(USERS, user_id), context.documents.get(GROUPS, group_id)
    if user is None or user["role"] == "end-user":
        raise api_errors.invalid("user_id", "is invalid")
    if group is None or group["deleted"] is True:
        raise api_errors.invalid("group_id", "is invalid")
    if group_id in groups_of(context.documents, user_id):
        raise api_errors.duplicate("user_id", "is already a member of the group")
    joined = join(context.documents, context.stamp, user_id, group_id)
    return _make_default(context, joined) if payload.get("default") is True else joined


def delete(context: Context) -> Answer:
    """Take an agent out of a group."""
    leave(context, context.id())
    return Answer.empty()


def delete_of_user(context: Context) -> Answer:
    """Take this agent out of a group."""
    leave(context, int(str(_of_user(context)["id"])))
    return Answer.empty()


def leave(context: Context, membership_id: int) -> None:
    """End a membership; the next one becomes the agent's default where it was that (assumed)."""
    gone = context.found(MEMBERSHIPS, membership_id)
    context.documents.remove(MEMBERSHIPS, membership_id)
    if gone["default"] is not True:
        return
    left = context.documents.first(MEMBERSHIPS, where_field("user_id", int(str(gone["user_id"]))))
    if left is not None:
        _make_default(context, left)
    elif (user := context.documents.get(USERS, int(str(gone["user_id"])))) is not None:
        context.documents.put(USERS, user | {"default_group_id": None, "updated_at": context.stamp})


def make_default(context: Context) -> Answer:
    """Make one the user's default; all of the user's are answered (OAS, GroupMembershipSetDefault)."""
    _make_default(context, _of_user(context))
    listed: list[Json] = [*context.documents.all(MEMBERSHIPS, where_field("user_id", context.id("user_id")))]
    return Answer.of({"group_memberships": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def _make_default(context: Context, membership: Body) -> Body:
    user_id = int(str(membership["user_id"]))
    for each in context.documents.all(MEMBERSHIPS, where_field("user_id", user_id)):
        after = each | {"default": each["id"] == membership["id"]}
        context.documents.put(MEMBERSHIPS, changed(each, after, context.stamp))
    user = context.documents.get(USERS, user_id)
    if user is not None:
        after = user | {"default_group_id": membership["group_id"]}
        context.documents.put(USERS, changed(user, after, context.stamp))
    return context.found(MEMBERSHIPS, int(str(membership["id"])))


def _of_user(context: Context) -> Body:
    membership = context.found(MEMBERSHIPS)
    if membership["user_id"] != context.id("user_id"):
        raise api_errors.not_found()
    return membership


_USERS = "/api/v2/users/{user_id}/group_memberships"
ROUTES = (
    Route("GET", _PATH, list_memberships),
    Route("POST", _PATH, create),
    Route("GET", f"{_PATH}/{{id}}", showing(MEMBERSHIPS)),
    Route("DELETE", f"{_PATH}/{{id}}", delete),
    Route("GET", "/api/v2/groups/{group_id}/memberships", list_memberships),
    Route("GET", f"{_PATH}/assignable", list_assignable),
    Route("GET", "/api/v2/groups/{group_id}/memberships/assignable", list_assignable),
    Route("GET", _USERS, list_memberships, "users"),
    Route("POST", _USERS, create, "users"),
    Route("GET", f"{_USERS}/{{id}}", show_of_user, "users"),
    Route("DELETE", f"{_USERS}/{{id}}", delete_of_user, "users"),
    Route("PUT", f"{_USERS}/{{id}}/make_default", make_default, "users"),
)
