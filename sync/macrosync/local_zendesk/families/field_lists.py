"""Ticket fields counted, put in an order, and shown by their ids or keys (OAS, CountTicketFields and its kin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.context import MOST_IDS, flag
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.field_shapes import nobody, whole, with_creator
from macrosync.local_zendesk.families.fields import SYSTEM, TICKET_FIELDS
from macrosync.local_zendesk.families.records import changed, counted, number
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: What `keys` calls a system field otherwise than its type (OAS: priority, status, subject; the others are assumed).
_KEYS = {"type": "tickettype"}
_SYSTEM = frozenset(kind for kind, _ in SYSTEM)


def count(context: Context) -> Answer:
    """How many fields there are, the system's too."""
    return counted(context, TICKET_FIELDS)


def reorder(context: Context) -> Answer:
    """Put the given fields first, in that order; the others follow as they were (OAS). Answered with nothing."""
    wanted = context.json().get("ticket_field_ids")
    if not isinstance(wanted, list):
        raise api_errors.invalid_attribute("ticket_field_ids", "an array")
    first = [context.found(TICKET_FIELDS, number(each, "ticket_field_ids")) for each in wanted]
    given = {field["id"] for field in first}
    others = [field for field in context.documents.all(TICKET_FIELDS) if field["id"] not in given]
    places = dict.fromkeys(int(str(field["id"])) for field in (*first, *others))
    fields = {int(str(field["id"])): field for field in (*first, *others)}
    for position, each in enumerate(places, 1):
        after = changed(fields[each], fields[each] | {"position": position}, context.stamp)
        context.documents.put(TICKET_FIELDS, after)
    return Answer(200, "")


def show_many(context: Context) -> Answer:
    """Some fields, by their ids or by their keys, and not both (OAS); those that are not there are left out."""
    query = context.request.query
    if bool(query.get("ids")) == bool(query.get("keys")):
        raise api_errors.invalid_attribute("ids", "given, or keys, and not both")
    if query.get("ids"):
        found = [context.documents.get(TICKET_FIELDS, each) for each in context.ids()]
    else:
        found = [*_by_keys(context, query["keys"].split(","))]
    fields: list[Json] = [_shown(context, field) for field in found if field is not None]
    return Answer.of({"ticket_fields": fields, "next_page": None, "previous_page": None, "count": len(fields)})


def _by_keys(context: Context, keys: list[str]) -> list[Body | None]:
    if len(keys) > MOST_IDS:
        raise api_errors.too_many_values()
    system = {str(field["type"]): field for field in context.documents.all(TICKET_FIELDS) if not field["removable"]}
    named = [_KEYS.get(key.strip(), key.strip()) for key in keys]
    return [system.get(kind) for kind in named if kind in _SYSTEM]


def _shown(context: Context, field: Body) -> Body:
    """A field with who made it, or without its options, where that is asked for (OAS)."""
    field = whole(context.documents, field)
    if flag(context.request.query, "creator"):
        field = with_creator(context.documents, field, nobody(context))
    if not flag(context.request.query, "exclude_sub_selection_options"):
        return field
    return {name: value for name, value in field.items() if name != "custom_field_options"}


_PATH = "/api/v2/ticket_fields"
ROUTES = (
    Route("GET", f"{_PATH}/count", count),
    Route("GET", f"{_PATH}/show_many", show_many),
    Route("PUT", f"{_PATH}/reorder", reorder),
)
