"""What placeholders stand for on a ticket of the account, for macros and rules alike."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from macrosync.local_zendesk.families import comments
from macrosync.local_zendesk.families.dynamic_text import contents
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.groups import GROUPS, groups_of
from macrosync.local_zendesk.families.users import USERS
from macrosync.rules.placeholder_context import placeholder_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Family
    from macrosync.resources import Json, Payload

#: The account's time zone, in which placeholders show dates.
ZONE = timezone(timedelta(hours=9), "KST")


def placeholders(context: Context, ticket: Payload, said: Body | None = None) -> Mapping[str, object]:
    """Everything that a template may read; `said` is a comment that is about to be saved with the ticket."""
    caller = context.caller.get("id")
    agent: Body | None = None
    if caller is not None:
        agent = context.caller | {"group_ids": [*groups_of(context.documents, int(str(caller)))]}
    requester = _one(context, USERS, ticket.get("requester_id"))
    written = comments.with_authors(context, dict(ticket)) if ticket.get("id") else []
    if said is not None:
        written.append(said | {"author": _one(context, USERS, said["author_id"])})
    return placeholder_context(
        ticket,
        requester=requester,
        assignee=_one(context, USERS, ticket.get("assignee_id")),
        group=_one(context, GROUPS, ticket.get("group_id")),
        current_user=agent,
        organization=None,
        fields=custom_fields(context.documents),
        now=context.now.astimezone(ZONE),
        submitter=_one(context, USERS, ticket.get("submitter_id")),
        comments=written,
        dynamic_content=contents(context.documents, requester.get("locale_id") if requester else None),
    )


def _one(context: Context, family: Family, number: Json) -> Body | None:
    return None if number is None else context.documents.get(family, int(str(number)))
