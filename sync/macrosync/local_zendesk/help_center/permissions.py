"""Who may see and who may edit: user segments and management permissions, and the Help Center's locales.

Two segments are built in, `signed_in_users` and `staff`; none means everyone (REF help_center/user_segments).
Permission groups are in no OpenAPI file (REF help_center/permission_groups).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import locales
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.records import among, changed, listing, new, number, showing, text
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

SEGMENTS = Family("user_segments", "user_segment", "/api/v2/help_center/user_segments")
PERMISSION_GROUPS = Family("permission_groups", "permission_group", "/api/v2/guide/permission_groups")
#: Their names are shown in the account's language, by which they are not to be told (HCOAS).
BUILT_IN = (("Signed-in users", "signed_in_users"), ("Agents and admins", "staff"))
ADMINS = "Administrators"
WRITABLE_SEGMENT = frozenset({"name", "user_type", "group_ids", "organization_ids", "tags", "or_tags"})
WRITABLE_GROUP = frozenset({"name", "edit", "publish"})


def plant(documents: Documents, stamp: str) -> None:
    """The built-in segments and permission group."""
    for name, user_type in BUILT_IN:
        documents.put(SEGMENTS, _segment(documents, stamp, name, user_type) | {"built_in": True})
    make(documents, stamp, ADMINS, built_in=True)


def make(documents: Documents, stamp: str, name: str, *, built_in: bool = False) -> Body:
    """Write a permission group; everyone of the built-in segment `staff` may edit and publish."""
    staff = documents.first(SEGMENTS, Filter(f"{FIELD.format('user_type')} = 'staff'"))
    who: list[Json] = [] if staff is None else [staff["id"]]
    values: Body = {"name": name, "built_in": built_in, "edit": who, "publish": who}
    body = _without_url(new(documents, PERMISSION_GROUPS, stamp, values))
    documents.put(PERMISSION_GROUPS, body)
    return body


def list_segments(context: Context) -> Answer:
    """All segments, or the built-in or custom ones (HCOAS)."""
    wanted = flag(context.request.query, "built_in")
    filters = () if wanted is None else (Filter(f"{FIELD.format('built_in')} = ?", (int(wanted),)),)
    return paging.answer(context, Listing(SEGMENTS, filters))


def create_segment(context: Context) -> Answer:
    """Make a segment of one's own."""
    payload = context.permitted("user_segment", context.payload("user_segment"), WRITABLE_SEGMENT)
    name, kind = text(payload, "name"), payload.get("user_type")
    check_user_type(kind)
    groups = payload.get("group_ids", [])
    for each in groups if isinstance(groups, list) else []:
        if context.documents.get(GROUPS, number(each, "group_ids")) is None:
            raise api_errors.help_center_invalid("group_ids", "is invalid")
    made = _segment(context.documents, context.stamp, name, str(kind)) | payload
    context.documents.put(SEGMENTS, made)
    return _created(context, SEGMENTS, made)


def check_user_type(kind: Json) -> None:
    """Raise 400 for a type that is none, in the words of HCOAS."""
    if not among(kind, {"signed_in_users", "staff"}):
        said = f"value `{kind}` invalid; must be either `staff` or `signed_in_users`"
        raise api_errors.help_center_invalid("user_type", said)


def delete_segment(context: Context) -> Answer:
    """Delete a segment of one's own; 403 for a built-in one (assumed)."""
    if context.found(SEGMENTS)["built_in"] is True:
        raise built_in(context, "A built-in user segment cannot be deleted")
    context.documents.remove(SEGMENTS, context.id())
    return Answer.empty()


def built_in(context: Context, said: str) -> api_errors.ApiError:
    """What is built in cannot be changed (HCOAS); that this is a 403 is assumed."""
    forbidden = context.switches.built_ins_are_forbidden
    return api_errors.forbidden(said) if forbidden else api_errors.help_center_invalid("base", said)


def create_group(context: Context) -> Answer:
    """Make a permission group."""
    payload = context.permitted("permission_group", context.payload("permission_group"), WRITABLE_GROUP)
    made = make(context.documents, context.stamp, text(payload, "name")) | payload
    context.documents.put(PERMISSION_GROUPS, made)
    return _created(context, PERMISSION_GROUPS, made)


def update_group(context: Context) -> Answer:
    """Change what is given."""
    before = context.found(PERMISSION_GROUPS)
    payload = context.permitted("permission_group", context.payload("permission_group"), WRITABLE_GROUP)
    after = changed(before, before | payload, context.stamp)
    context.documents.put(PERMISSION_GROUPS, after)
    return Answer.of({"permission_group": after})


def list_locales(context: Context) -> Answer:
    """The Help Center's locales, and which is the default (HCOAS)."""
    known = locales.names(context.documents)
    return Answer.of({"locales": [*known], "default_locale": known[0]})


def _segment(documents: Documents, stamp: str, name: str, user_type: str) -> Body:
    lists: Body = {"group_ids": [], "organization_ids": [], "tags": [], "or_tags": [], "added_user_ids": []}
    values: Body = {"name": name, "user_type": user_type, "built_in": False, **lists}
    return _without_url(new(documents, SEGMENTS, stamp, values))


def _without_url(body: Body) -> Body:
    """Neither a segment nor a permission group has its own address (HCOAS; REF permission_groups)."""
    return {name: value for name, value in body.items() if name != "url"}


def _created(context: Context, family: Family, made: Body) -> Answer:
    """201 with the Location, as of every other record."""
    return Answer.of({family.one: made}, 201, {"location": family.url(context.documents.base, int(str(made["id"])))})


_SEGMENTS, _GROUPS = SEGMENTS.path, PERMISSION_GROUPS.path
ROUTES = (
    Route("GET", _SEGMENTS, list_segments, "hc"),
    Route("POST", _SEGMENTS, create_segment, "hc"),
    Route("GET", f"{_SEGMENTS}/{{id}}", showing(SEGMENTS), "hc"),
    Route("DELETE", f"{_SEGMENTS}/{{id}}", delete_segment, "hc"),
    Route("GET", _GROUPS, listing(PERMISSION_GROUPS), "hc"),
    Route("POST", _GROUPS, create_group, "hc"),
    Route("GET", f"{_GROUPS}/{{id}}", showing(PERMISSION_GROUPS), "hc"),
    Route("PUT", f"{_GROUPS}/{{id}}", update_group, "hc"),
    Route("GET", "/api/v2/help_center/locales", list_locales, "hc"),
)
