"""Lists of macros: filters, orders, categories and search (OAS, ListMacros)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Choice, Filter, Order, by_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import rule_sideloads
from macrosync.local_zendesk.families.groups import groups_of
from macrosync.local_zendesk.families.macros import MACROS, SHARED
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.resources import Json

_TYPE, _ACTIVE = FIELD.format("restriction.type"), FIELD.format("active")
_PERSONAL = f"{_TYPE} IS 'User'"
#: The groups that a macro is restricted to, among those of a JSON list.
IN_GROUPS = (
    "EXISTS (SELECT 1 FROM json_each(body, '$.restriction.ids') WHERE value IN (SELECT value FROM json_each(?)))"
)
#: Usage is not counted here, so that these orders are all alike.
_USAGE = frozenset({"usage_1h", "usage_24h", "usage_7d", "usage_30d"})


def list_macros(context: Context) -> Answer:
    """Macros by title; an admin sees every agent's own as well, unless `access` says otherwise (REF)."""
    filters = tuple(_filters(context))
    return paging.answer(context, Listing(MACROS, filters, offset_order=_order(context), shown=_shown(context)))


def list_active(context: Context) -> Answer:
    """Active macros only."""
    filters = (Filter(f"{_ACTIVE} = 1"), *_filters(context))
    return paging.answer(context, Listing(MACROS, filters, offset_order=_order(context), shown=_shown(context)))


def search(context: Context) -> Answer:
    """Macros with a text in their title; offset pages only (REF)."""
    query = context.request.query.get("query")
    if query is None:
        raise api_errors.invalid_attribute("query", "present")
    found = Filter("instr(sort, ?) > 0", (query.casefold(),))
    listing = Listing(
        MACROS, (found, *_filters(context)), offset_order=_order(context), cursor=False, shown=_shown(context)
    )
    return paging.answer(context, listing)


def categories(context: Context) -> Answer:
    """The first parts of titles with `::` in them, of active macros (OAS, ListMacroCategories)."""
    title = FIELD.format("title")
    nested = Choice(MACROS, (Filter(f"{_ACTIVE} = 1"), Filter(f"instr({title}, '::') > 1")))
    found: list[Json] = [*context.documents.distinct(nested, f"substr({title}, 1, instr({title}, '::') - 1)")]
    return Answer.of({"categories": found})


def _shown(context: Context) -> Callable[[str], str]:
    """Puts what `include` asks for at the end of a macro; of `categories`, that of its title (assumed)."""
    added = rule_sideloads.shown(context) or str
    if "categories" not in context.request.query.get("include", "").split(","):
        return added

    def sorted_in(text: str) -> str:
        macro = json.loads(added(text))
        category, parted, _ = macro["title"].partition("::")
        return compact(macro | {"categories": category if parted else None})

    return sorted_in


def _filters(context: Context) -> Iterator[Filter]:
    query = context.request.query
    if access := query.get("access"):
        yield _access(context, access)
    if (active := flag(query, "active")) is not None:
        yield Filter(f"{_ACTIVE} = ?", (int(active),))
    if category := query.get("category"):
        yield Filter(f"instr({FIELD.format('title')}, ?) = 1", (f"{category}::",))
    if group := query.get("group_id"):
        yield Filter(IN_GROUPS, (json.dumps([int(group)] if group.isdecimal() else []),))
    if flag(query, "only_viewable"):
        yield _viewable(context)


def _access(context: Context, access: str) -> Filter:
    """Shared and account: nobody's own; personal: the caller's; agents: every agent's (REF macros#list-macros)."""
    match access:
        case "shared" | "account":
            return SHARED
        case "personal":
            return Filter(f"{_PERSONAL} AND {FIELD.format('restriction.id')} = ?", (_caller(context),))
        case "agents":
            return Filter(_PERSONAL)
    raise api_errors.invalid_attribute("access", "one of personal, agents, shared, account")


def _viewable(context: Context) -> Filter:
    """What the caller can apply: active, and everyone's, their own, or their groups'."""
    groups: list[Json] = [*groups_of(context.documents, _caller(context))]
    theirs = f"({_PERSONAL} AND {FIELD.format('restriction.id')} = ?)"
    return Filter(
        f"{_ACTIVE} = 1 AND ({_TYPE} IS NULL OR {theirs} OR {IN_GROUPS})", (_caller(context), json.dumps(groups))
    )


def _caller(context: Context) -> int:
    return int(str(context.caller["id"]))


def _order(context: Context) -> Order:
    """By title, or as `sort_by` says; ascending for titles and positions, else descending (OAS)."""
    name = context.request.query.get("sort_by", "alphabetical")
    ascending = name in {"alphabetical", "position"}
    direction = context.request.query.get("sort_order", "asc" if ascending else "desc")
    descending = direction == "desc"
    if name == "alphabetical" or name in _USAGE:
        return Order(MACROS.order.names, MACROS.order.columns, descending and name == "alphabetical")
    if name in {"created_at", "updated_at", "position"}:
        return by_field(name, descending=descending)
    raise api_errors.invalid_attribute("sort_by", "one of alphabetical, created_at, updated_at, position")


ROUTES = (
    Route("GET", "/api/v2/macros", list_macros, "macros"),
    Route("GET", "/api/v2/macros/active", list_active, "macros"),
    Route("GET", "/api/v2/macros/search", search, "macros"),
    Route("GET", "/api/v2/macros/categories", categories, "macros"),
)
