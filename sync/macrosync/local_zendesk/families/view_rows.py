"""A view as a table: GET /views/{id}/execute and POST /views/preview (OAS; what a row holds is partly assumed)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import view_columns, view_tickets
from macrosync.local_zendesk.families.groups import GROUPS
from macrosync.local_zendesk.families.users import USERS

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.families.view_columns import Column
    from macrosync.resources import Json

#: The partial ticket of a row (OAS says that there is one).
_TICKET = ("id", "subject", "description", "status", "type", "priority", "url")
#: Rows give these by their ids, and by that name.
_BY_ID = {"requester": USERS, "assignee": USERS, "submitter": USERS, "group": GROUPS, "organization": None}


def table(context: Context, view: Body) -> Answer:
    """Columns, rows and groups of a page of the view's tickets, with the page's links."""
    body = view_tickets.parsed(view_tickets.page(context, view))
    tickets = body.pop("tickets", [])
    execution = view["execution"]
    how: Body = execution if isinstance(execution, dict) else {}
    shown = [each["id"] for each in _objects(how.get("columns"))]
    columns = [view_columns.column(context.documents, each) for each in shown]
    group = view_columns.column(context.documents, how["group_by"]) if how.get("group") else None
    rows: list[Json] = [_row(context, ticket, columns, group) for ticket in _objects(tickets)]
    listed: list[Json] = [each.shown for each in columns]
    found: Body = {"rows": rows, "columns": listed, "groups": _groups(context.documents, rows, group)}
    if "id" in view:
        found["view"] = {"id": view["id"], "url": view["url"]}
    return Answer.of(found | body)


def _row(context: Context, ticket: Body, columns: list[Column], group: Column | None) -> Body:
    row: Body = {_key(column): _value(ticket, column) for column in columns}
    if not context.switches.view_rows_by_id:
        row = {str(each.id): _name(context.documents, each, _value(ticket, each)) for each in columns}
    if group is not None:
        row["group"] = _value(ticket, group)
    return row | {"ticket": {name: ticket[name] for name in _TICKET}}


def _key(column: Column) -> str:
    return f"{column.id}_id" if column.id in _BY_ID else str(column.id)


def _value(ticket: Body, column: Column) -> Json:
    if column.type is None:
        return ticket.get(column.shows) if column.shows else None
    for entry in _objects(ticket["custom_fields"]):
        if entry["id"] == column.id:
            return entry["value"]
    return None


def _groups(documents: Documents, rows: list[Json], group: Column | None) -> Json:
    """The groups of the page, in order: the value, and a name where it is a person's or a group's id (assumed)."""
    if group is None:
        return []
    values = [row["group"] for row in rows if isinstance(row, dict)]
    distinct = [value for at, value in enumerate(values) if value not in values[:at]]
    return [{"id": value, "name": _name(documents, group, value)} for value in distinct]


def _name(documents: Documents, group: Column, value: Json) -> Json:
    family = _BY_ID.get(str(group.id))
    record = documents.get(family, int(str(value))) if family is not None and value is not None else None
    return record["name"] if record is not None else value


def _objects(value: Json) -> list[Body]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
