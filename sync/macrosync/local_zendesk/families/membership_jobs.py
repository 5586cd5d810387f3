"""Many memberships of groups at once, as jobs (OAS, GroupMembershipBulkCreate and GroupMembershipBulkDelete)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families import jobs, memberships
from macrosync.local_zendesk.families.job_items import Work
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Answer
    from macrosync.resources import Json

_CREATE, _DESTROY = "Bulk Create Group Membership", "Bulk Delete Group Membership"


def create_many(context: Context) -> Answer:
    """Put agents into groups."""
    given = context.json().get("group_memberships")
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise api_errors.invalid_attribute("group_memberships", "an array of objects")
    return jobs.queue(context, _CREATE, given)


def destroy_many(context: Context) -> Answer:
    """Take agents out of groups."""
    return jobs.queue(context, _DESTROY, [{"id": each} for each in context.ids()])


def _created(context: Context, item: Body) -> Json:
    return memberships.made(context, item)["id"]


def _destroyed(context: Context, item: Body) -> Json:
    memberships.leave(context, number(item["id"], "id"))
    return item["id"]


WORKS: Mapping[str, Work] = {
    _CREATE: Work(_created, "create"),
    _DESTROY: Work(_destroyed, "delete", "Deleted"),
}
_PATH = "/api/v2/group_memberships"
ROUTES = (
    Route("POST", f"{_PATH}/create_many", create_many),
    Route("DELETE", f"{_PATH}/destroy_many", destroy_many),
)
