"""Who belongs to a segment, and what the management permissions of an article let somebody do (REF permission_groups).

Guide admins may do everything (assumed); a switch holds them to the permission groups as well, so that the 403s of
agents can be met here, where everybody is an admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.groups import groups_of
from macrosync.local_zendesk.help_center.contents import ARTICLES
from macrosync.local_zendesk.help_center.permissions import PERMISSION_GROUPS, SEGMENTS, built_in
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json


def check(context: Context, permission_group_id: Json, *, publishes: bool) -> None:
    """Raise 403 for one who may not edit with this permission group, or not publish (REF articles: Allowed for)."""
    if context.switches.guide_admins_may_all and context.caller["role"] == "admin":
        return
    group = context.documents.get(PERMISSION_GROUPS, int(str(permission_group_id)))
    for right in ("edit", "publish") if publishes else ("edit",):
        listed = group[right] if group is not None else []
        segments = (
            [context.documents.get(SEGMENTS, int(str(each))) for each in listed] if isinstance(listed, list) else []
        )
        if not any(belongs(context.documents, context.caller, each) for each in segments if each is not None):
            raise api_errors.forbidden(f"You do not have the permission to {right} this article")


def belongs(documents: Documents, user: Body, segment: Body) -> bool:
    """Whether a user is in a segment: added by hand, or of its type and meeting all that it asks (REF)."""
    if user["id"] in _listed(segment, "added_user_ids"):
        return True
    if segment["user_type"] == "staff" and user["role"] == "end-user":
        return False
    own = _listed(user, "tags")
    wanted = _listed(segment, "group_ids")
    return (
        (not wanted or any(each in wanted for each in groups_of(documents, int(str(user["id"])))))
        and (
            not _listed(segment, "organization_ids") or user["organization_id"] in _listed(segment, "organization_ids")
        )
        and all(each in own for each in _listed(segment, "tags"))
        and (not _listed(segment, "or_tags") or any(each in own for each in _listed(segment, "or_tags")))
    )


def delete_group(context: Context) -> Answer:
    """Delete a permission group: 403 for the built-in one, 400 for one that articles have (both assumed)."""
    if context.found(PERMISSION_GROUPS)["built_in"] is True:
        raise built_in(context, "A built-in permission group cannot be deleted")
    having = where_field("permission_group_id", context.id())
    if context.switches.used_permission_groups_stay and context.documents.count(ARTICLES.family, having):
        raise api_errors.help_center_invalid("base", "articles have this permission group")
    context.documents.remove(PERMISSION_GROUPS, context.id())
    return Answer.empty()


def _listed(body: Body, name: str) -> list[Json]:
    held = body[name]
    return held if isinstance(held, list) else []


ROUTES = (Route("DELETE", f"{PERMISSION_GROUPS.path}/{{id}}", delete_group, "hc"),)
