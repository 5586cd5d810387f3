"""Ticket fields and their options over HTTP (REF ticketing/tickets/ticket_fields, OAS)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import BY_ID, Filter, Order
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import options
from macrosync.local_zendesk.families.dynamic_text import with_titles
from macrosync.local_zendesk.families.field_shapes import nobody, shown, whole
from macrosync.local_zendesk.families.fields import (
    CREATORS,
    CUSTOM_TYPES,
    OPTION_TYPES,
    TICKET_FIELDS,
    blank_field,
)
from macrosync.local_zendesk.families.forms import TICKET_FORMS
from macrosync.local_zendesk.families.records import among, changed, new, number, text
from macrosync.local_zendesk.families.ticket_records import TICKETS
from macrosync.local_zendesk.limits import Bucket
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("title", "raw_title", "description", "raw_description", "position", "active", "required", "tag"),
        *("collapsed_for_agents", "regexp_for_validation", "title_in_portal", "raw_title_in_portal"),
        *("visible_in_portal", "editable_in_portal", "required_in_portal", "agent_description"),
        *("custom_field_options", "relationship_target_type", "relationship_filter", "sub_type_id"),
    }
)
_RAW = ("title", "description", "title_in_portal")
_FLAGS = ("active", "required", "visible_in_portal", "editable_in_portal", "required_in_portal")
_BY_POSITION = Order("position,id", ("sort", "id"))
#: Writes to options a minute (REF introduction/rate-limits).
_OPTIONS = (Bucket("field-options"),)


def list_fields(context: Context) -> Answer:
    """All at once by position, or pages by id (facts on ticket fields)."""
    creators = flag(context.request.query, "creator") is True
    completed = shown(context.documents, creators=creators, nobody=nobody(context) if creators else -1)
    listing = Listing(TICKET_FIELDS, order=BY_ID, offset_order=_BY_POSITION, shown=completed, whole=True)
    return paging.answer(context, listing)


def show(context: Context) -> Answer:
    """One field."""
    return Answer.of({"ticket_field": whole(context.documents, context.found(TICKET_FIELDS))})


def create(context: Context) -> Answer:
    """Make a custom field, of text where no type is said (OAS). Raises 422 for a type that is none, or no title."""
    payload = {"type": "text", **context.payload("ticket_field")}
    kind = payload["type"]
    if not among(kind, CUSTOM_TYPES):
        raise api_errors.invalid("type", "is invalid")
    values = _values(context, context.permitted("ticket_field", payload, WRITABLE | {"type"}))
    title = text(values, "title")
    made = new(context.documents, TICKET_FIELDS, context.stamp, blank_field(str(kind), title) | values)
    for name in ("title_in_portal", "raw_title_in_portal"):
        made[name] = values.get(name, title)
    if kind in OPTION_TYPES:
        listed: list[Json] = [*options.replaced(context.documents, [], values.get("custom_field_options", []))]
        made["custom_field_options"] = listed
    else:
        made.pop("custom_field_options", None)
    made = with_titles(context, made)
    context.documents.put(TICKET_FIELDS, made)
    context.documents.put(CREATORS, {"id": made["id"], "user_id": context.caller.get("id")})
    return Answer.created("ticket_field", made)


def update(context: Context) -> Answer:
    """Change what is given. `type` never changes: it is dropped with a warning (recorded)."""
    before = context.found(TICKET_FIELDS)
    values = _values(context, context.permitted("ticket_field", context.payload("ticket_field"), WRITABLE))
    if "title" in values:
        text(values, "title")
    wanted = values.pop("custom_field_options", None)
    after = before | values
    if wanted is not None and before["type"] in OPTION_TYPES:
        own = options.options_of(before)
        by_tag = not context.switches.options_without_id_are_new
        listed: list[Json] = [*options.replaced(context.documents, own, wanted, by_tag=by_tag)]
        after["custom_field_options"] = listed
        _forget(context, before, after)
    after = with_titles(context, after)
    after = changed(before, after, context.stamp, always=context.touches)
    context.documents.put(TICKET_FIELDS, after)
    return Answer.of({"ticket_field": whole(context.documents, after)})


def delete(context: Context) -> Answer:
    """Delete a custom field: it leaves forms and tickets; the tags stay (assumed). 422 for a system field."""
    field = context.found(TICKET_FIELDS)
    if field["removable"] is not True:
        raise api_errors.invalid("base", "a system field cannot be deleted")
    if not context.switches.tags_outlive_field:
        options.forget(context.documents, field, [str(each["value"]) for each in options.options_of(field)])
    context.documents.remove(TICKET_FIELDS, context.id())
    for form in context.documents.all(TICKET_FORMS):
        ids = form["ticket_field_ids"] if isinstance(form["ticket_field_ids"], list) else []
        if field["id"] in ids:
            context.documents.put(
                TICKET_FORMS, form | {"ticket_field_ids": [each for each in ids if each != field["id"]]}
            )
    for ticket in context.documents.all(TICKETS, Filter("instr(body, ?) > 0", (f'"id":{field["id"]},',))):
        context.documents.put(
            TICKETS, ticket | {name: _without(ticket[name], field) for name in ("custom_fields", "fields")}
        )
    return Answer.empty()


def list_options(context: Context) -> Answer:
    """A field's options, in order (OAS, ListTicketFieldOptions)."""
    field = _with_options(context)
    base = context.documents.base
    return paging.of_values(
        context, "custom_field_options", [options.shown(field, each, base) for each in options.options_of(field)]
    )


