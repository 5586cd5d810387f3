"""Ticket forms (REF ticketing/tickets/ticket_forms)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.fields import TICKET_FIELDS, system_field_ids
from macrosync.local_zendesk.families.records import changed, new, number, showing, text
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

TICKET_FORMS = Family(
    "ticket_forms", "ticket_form", "/api/v2/ticket_forms", key=lambda body: int(str(body["position"]))
)
WRITABLE = frozenset(
    {
        *("name", "raw_name", "display_name", "raw_display_name", "end_user_visible", "active", "position"),
        *("ticket_field_ids", "agent_conditions", "end_user_conditions", "in_all_brands", "restricted_brand_ids"),
        "default",
    }
)
_BY_POSITION = Order("position,id", ("sort", "id"))


def make(documents: Documents, stamp: str, name: str, *, default: bool = False) -> Body:
    """Write a form with the fields that every form has."""
    values: Body = {
        "name": name,
        "raw_name": name,
        "display_name": name,
        "raw_display_name": name,
        "end_user_visible": True,
        "position": documents.count(TICKET_FORMS) + 1,
        "ticket_field_ids": system_field_ids(documents),
        "active": True,
        "default": default,
        "agent_conditions": [],
        "end_user_conditions": [],
        "in_all_brands": True,
        "restricted_brand_ids": [],
    }
    body = new(documents, TICKET_FORMS, stamp, values)
    documents.put(TICKET_FORMS, body)
    return body


def default_form(documents: Documents) -> Body | None:
    """The form of tickets that name none."""
    return documents.first(TICKET_FORMS, Filter(f"{FIELD.format('default')} = 1"))


def list_forms(context: Context) -> Answer:
    """All by position; of one state where asked (OAS)."""
    filters = tuple(
        Filter(f"{FIELD.format(name)} = ?", (int(wanted),))
        for name in ("active", "end_user_visible")
        if (wanted := flag(context.request.query, name)) is not None
    )
    listing = Listing(TICKET_FORMS, filters, order=_BY_POSITION, offset_order=_BY_POSITION, whole=True)
    return paging.answer(context, listing)


def create(context: Context) -> Answer:
    """Make a form. Without a list of fields it has those that every form has."""
    payload = _payload(context)
    made = make(context.documents, context.stamp, text(payload, "name")) | payload
    _store(context, made)
    return Answer.created("ticket_form", made)


def update(context: Context) -> Answer:
    """Change what is given; `ticket_field_ids` is the whole list, in order."""
    before = context.found(TICKET_FORMS)
    payload = _payload(context)
    if "name" in payload:
        text(payload, "name")
    after = changed(before, before | payload, context.stamp)
    if before["default"] is True and after["default"] is not True:
        raise api_errors.invalid("default", "cannot be taken from the default form; make another form the default")
    _store(context, after)
    return Answer.of({"ticket_form": after})


def delete(context: Context) -> Answer:
    """Delete a form; 422 for the default one (assumed)."""
    if context.found(TICKET_FORMS)["default"] is True:
        raise api_errors.invalid("base", "the default form cannot be deleted")
    context.documents.remove(TICKET_FORMS, context.id())
    return Answer.empty()


def _payload(context: Context) -> Body:
    payload = context.permitted("ticket_form", context.payload("ticket_form"), WRITABLE)
    for name in ("name", "display_name"):
        if name in payload:
            payload[f"raw_{name}"] = payload[name]
    if "ticket_field_ids" in payload:
        payload["ticket_field_ids"] = _field_ids(context, payload["ticket_field_ids"])
    if "position" in payload:
        payload["position"] = number(payload["position"], "position")
    return payload


def _field_ids(context: Context, value: Json) -> list[Json]:
    """Fields that are there. Those of every form cannot be left out, and come first again (assumed)."""
    if not isinstance(value, list):
        raise api_errors.invalid_attribute("ticket_field_ids", "an array")
    wanted: list[Json] = list(dict.fromkeys(number(each, "ticket_field_ids") for each in value))
    if any(context.documents.get(TICKET_FIELDS, int(str(each))) is None for each in wanted):
        raise api_errors.invalid("ticket_field_ids", "is invalid")
    missing = [each for each in system_field_ids(context.documents) if each not in wanted]
    if not context.switches.forms_have_system_fields:
        return wanted
    return [*missing, *wanted]


def _store(context: Context, form: Body) -> None:
    """Write a form; there is one default."""
    if form["default"] is True:
        former = default_form(context.documents)
        if former is not None and former["id"] != form["id"]:
            context.documents.put(TICKET_FORMS, former | {"default": False})
    context.documents.put(TICKET_FORMS, form)


ROUTES = (
    Route("GET", "/api/v2/ticket_forms", list_forms),
    Route("POST", "/api/v2/ticket_forms", create),
    Route("GET", "/api/v2/ticket_forms/{id}", showing(TICKET_FORMS)),
    Route("PUT", "/api/v2/ticket_forms/{id}", update),
    Route("DELETE", "/api/v2/ticket_forms/{id}", delete),
)
