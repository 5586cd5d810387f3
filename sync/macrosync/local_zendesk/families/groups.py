"""Groups, and which agents are in them (REF ticketing/groups)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, Order, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import changed, counted, new, showing, text
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.families.users import THERE as USERS_THERE
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

GROUPS = Family(
    "groups",
    "group",
    "/api/v2/groups",
    Order("name,id", ("sort", "id")),
    key=lambda body: str(body["name"]).casefold(),
    searched=True,
)
MEMBERSHIPS = Family(
    "group_memberships", "group_membership", "/api/v2/group_memberships", indexed=("user_id", "group_id")
)
WRITABLE = frozenset({"name", "description", "is_public"})
#: Agents of a page of those who can be put into groups (OAS).
MOST_AVAILABLE = 1_000
#: Those that are not deleted.
THERE = Filter(f"{FIELD.format('deleted')} = 0")
_MEMBERS = (
    "SELECT json_extract(body, '$.{one}') FROM documents"
    " WHERE family = 'group_memberships' AND json_extract(body, '$.{other}') = ?"
)


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


def list_groups(context: Context) -> Answer:
    """By name and id (recorded); deleted ones are gone."""
    return paging.answer(context, Listing(GROUPS, (THERE,)))


def list_of_user(context: Context) -> Answer:
    """The groups of one agent."""
    context.found(USERS, context.id("user_id"))
    return paging.answer(context, Listing(GROUPS, (THERE, _groups_of(context.id("user_id")))))


def list_users(context: Context) -> Answer:
    """The agents of one group."""
    context.found(GROUPS)
    return paging.answer(context, Listing(USERS, (_agents_in(context.id()),)))


def count(context: Context) -> Answer:
    """How many groups there are."""
    return counted(context, GROUPS, THERE)


def count_of_user(context: Context) -> Answer:
    """How many groups an agent is in."""
    context.found(USERS, context.id("user_id"))
    return counted(context, GROUPS, THERE, _groups_of(context.id("user_id")))


def count_users(context: Context) -> Answer:
    """How many agents are in a group."""
    context.found(GROUPS)
    return counted(context, USERS, _agents_in(context.id()))


def autocomplete(context: Context) -> Answer:
    """Those whose names begin so (OAS, AutocompleteGroups)."""
    name = context.request.query.get("name")
    if not name:
        raise api_errors.invalid_attribute("name", "present")
    return paging.answer(
        context, Listing(GROUPS, (THERE, Filter("instr(sort, ?) = 1", (name.casefold(),))), cursor=False)
    )


def list_available(context: Context) -> Answer:
    """Agents who can be put into groups, by cursor only, with few of their keys (OAS, ListAvailableAgents)."""
    agents = Filter(f"{FIELD.format('role')} <> 'end-user'")
    return paging.by_cursor(context, Listing(USERS, (USERS_THERE, agents), shown=_available(context)), MOST_AVAILABLE)


def show_default(context: Context) -> Answer:
    """The account's default group."""
    return Answer.of({"group": context.documents.first(GROUPS, Filter(f"{FIELD.format('default')} = 1"))})


def delete(context: Context) -> Answer:
    """Delete a group: it is gone from lists, and its members leave it. Raises 422 for the default one (assumed)."""
    group = context.found(GROUPS)
    if group["default"] is True and context.switches.default_group_is_kept:
        raise api_errors.invalid("base", "the default group cannot be deleted")
    for membership in context.documents.all(MEMBERSHIPS, where_field("group_id", context.id())):
        context.documents.remove(MEMBERSHIPS, int(str(membership["id"])))
    if not context.switches.deleted_groups_stay:
        for ticket in context.documents.all(TICKETS, where_field("group_id", context.id())):
            context.documents.put(TICKETS, ticket | {"group_id": None})
    context.documents.put(GROUPS, group | {"deleted": True, "updated_at": context.stamp})
    return Answer.empty()


def _available(context: Context) -> Callable[[str], str]:
    """What is shown of an agent; which products they are entitled to is assumed to be Support alone."""
    kept = ("id", "name", "email", "role", "role_type", "custom_role_id", "suspended")
    entitled = ["support"] if context.switches.agents_entitled_to_support else []

    def shown(text_: str) -> str:
        user = json.loads(text_)
        return compact({name: user[name] for name in kept} | {"photo_url": None, "entitlements": [*entitled]})

    return shown


def _groups_of(user_id: int) -> Filter:
    return Filter(f"id IN ({_MEMBERS.format(one='group_id', other='user_id')})", (user_id,))


def _agents_in(group_id: int) -> Filter:
    return Filter(f"id IN ({_MEMBERS.format(one='user_id', other='group_id')})", (group_id,))


ROUTES = (
    Route("GET", "/api/v2/groups", list_groups),
    Route("GET", "/api/v2/groups/assignable", list_groups),
    Route("GET", "/api/v2/groups/autocomplete", autocomplete),
    Route("GET", "/api/v2/groups/available_agents", list_available),
    Route("GET", "/api/v2/groups/count", count),
    Route("GET", "/api/v2/groups/default", show_default),
    Route("GET", "/api/v2/groups/{id}", showing(GROUPS)),
    Route("POST", "/api/v2/groups", create),
    Route("PUT", "/api/v2/groups/{id}", update),
    Route("DELETE", "/api/v2/groups/{id}", delete),
    Route("GET", "/api/v2/groups/{id}/users", list_users),
    Route("GET", "/api/v2/groups/{id}/users/count", count_users),
    Route("GET", "/api/v2/users/{user_id}/groups", list_of_user, "users"),
    Route("GET", "/api/v2/users/{user_id}/groups/count", count_of_user, "users"),
)