def show_option(context: Context) -> Answer:
    """One option."""
    field = _with_options(context)
    option = _option(field, context.id("option_id"))
    return Answer.of({"custom_field_option": options.shown(field, option, context.documents.base)})


def write_option(context: Context) -> Answer:
    """Update the option of the body's id (200), or make one without an id (201): OAS."""
    field = _with_options(context)
    given = context.payload("custom_field_option")
    own = options.options_of(field)
    known = {int(str(option["id"])): option for option in own}
    asked = given.get("id")
    before = _option(field, number(asked, "id")) if asked is not None else {}
    written = options.made_option(context.documents, known, {**before, **given})
    replaced = [written if option["id"] == written["id"] else option for option in own]
    listed: list[Json] = [*(replaced if before else [*own, written])]
    after = with_titles(context, field | {"custom_field_options": listed})
    options.check(options.options_of(after))
    _forget(context, field, after)
    context.documents.put(TICKET_FIELDS, changed(field, after, context.stamp))
    body = options.shown(after, _option(after, int(str(written["id"]))), context.documents.base)
    return Answer.of({"custom_field_option": body}) if before else Answer.created("custom_field_option", body)


def delete_option(context: Context) -> Answer:
    """Delete an option; its value leaves tickets and macros."""
    field = _with_options(context)
    option = _option(field, context.id("option_id"))
    kept: list[Json] = [each for each in options.options_of(field) if each != option]
    after = field | {"custom_field_options": kept}
    _forget(context, field, after)
    context.documents.put(TICKET_FIELDS, changed(field, after, context.stamp))
    return Answer.empty()


def _values(context: Context, payload: Body) -> Body:
    """What is given, with the raw twins of texts, which differ only where dynamic content is used."""
    del context
    for name in _RAW:
        raw = payload.get(f"raw_{name}")
        if name in payload or raw is not None:
            payload[name] = payload[f"raw_{name}"] = payload.get(name, raw)
    for name in _FLAGS:
        if not isinstance(payload.get(name, False), bool):
            raise api_errors.invalid_attribute(name, "a boolean")
    if "position" in payload:
        payload["position"] = number(payload["position"], "position")
    pattern = payload.get("regexp_for_validation")
    if isinstance(pattern, str):
        try:
            re.compile(pattern)
        except re.error:
            raise api_errors.invalid("regexp_for_validation", "is invalid") from None
    return payload


def _forget(context: Context, before: Body, after: Body) -> None:
    retagged = context.switches.retagged_option_leaves_tickets
    lost = options.gone(options.options_of(before), options.options_of(after), retagged=retagged)
    options.forget(context.documents, before, lost)


def _with_options(context: Context) -> Body:
    field = context.found(TICKET_FIELDS)
    if field["type"] not in OPTION_TYPES:
        raise api_errors.not_found()
    return field


def _option(field: Body, wanted: int) -> Body:
    for option in options.options_of(field):
        if option["id"] == wanted:
            return option
    raise api_errors.not_found()


def _without(entries: Json, field: Body) -> Json:
    listed = entries if isinstance(entries, list) else []
    return [each for each in listed if not isinstance(each, dict) or each.get("id") != field["id"]]


_PATH = "/api/v2/ticket_fields"
ROUTES = (
    Route("GET", _PATH, list_fields),
    Route("POST", _PATH, create),
    Route("GET", f"{_PATH}/{{id}}", show),
    Route("PUT", f"{_PATH}/{{id}}", update),
    Route("DELETE", f"{_PATH}/{{id}}", delete),
    Route("GET", f"{_PATH}/{{id}}/options", list_options),
    Route("POST", f"{_PATH}/{{id}}/options", write_option, buckets=_OPTIONS),
    Route("GET", f"{_PATH}/{{id}}/options/{{option_id}}", show_option),
    Route("DELETE", f"{_PATH}/{{id}}/options/{{option_id}}", delete_option, buckets=_OPTIONS),
)
