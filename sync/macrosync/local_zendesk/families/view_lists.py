"""Lists of views, and what they hold: counts, tickets, tables, definitions (OAS, Views)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import (
    business_rules,
    rule_definitions,
    rule_sideloads,
    view_columns,
    view_rows,
    view_tickets,
    views,
)
from macrosync.local_zendesk.families.business_rules import BY_POSITION
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.groups import groups_of
from macrosync.local_zendesk.families.macro_lists import IN_GROUPS
from macrosync.local_zendesk.families.macros import SHARED
from macrosync.local_zendesk.families.records import counted
from macrosync.local_zendesk.families.rule_references import digits
from macrosync.local_zendesk.families.rule_vocabulary import VIEW
from macrosync.local_zendesk.families.views import VIEWS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: The most that a compact list holds, and the most views that are counted in one call (OAS).
MOST_COMPACT, MOST_COUNTED = 32, 20
_TYPE, _OWNER = FIELD.format("restriction.type"), FIELD.format("restriction.id")
#: From here on a count is approximate to read (OAS shows ~700 for 719).
_ROUGH = 100


def list_views(context: Context) -> Answer:
    """The shared ones that the caller may see and their own (OAS)."""
    return paging.answer(context, _listing(context))


def list_active(context: Context) -> Answer:
    """Active ones only; offset pages only (OAS)."""
    return paging.answer(context, _listing(context, business_rules.ACTIVE, cursor=False))


def search(context: Context) -> Answer:
    """Views with a text in their title; offset pages only (OAS)."""
    return paging.answer(context, _listing(context, business_rules.titled(context), cursor=False))


def compact(context: Context) -> Answer:
    """At most 32 active ones; that their conditions and columns are left out is assumed."""
    chosen = Listing(VIEWS, (business_rules.ACTIVE, _available(context))).choice
    texts = context.documents.offset(chosen, BY_POSITION, 0, MOST_COMPACT)
    left_out = set() if context.switches.compact_views_are_whole else {"conditions", "execution"}
    listed: list[Json] = [
        {name: value for name, value in json.loads(text).items() if name not in left_out} for text in texts
    ]
    return Answer.of({"views": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def count(context: Context) -> Answer:
    """How many views the caller can see (OAS)."""
    return counted(context, VIEWS, _available(context))


def show_many(context: Context) -> Answer:
    """Some views by their ids; those that are not there are left out."""
    found = [context.documents.get(VIEWS, each) for each in context.ids()]
    listed: list[Json] = [view for view in found if view is not None]
    return Answer.of({"views": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def count_tickets(context: Context) -> Answer:
    """How many tickets one view holds."""
    return Answer.of({"view_count": _count(context, context.found(VIEWS))})


def count_many(context: Context) -> Answer:
    """How many tickets up to 20 views hold; those that are not there are left out (OAS)."""
    ids = context.ids()
    if len(ids) > MOST_COUNTED:
        raise api_errors.too_many_values(MOST_COUNTED)
    found = [context.documents.get(VIEWS, each) for each in ids]
    return Answer.of({"view_counts": [_count(context, view) for view in found if view is not None]})


def tickets(context: Context) -> Answer:
    """The tickets of a view, whole."""
    view = view_tickets.sorted_by(context, context.found(VIEWS))
    return view_tickets.first_page_without_prev(context, view_tickets.page(context, view))


def execute(context: Context) -> Answer:
    """A view as a table."""
    return view_rows.table(context, view_tickets.sorted_by(context, context.found(VIEWS)))


def preview(context: Context) -> Answer:
    """A view that is not kept, as a table."""
    return view_rows.table(context, views.written(context, None, None))


def preview_count(context: Context) -> Answer:
    """How many tickets a view that is not kept would hold."""
    return Answer.of({"view_count": _count(context, views.written(context, None, None))})


def definitions(context: Context) -> Answer:
    """The conditions, columns and orders that a view may have (OAS, ListViewDefinitions)."""
    listed = rule_definitions.conditions(context.documents, VIEW)
    output: list[Json] = [_defined(name, each.title, each.type) for name, each in view_columns.COLUMNS.items()]
    orders = [_defined(name, each.title, each.type) for name, each in view_columns.COLUMNS.items() if each.sortable]
    own = [
        _defined(str(field["id"]), str(field["title"]), str(field["type"]))
        for field in custom_fields(context.documents)
    ]
    return Answer.of(
        {
            "definitions": {
                "conditions_all": listed,
                "conditions_any": listed,
                "groupables": [*orders, *own],
                "sortables": [*orders, *own],
                "output": [*output, *own],
            }
        }
    )


def _defined(name: str, title: str, kind: str | None) -> Json:
    return {"value": name, "title": title, "type": kind or "list", "group": "ticket"}


def _listing(context: Context, *filters: Filter, cursor: bool = True) -> Listing:
    return Listing(
        VIEWS,
        (*filters, *_filters(context), *business_rules.filters(context)),
        order=business_rules.cursor_order(context, VIEWS.order, BY_POSITION),
        offset_order=business_rules.offset_order(context, BY_POSITION),
        shown=rule_sideloads.shown(context),
        cursor=cursor,
    )


def _filters(context: Context) -> Iterator[Filter]:
    query = context.request.query
    match query.get("access"):
        case None:
            yield _available(context)
        case "shared" | "account":
            yield SHARED
        case "personal":
            yield Filter(f"{_TYPE} IS 'User' AND {_OWNER} = ?", (int(str(context.caller["id"])),))
        case _:
            raise api_errors.invalid_attribute("access", "one of personal, shared, account")
    if group := query.get("group_id"):
        yield Filter(IN_GROUPS, (json.dumps([int(group)] if digits(group) else []),))


def _available(context: Context) -> Filter:
    """Those of everyone, of the caller's groups, and their own."""
    caller = int(str(context.caller["id"]))
    groups: list[Json] = [*groups_of(context.documents, caller)]
    theirs = f"({_TYPE} IS 'User' AND {_OWNER} = ?)"
    if context.switches.admins_see_every_group and context.caller["role"] == "admin":
        return Filter(f"({_TYPE} IS NOT 'User' OR {theirs})", (caller,))
    return Filter(f"({_TYPE} IS NULL OR {theirs} OR {IN_GROUPS})", (caller, json.dumps(groups)))


