"""User segments beyond their plain list: changed, and who and what they are used for (HCOAS, user segments)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, text
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.help_center.contents import SECTIONS, list_of
from macrosync.local_zendesk.help_center.permissions import (
    SEGMENTS,
    WRITABLE_SEGMENT,
    built_in,
    check_user_type,
    list_segments,
)
from macrosync.local_zendesk.help_center.rights import belongs
from macrosync.local_zendesk.paging import of_values
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context


def update(context: Context) -> Answer:
    """Change a segment of one's own; 403 for a built-in one (assumed)."""
    before = context.found(SEGMENTS)
    if before["built_in"] is True:
        raise built_in(context, "A built-in user segment cannot be changed")
    payload = context.permitted("user_segment", context.payload("user_segment"), WRITABLE_SEGMENT)
    if "name" in payload:
        text(payload, "name")
    check_user_type(payload.get("user_type", before["user_type"]))
    after = changed(before, before | payload, context.stamp)
    context.documents.put(SEGMENTS, after)
    return Answer.of({"user_segment": after})


def list_sections(context: Context) -> Answer:
    """The sections that have a segment."""
    context.found(SEGMENTS)
    return list_of(context, SECTIONS, where_field("user_segment_id", context.id()))


def list_of_user(context: Context) -> Answer:
    """The segments that a user belongs to."""
    user = context.found(USERS)
    found = [each for each in context.documents.all(SEGMENTS) if belongs(context.documents, user, each)]
    return of_values(context, "user_segments", list(found))


ROUTES = (
    # Every segment can be applied on the plan that this account has (HCOAS names the plans on which not).
    Route("GET", f"{SEGMENTS.path}/applicable", list_segments, "hc"),
    Route("PUT", f"{SEGMENTS.path}/{{id}}", update, "hc"),
    Route("GET", f"{SEGMENTS.path}/{{id}}/sections", list_sections, "hc"),
    Route("GET", "/api/v2/help_center/users/{id}/user_segments", list_of_user, "hc"),
)
