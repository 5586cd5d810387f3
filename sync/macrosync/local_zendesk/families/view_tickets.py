"""Which tickets a view holds, and in what order. What is not modelled is answered 501, never quietly left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Filter, Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import rule_scenes, ticket_metrics, view_columns
from macrosync.local_zendesk.families.groups import groups_of
from macrosync.local_zendesk.families.ticket_records import TICKETS, completing
from macrosync.local_zendesk.paging import Listing
from macrosync.rules import NotModelled
from macrosync.rules.ticket_conditions import judge

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.families.view_columns import Column
    from macrosync.resources import Json


def held(context: Context, view: Body) -> list[int]:
    """The ids of the tickets that meet the view's conditions, for who is calling. Raises 501."""
    caller = int(str(context.caller["id"]))
    scene = rule_scenes.scene(context, caller, frozenset(groups_of(context.documents, caller)))
    conditions = view["conditions"]
    tickets = context.documents.all(TICKETS)
    if ticket_metrics.are_asked_for(conditions):
        tickets = [ticket_metrics.with_metrics(context.documents, ticket) for ticket in tickets]
    try:
        return [
            int(str(ticket["id"]))
            for ticket in tickets
            if isinstance(conditions, dict) and judge(conditions, ticket, scene).holds
        ]
    except NotModelled as error:
        raise api_errors.not_built(f"view {view.get('id')}: {error}") from None


def page(context: Context, view: Body) -> Answer:
    """A page of the tickets, whole, in the view's order."""
    ids: Json = [*held(context, view)]
    among = Filter("id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    order = _order(context, view)
    listing = Listing(TICKETS, (among,), order=order, offset_order=order, shown=completing(context.documents))
    return paging.answer(context, listing)


def first_page_without_prev(context: Context, answer: Answer) -> Answer:
    """A page whose `links.prev` is null where it is the first (recorded of a view's tickets)."""
    if "page[size]" not in context.request.query or {"page[after]", "page[before]"} & set(context.request.query):
        return answer
    body = parsed(answer)
    links = body.get("links")
    if isinstance(links, dict):
        links["prev"] = None
    return Answer.of(body, answer.status, answer.headers)


def parsed(answer: Answer) -> Body:
    """An answer's body, to be changed."""
    found = json.loads(answer.encoded or b"{}")
    return found if isinstance(found, dict) else {}


def sorted_by(context: Context, view: Body) -> Body:
    """The view with the order that the query asks for in place of its own (OAS, ExecuteView)."""
    asked = {name: context.request.query[name] for name in ("sort_by", "sort_order") if name in context.request.query}
    grouped = {"group_by": context.request.query["group_by"]} if "group_by" in context.request.query else {}
    if not asked and not grouped:
        return view
    output: Json = {**asked, **grouped}
    return view | {"execution": view_columns.execution(context, output, view["execution"])}


def _order(context: Context, view: Body) -> Order:
    """By group, then as sorted, then by id. Raises 501 for a column that is not modelled."""
    execution = view["execution"]
    how: Body = execution if isinstance(execution, dict) else {}
    descending = how["sort_order"] == "desc"
    names, columns = [], []
    for kind in ("group", "sort"):
        name = how[f"{kind}_by"]
        if name in (None, ""):
            continue
        column = view_columns.column(context.documents, name)
        if column.order is None:
            raise api_errors.not_built(f"a view in the order of {column.title}")
        turned = (how[f"{kind}_order"] == "desc") != descending
        columns.append(_turned(column) if turned else column.order)
        names.append(f"{'-' if how[f'{kind}_order'] == 'desc' else ''}{column.id}")
    sign = "-" if descending else ""
    return Order(",".join((*names, f"{sign}id")), (*columns, "id"), descending)


def _turned(column: Column) -> str:
    """The other way round; texts cannot be turned in one order of the database. Raises 501."""
    if not column.number:
        raise api_errors.not_built(f"a view grouped by {column.title} that is sorted the other way round")
    return f"-({column.order})"
