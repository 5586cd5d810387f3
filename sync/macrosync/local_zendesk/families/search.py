"""Search over tickets, users, groups and organizations (REF ticketing/ticket-management/search).

Its index lags behind (`search_index`), it reaches 1,000 results, and what of its language is not served is named.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families import search_index, search_query, search_terms
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.organizations import ORGANIZATIONS
from macrosync.local_zendesk.families.search_index import Hit, Sorting
from macrosync.local_zendesk.families.ticket_records import TICKETS, completing
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Family, Key
    from macrosync.local_zendesk.families.search_query import Query
    from macrosync.resources import Json

FAMILIES: Mapping[str, Family] = {"ticket": TICKETS, "user": USERS, "group": GROUPS, "organization": ORGANIZATIONS}
#: Results of one query (REF search, results limit), records of a page of an export, seconds that its cursor lives.
MOST, EXPORT_PAGE, CURSOR_LIFETIME = 1000, 1000, 3600
_TOO_MANY = "Requested response size was greater than Search Response Limits"
_RANKED = {"status": search_terms.STATUSES, "priority": search_terms.PRIORITIES}


def search(context: Context) -> Answer:
    """A page of results, by offset only; 422 beyond 1,000 (REF search)."""
    query = _query(context)
    page, size = paging.offset_page(context)
    if page * size > MOST:
        raise api_errors.search_invalid(_TOO_MANY)
    found, count = _found(context, query, page * size)
    following = paging.link(context, {"page": str(page + 1)}) if page * size < count else None
    previous = paging.link(context, {"page": str(page - 1)}) if page > 1 else None
    rest: dict[str, Json] = {"facets": None, "next_page": following, "previous_page": previous, "count": count}
    return _answered("results", found[(page - 1) * size :], rest)


def count(context: Context) -> Answer:
    """How many results there are."""
    query = _query(context)
    kinds = search_terms.types_of(query)
    counts = [
        search_index.count(context, FAMILIES[kind], search_terms.filters_of(context, kind, query)) for kind in kinds
    ]
    return Answer.of({"count": sum(counts)})


def export(context: Context) -> Answer:
    """Every result of one kind by cursor, the newest first (OAS, ExportSearchResults)."""
    kind = context.request.query.get("filter[type]", "")
    query = _query(context)
    if kind not in FAMILIES:
        raise api_errors.search_invalid("filter[type] is one of ticket, organization, user, group")
    if query.type is not None:
        raise api_errors.search_invalid("type stands in filter[type], and not in the query")
    size = paging.page_size(context, EXPORT_PAGE)
    filters = [*search_terms.filters_of(context, search_terms.types_of(_of_kind(query, kind))[0], query)]
    beyond = _beyond(context)
    sorting = Sorting(FIELD.format("created_at"), descending=True)
    found = search_index.hits(context, FAMILIES[kind], [*filters, *beyond], sorting, size + 1)
    page = found[:size]
    after = _cursor(context, page[-1]) if page else None
    following = paging.link(context, {"page[size]": str(size), "page[after]": after}) if after else None
    rest: dict[str, Json] = {
        "facets": None,
        "meta": {"has_more": len(found) > size, "after_cursor": after, "before_cursor": None},
        "links": {"prev": None, "next": following},
    }
    return _answered("results", _shown(context, kind, page), rest)


def search_users(context: Context) -> Answer:
    """Users by the same language, or by their external id, which does not lag (OAS, SearchUsers)."""
    external = context.request.query.get("external_id")
    if external is not None:
        there = where_field("active", 1)
        same = Filter(f"lower({FIELD.format('external_id')}) = lower(?)", (external,))
        return paging.answer(context, Listing(USERS, (there, same), cursor=False))
    page, size = paging.offset_page(context)
    query = _of_kind(_query(context), "user")
    filters = search_terms.filters_of(context, search_terms.types_of(query)[0], query)
    hits = search_index.hits(context, USERS, filters, Sorting("id", descending=False), page * size)
    total = search_index.count(context, USERS, filters)
    following = paging.link(context, {"page": str(page + 1)}) if page * size < total else None
    previous = paging.link(context, {"page": str(page - 1)}) if page > 1 else None
    rest: dict[str, Json] = {"next_page": following, "previous_page": previous, "count": total}
    return _answered("users", [hit.text for hit in hits[(page - 1) * size :]], rest)


def _query(context: Context) -> Query:
    text = context.request.query.get("query")
    if text is None or not text.strip():
        raise api_errors.search_invalid("the query is missing")
    return search_query.parsed(text)


def _of_kind(query: Query, kind: str) -> Query:
    return search_query.Query(kind, query.terms, query.words, query.order_by, query.descending)


def _found(context: Context, query: Query, most: int) -> tuple[list[str], int]:
    """The first results of all the kinds together, and how many there are."""
    order, descending = _order(context, query)
    hits: list[tuple[Key, str]] = []
    total = 0
    for kind in search_terms.types_of(query):
        filters = search_terms.filters_of(context, kind, query)
        sorting = Sorting(_expression(kind, order), descending)
        found = search_index.hits(context, FAMILIES[kind], filters, sorting, most)
        hits += zip((hit.key for hit in found), _shown(context, kind, found), strict=True)
        total += search_index.count(context, FAMILIES[kind], filters)
    hits.sort(key=lambda hit: hit[0], reverse=descending)
    return [text for _, text in hits[:most]], total


def _order(context: Context, query: Query) -> tuple[str, bool]:
    """By the query's own words, or by the parameters; the newest first in the place of relevance (assumed)."""
    name = context.request.query.get("sort_by")
    if name is None:
        if query.order_by is None and not context.switches.search_newest_first:
            return "created_at", False
        return query.order_by or "created_at", query.descending
    return search_query.checked_sort(name), context.request.query.get("sort_order", "desc") != "asc"


