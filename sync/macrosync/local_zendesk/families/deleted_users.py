"""Users who were deleted, to be shown or to be gone for good, and how far that has come (OAS, ListDeletedUsers).

What is kept of one in this list is what they were when they were deleted; gone for good they keep neither name nor
address.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Family, Filter
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import counted, listing, showing
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

_PATH = "/api/v2/deleted_users"
DELETED_USERS = Family("deleted_users", "deleted_user", _PATH)
#: What became of a user's deletion for good, in Support alone: no other product is here.
STATUSES = Family("compliance_deletion_statuses", "compliance_deletion_status", "/api/v2/compliance_deletion_statuses")
_SHOWN = (
    *("id", "name", "email", "created_at", "updated_at", "time_zone", "phone", "shared_phone_number", "photo"),
    *("locale_id", "locale", "organization_id", "role", "active"),
)
#: The name of who is gone for good (OAS).
GONE = "Permanently Deleted User"
_NOTHING: Body = dict.fromkeys(("email", "phone", "photo", "external_id", "signature", "organization_id"))
_NOTHING |= {"alias": "", "details": "", "notes": "", "tags": [], "user_fields": {}}


def note(context: Context, user: Body) -> None:
    """Put a user among the deleted ones, as they were."""
    was: Body = {name: user[name] for name in _SHOWN} | {"active": False, "updated_at": context.stamp}
    context.documents.put(DELETED_USERS, was | {"url": DELETED_USERS.url(context.documents.base, int(str(user["id"])))})


def count(context: Context) -> Answer:
    """How many there are, those who are gone for good too (OAS)."""
    return counted(context, DELETED_USERS)


def destroy(context: Context) -> Answer:
    """Delete one for good. Raises 404 for who is that already (assumed)."""
    deleted, user = context.found(DELETED_USERS), context.found(USERS)
    if deleted["name"] == GONE and context.switches.gone_users_are_not_found:
        raise api_errors.not_found()
    nothing = _NOTHING | {"name": GONE, "updated_at": context.stamp}
    gone = deleted | {name: nothing[name] for name in nothing if name in deleted}
    context.documents.put(DELETED_USERS, gone)
    context.documents.put(USERS, user | nothing)
    context.documents.forget_versions(USERS, context.id())
    for action, area in (("request_deletion", "all"), ("started", "support"), ("complete", "support")):
        _add_status(context, action, area)
    return Answer.of({"deleted_user": gone})


def list_statuses(context: Context) -> Answer:
    """How far a user's deletion for good has come, of one area where asked (OAS); nothing where none was asked for."""
    context.found(USERS)
    area = context.request.query.get("application")
    filters = (Filter("json_extract(body, '$.application') IN (?, 'all')", (area,)),) if area else ()
    return paging.answer(context, Listing(STATUSES, filters, parent=context.id(), shown=_without_id))


def _add_status(context: Context, action: str, area: str) -> None:
    asked = action == "request_deletion"
    body: Body = {
        "id": context.documents.new_id(),
        "action": action,
        "application": area,
        "account_subdomain": "local",
        "created_at": context.stamp,
        "executer_id": context.caller.get("id") if asked else None,
        "user_id": context.id(),
    }
    context.documents.put(STATUSES, body, context.id())


def _without_id(text: str) -> str:
    body = json.loads(text)
    del body["id"]
    return compact(body)


ROUTES = (
    Route("GET", _PATH, listing(DELETED_USERS), "users"),
    Route("GET", f"{_PATH}/count", count, "users"),
    Route("GET", f"{_PATH}/{{id}}", showing(DELETED_USERS), "users"),
    Route("DELETE", f"{_PATH}/{{id}}", destroy, "users", (Bucket("deleted-users-destroy"),)),
    Route("GET", "/api/v2/users/{id}/compliance_deletion_statuses", list_statuses, "users"),
)
