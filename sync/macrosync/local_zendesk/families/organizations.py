"""Organizations of end users (REF ticketing/organizations/organizations)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.records import changed, counted, listing, new, reference, showing, text
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_PATH = "/api/v2/organizations"
ORGANIZATIONS = Family(
    "organizations",
    "organization",
    _PATH,
    key=lambda body: str(body["name"]).casefold(),
    indexed=("external_id",),
    searched=True,
)
WRITABLE = frozenset(
    {
        *("name", "details", "notes", "external_id", "domain_names", "group_id", "organization_fields"),
        *("shared_comments", "shared_tickets", "tags"),
    }
)


def create(context: Context) -> Answer:
    """Make an organization; its name is its own (OAS, CreateOrganization)."""
    payload = _payload(context, None)
    text(payload, "name")
    defaults: Body = {
        "details": None,
        "notes": None,
        "external_id": None,
        "domain_names": [],
        "group_id": None,
        "organization_fields": {},
        "shared_comments": False,
        "shared_tickets": False,
        "tags": [],
    }
    made = new(context.documents, ORGANIZATIONS, context.stamp, defaults | payload)
    context.documents.put(ORGANIZATIONS, made)
    return Answer.created("organization", made)


def update(context: Context) -> Answer:
    """Change what is given."""
    before = context.found(ORGANIZATIONS)
    payload = _payload(context, before)
    after = changed(before, before | payload, context.stamp)
    context.documents.put(ORGANIZATIONS, after)
    return Answer.of({"organization": after})


def delete(context: Context) -> Answer:
    """Delete one; its users are in none afterwards (assumed), its tickets keep the number."""
    context.found(ORGANIZATIONS)
    leaving = context.switches.users_leave_deleted_organizations
    for user in context.documents.all(USERS, where_field("organization_id", context.id())) if leaving else ():
        context.documents.put(USERS, user | {"organization_id": None, "updated_at": context.stamp})
    context.documents.remove(ORGANIZATIONS, context.id())
    return Answer.empty()


def search(context: Context) -> Answer:
    """By exact name or external id, whatever the case, and not by both (OAS, SearchOrganizations)."""
    query = context.request.query
    given = [name for name in ("name", "external_id") if query.get(name)]
    if len(given) != 1:
        raise api_errors.invalid_attribute("name", "given, or external_id, and not both")
    return paging.answer(context, Listing(ORGANIZATIONS, (_same(given[0], query[given[0]]),), cursor=False))


def autocomplete(context: Context) -> Answer:
    """Those whose names begin so (OAS, AutocompleteOrganizations)."""
    begins = Filter("instr(sort, ?) = 1", (context.request.query.get("name", "").casefold(),))
    return paging.answer(context, Listing(ORGANIZATIONS, (begins,), cursor=False))


def show_many(context: Context) -> Answer:
    """Some by their ids, or external ids."""
    documents = context.documents
    if external := context.request.query.get("external_ids"):
        found = [documents.first(ORGANIZATIONS, where_field("external_id", each)) for each in external.split(",")]
    else:
        found = [documents.get(ORGANIZATIONS, each) for each in context.ids()]
    listed: list[Json] = [each for each in found if each is not None]
    return Answer.of({"organizations": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def count(context: Context) -> Answer:
    """How many there are."""
    return counted(context, ORGANIZATIONS)


def _payload(context: Context, before: Body | None) -> Body:
    payload = context.permitted("organization", context.payload("organization"), WRITABLE)
    if "name" in payload:
        name = text(payload, "name").strip()
        folds = context.switches.organization_names_fold_case
        known = context.documents.first(ORGANIZATIONS, _same("name", name) if folds else where_field("name", name))
        if known is not None and (before is None or known["id"] != before["id"]):
            raise api_errors.duplicate("name", f"{name} has already been taken")
        payload["name"] = name
    if "group_id" in payload:
        payload["group_id"] = reference(context.documents, GROUPS, payload["group_id"], "group_id")
    for listed in ("domain_names", "tags"):
        if not isinstance(payload.get(listed, []), list):
            raise api_errors.invalid_attribute(listed, "an array")
    return payload


def _same(name: str, value: str) -> Filter:
    if name == "name":
        return Filter("sort = ?", (value.strip().casefold(),))
    return Filter(f"lower({FIELD.format(name)}) = lower(?)", (value,))


ROUTES = (
    Route("GET", _PATH, listing(ORGANIZATIONS), "organizations"),
    Route("POST", _PATH, create, "organizations"),
    Route("GET", f"{_PATH}/count", count, "organizations"),
    Route("GET", f"{_PATH}/show_many", show_many, "organizations"),
    Route("GET", f"{_PATH}/search", search, "organizations"),
    Route("GET", f"{_PATH}/autocomplete", autocomplete, "organizations"),
    Route("GET", f"{_PATH}/{{id}}", showing(ORGANIZATIONS), "organizations"),
    Route("PUT", f"{_PATH}/{{id}}", update, "organizations"),
    Route("DELETE", f"{_PATH}/{{id}}", delete, "organizations"),
)