def _expression(kind: str, order: str) -> str:
    if order in _RANKED:
        return search_terms.rank(order, _RANKED[order]) if kind == "ticket" else "-1"
    return f"coalesce({FIELD.format(order)}, '')"


def _shown(context: Context, kind: str, hits: list[Hit]) -> list[str]:
    """Records with the kind of each beside its own keys."""
    completed = completing(context.documents) if kind == "ticket" else str
    return [f'{completed(hit.text)[:-1]},"result_type":"{kind}"}}' for hit in hits]


def _answered(name: str, texts: list[str], rest: dict[str, Json]) -> Answer:
    return Answer(200, f"{{{compact(name)}:[{','.join(texts)}],{compact(rest)[1:]}")


def _cursor(context: Context, last: Hit) -> str:
    place: Json = {
        "field": "created_at",
        "desc": True,
        "tieBreakField": "id",
        "tieBreakDesc": False,
        "sortValues": [last.key, last.id],
        "createdAt": int(context.now.timestamp() * 1000),
    }
    return b64encode(compact(place).encode()).decode()


def _beyond(context: Context) -> list[Filter]:
    """What comes after a cursor. Raises 422 for one that is none, or is older than an hour."""
    cursor = context.request.query.get("page[after]")
    if not cursor:
        return []
    try:
        place = json.loads(b64decode(cursor, validate=True))
        moment, identity, made = str(place["sortValues"][0]), int(place["sortValues"][1]), int(place["createdAt"])
    except (ValueError, KeyError, TypeError, IndexError):
        raise api_errors.search_invalid("page[after] is no cursor") from None
    if context.now.timestamp() - made / 1000 > CURSOR_LIFETIME:
        raise api_errors.search_invalid("page[after] has expired")
    column = FIELD.format("created_at")
    return [Filter(f"{column} < ? OR ({column} = ? AND id > ?)", (moment, moment, identity))]


ROUTES = (
    Route("GET", "/api/v2/search", search),
    Route("GET", "/api/v2/search/count", count),
    Route("GET", "/api/v2/search/export", export, buckets=(Bucket("search-export"),)),
    Route("GET", "/api/v2/users/search", search_users, "users"),
)
