"""Categories of ticket triggers (OAS, trigger_categories). Their ids are texts, and so are those that name them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, Order, by_field, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import changed, number
from macrosync.local_zendesk.families.rule_references import digits
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

CATEGORIES = Family(
    "trigger_categories",
    "trigger_category",
    "/api/v2/trigger_categories",
    Order("position,id", ("sort", "id")),
    key=lambda body: int(str(body["position"])),
)
#: Of one account (OAS, the 403 of CreateTriggerCategory).
MOST = 500
_SORTS = frozenset({"name", "created_at", "updated_at"})
_STATES = (("active", 1), ("inactive", 0))


def problem(status: int, code: str, title: str, **more: Json) -> ApiError:
    """An error as this API has them: a list of codes and titles (OAS)."""
    return ApiError(status, {"errors": [{"code": code, "title": title, **more}]})


def missing() -> ApiError:
    """A category that is not there (OAS)."""
    return problem(404, "TriggerCategoryNotFound", "Category can’t be found. Check the ID and try again.")


def make(documents: Documents, stamp: str, name: str, position: int | None = None) -> Body:
    """Write a category; without a position it is the last one (assumed)."""
    if position is None:
        position = 1 + max((int(str(each["position"])) for each in documents.all(CATEGORIES)), default=0)
    body: Body = {"id": str(documents.new_id()), "name": name, "position": position}
    body |= {"created_at": stamp, "updated_at": stamp}
    documents.put(CATEGORIES, body)
    return body


def made(context: Context, payload: Body) -> Body:
    """Make the category that a request asks for. Raises 400 and 403."""
    values = _values(context, payload, None)
    if "name" not in values:
        raise problem(400, "InvalidTriggerCategory", "Name cannot be blank")
    if context.documents.count(CATEGORIES) >= MOST:
        title = f"Your account has reached the limit of {MOST} ticket trigger categories."
        raise problem(403, "ProductLimitExceeded", title)
    place = values.get("position")
    return make(context.documents, context.stamp, str(values["name"]), None if place is None else int(str(place)))


def chosen(context: Context) -> str:
    """The category of a trigger that names none: the first or last one, made where there is none (assumed)."""
    known = context.documents.all(CATEGORIES) or [make(context.documents, context.stamp, "Notifications")]
    return str(known[0 if context.switches.first_category_is_chosen else -1]["id"])


def found(documents: Documents, value: Json) -> Body | None:
    """A category by its id, as a text or a number; None where there is none."""
    text = str(value)
    return documents.get(CATEGORIES, int(text)) if digits(text) else None


def list_categories(context: Context) -> Answer:
    """Cursor pages only, by position unless `sort` says otherwise; with the counts of triggers where asked (OAS)."""
    counts = _counting(context.documents) if context.request.query.get("include") == "rule_counts" else None
    # There are no offset pages: a list without page[size] is the first page, or all.
    listing = Listing(CATEGORIES, order=_order(context), shown=counts)
    whole = not context.switches.categories_are_always_paged and "page[size]" not in context.request.query
    query = {"page[size]": str(MOST) if whole else "100", **context.request.query}
    context = replace(context, request=replace(context.request, query=query))
    return paging.by_cursor(context, listing, MOST) if whole else paging.answer(context, listing)


def show(context: Context) -> Answer:
    """One category."""
    return Answer.of({"trigger_category": _found(context)})


def create(context: Context) -> Answer:
    """Make a category. 201 with Location, as all creates that were recorded, or 200, as OAS has it."""
    body = made(context, context.payload("trigger_category"))
    address = f"{context.documents.base}{CATEGORIES.path}/{body['id']}"
    if not context.switches.creating_categories_is_201:
        return Answer.of({"trigger_category": body})
    return Answer.of({"trigger_category": body}, 201, {"location": address})


def update(context: Context) -> Answer:
    """Change what is given: PATCH, not PUT (OAS)."""
    before = _found(context)
    after = changed(before, before | _values(context, context.payload("trigger_category"), before), context.stamp)
    context.documents.put(CATEGORIES, after)
    return Answer.of({"trigger_category": after})


def delete(context: Context) -> Answer:
    """Delete a category with the inactive triggers in it (SUP 4408834781594). Raises 400 with active ones (OAS)."""
    category = _found(context)
    inside = context.documents.all(TRIGGERS, where_field("category_id", str(category["id"])))
    if any(trigger["active"] is True for trigger in inside):
        said = "A category with active ticket triggers cannot be deleted."
        raise problem(400, "TriggerCategoryNotEmpty", said)
    for trigger in inside:
        context.documents.remove(TRIGGERS, int(str(trigger["id"])))
    context.documents.remove(CATEGORIES, context.id())
    return Answer.empty()


def _found(context: Context) -> Body:
    category = context.documents.get(CATEGORIES, context.id())
    if category is None:
        raise missing()
    return category


def _values(context: Context, payload: Body, before: Body | None) -> Body:
    values = context.permitted("trigger_category", payload, frozenset({"name", "position"}))
    if "position" in values:
        values["position"] = number(values["position"], "position")
    if "name" in values:
        name = values["name"]
        if not isinstance(name, str) or not name.strip():
            raise problem(400, "InvalidTriggerCategory", "Name cannot be blank")
        if context.switches.unique_trigger_category_names and _taken(context, name, before):
            raise problem(400, "InvalidTriggerCategory", "Name has already been taken")
    return values


def _taken(context: Context, name: str, before: Body | None) -> bool:
    own = before["id"] if before is not None else None
    others = context.documents.all(CATEGORIES)
    return any(each["id"] != own and str(each["name"]).casefold() == name.casefold() for each in others)


def _order(context: Context) -> Order:
    asked = context.request.query.get("sort", "position")
    name, descending = asked.removeprefix("-"), asked.startswith("-")
    if name == "position":
        return Order("-position,-id" if descending else "position,id", ("sort", "id"), descending)
    if name not in _SORTS:
        raise api_errors.invalid_attribute("sort", "one of position, name, created_at, updated_at")
    return by_field(name, descending=descending)


def _counting(documents: Documents) -> Callable[[str], str]:
    def counted(text: str) -> str:
        inside = where_field("category_id", str(json.loads(text)["id"]))
        states = {name: Filter(f"{FIELD.format('active')} = ?", (value,)) for name, value in _STATES}
        counts: Json = {f"{name}_count": documents.count(TRIGGERS, inside, state) for name, state in states.items()}
        return f"{text[:-1]},{compact(counts)[1:]}"

    return counted


ROUTES = (
    Route("GET", "/api/v2/trigger_categories", list_categories, "triggers"),
    Route("POST", "/api/v2/trigger_categories", create, "triggers"),
    Route("GET", "/api/v2/trigger_categories/{id}", show, "triggers"),
    Route("PATCH", "/api/v2/trigger_categories/{id}", update, "triggers"),
    Route("DELETE", "/api/v2/trigger_categories/{id}", delete, "triggers"),
)