def _count(context: Context, view: Body) -> Body:
    value = len(view_tickets.held(context, view))
    pretty = str(value) if value < _ROUGH else f"~{value // _ROUGH * _ROUGH}"
    counted_: Body = {"value": value, "pretty": pretty, "fresh": True, "active": view.get("active", True)}
    if not context.switches.view_counts_are_fresh:
        counted_ |= {"value": None, "pretty": "...", "fresh": False}
    if "id" not in view:
        return counted_ | {"url": f"{context.documents.base}/api/v2/views/preview/count.json"}
    address = f"{context.documents.base}/api/v2/views/{view['id']}/count.json"
    return {"view_id": view["id"], "url": address, **counted_}


_PATH = "/api/v2/views"
_EACH = f"{_PATH}/{{id}}"
ROUTES = (
    Route("GET", _PATH, list_views),
    Route("GET", f"{_PATH}/active", list_active),
    Route("GET", f"{_PATH}/compact", compact),
    Route("GET", f"{_PATH}/count", count),
    Route("GET", f"{_PATH}/count_many", count_many, buckets=(Bucket("views-count-many"),)),
    Route("GET", f"{_PATH}/definitions", definitions),
    Route("GET", f"{_PATH}/search", search),
    Route("GET", f"{_PATH}/show_many", show_many),
    Route("POST", f"{_PATH}/preview", preview, buckets=(Bucket("views-preview"),)),
    Route("POST", f"{_PATH}/preview/count", preview_count),
    Route("GET", f"{_EACH}/count", count_tickets, buckets=(Bucket("views-count", each="id"),)),
    Route("GET", f"{_EACH}/execute", execute, buckets=(Bucket("views-execute", each="id"),)),
    Route("GET", f"{_EACH}/tickets", tickets),
)
