"""Which statuses a ticket form offers: associations with ULIDs for ids (OAS, ListTicketFormStatuses and its kin).

They are kept and answered; that a form without any offers every status, and that nothing is refused for a status that
a form does not offer, is assumed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.context import MOST_IDS
from macrosync.local_zendesk.documents import FIELD, Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.custom_statuses import CUSTOM_STATUSES
from macrosync.local_zendesk.families.forms import TICKET_FORMS
from macrosync.local_zendesk.families.records import reference
from macrosync.local_zendesk.routing import Route
from macrosync.local_zendesk.webhooks.records import ulid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

_PATH = "/api/v2/ticket_form_statuses"
#: Clients know them by their ULIDs, the database by numbers beside.
FORM_STATUSES = Family("ticket_form_statuses", "ticket_form_status", _PATH, indexed=("ulid", "ticket_form_id"))


def list_all(context: Context) -> Answer:
    """Those of the account, of some forms where asked, or of some statuses or ids in `filter` (OAS)."""
    query = context.request.query
    filters: list[Filter] = []
    for name, key in (("ticket_form_id", "ticket_form_id"), ("filter[custom_status_id]", "custom_status_id")):
        if query.get(name):
            filters.append(_among(key, [int(each) for each in query[name].split(",") if each.strip().isdecimal()]))
    if query.get("filter[id]"):
        filters.append(_among("ulid", [each.strip() for each in query["filter[id]"].split(",")]))
    return _answer(context.documents.all(FORM_STATUSES, *filters))


def show_many(context: Context) -> Answer:
    """Some by their ids; those that are not there are left out."""
    wanted = [each.strip() for each in context.request.query.get("ids", "").split(",") if each.strip()]
    if len(wanted) > MOST_IDS:
        raise api_errors.too_many_values()
    if not wanted:
        raise api_errors.invalid_attribute("ids", "a list of ids")
    return _answer(context.documents.all(FORM_STATUSES, _among("ulid", [*wanted])))


def list_of_form(context: Context) -> Answer:
    """Those of one form."""
    context.found(TICKET_FORMS)
    return _answer(_of_form(context))


def create_of_form(context: Context) -> Answer:
    """Let a form offer statuses; all of the form are answered (assumed)."""
    context.found(TICKET_FORMS)
    for each in _given(context):
        _add(context, context.id(), each.get("custom_status_id"))
    return _told(context, _of_form(context), "custom_status_id")


def create_of_status(context: Context) -> Answer:
    """Let several forms offer a status; all of the status are answered (assumed)."""
    context.found(CUSTOM_STATUSES)
    for each in _given(context):
        form = reference(context.documents, TICKET_FORMS, each.get("ticket_form_id"), "ticket_form_id")
        if form is None:
            raise api_errors.blank("ticket_form_id")
        _add(context, form, context.id())
    found = context.documents.all(FORM_STATUSES, where_field("custom_status_id", context.id()))
    return _told(context, found, "ticket_form_id")


def update_of_form(context: Context) -> Answer:
    """Add, change and take away in one call: `_destroy` takes one away, one without an id is new (OAS)."""
    context.found(TICKET_FORMS)
    for each in _given(context):
        _changed(context, each)
    return _answer(_of_form(context))


def update(context: Context) -> Answer:
    """The same for the one that the path names."""
    _found(context, context.parameters["name"])
    for each in _given(context):
        _changed(context, each | {"id": context.parameters["name"]})
    return _answer(_of_form(context))


def delete_of_form(context: Context) -> Answer:
    """Take away those that the body names (OAS)."""
    context.found(TICKET_FORMS)
    ids = context.json().get("id")
    if not isinstance(ids, list):
        raise api_errors.invalid_attribute("id", "an array of ids")
    for each in ids:
        _remove(context, _found(context, str(each)))
    return Answer.empty()


def delete(context: Context) -> Answer:
    """Take one away."""
    _remove(context, _found(context, context.parameters["name"]))
    return Answer.empty()


def check(context: Context, ticket: Body) -> None:
    """Raise 422 for a status that the ticket's form does not offer; a form without any offers all of them."""
    of_form = where_field("ticket_form_id", int(str(ticket["ticket_form_id"] or 0)))
    offered = [each["custom_status_id"] for each in context.documents.all(FORM_STATUSES, of_form)]
    if offered and ticket["custom_status_id"] not in offered:
        raise api_errors.invalid("custom_status_id", "is not offered by the form")


def copy(context: Context, form: Body, other: Body) -> None:
    """Let another form offer what this one does."""
    for each in context.documents.all(FORM_STATUSES, where_field("ticket_form_id", int(str(form["id"])))):
        _add(context, int(str(other["id"])), each["custom_status_id"])


def _add(context: Context, form: int, status: Json) -> None:
    wanted = reference(context.documents, CUSTOM_STATUSES, status, "custom_status_id")
    if wanted is None:
        raise api_errors.blank("custom_status_id")
    both = (where_field("ticket_form_id", form), where_field("custom_status_id", wanted))
    if context.documents.first(FORM_STATUSES, *both) is None:
        made: Body = {"id": context.documents.new_id(), "ulid": ulid(context.now)}
        context.documents.put(FORM_STATUSES, made | {"ticket_form_id": form, "custom_status_id": wanted})


def _changed(context: Context, given: Body) -> None:
    if given.get("id") is None:
        _add(context, context.id(), given.get("custom_status_id"))
        return
    before = _found(context, str(given["id"]))
    if given.get("_destroy") in (True, "true", "1", 1):
        _remove(context, before)
    elif "custom_status_id" in given:
        status = reference(context.documents, CUSTOM_STATUSES, given["custom_status_id"], "custom_status_id")
        context.documents.put(FORM_STATUSES, before | {"custom_status_id": status or before["custom_status_id"]})


def _remove(context: Context, association: Body) -> None:
    context.documents.remove(FORM_STATUSES, int(str(association["id"])))


def _found(context: Context, wanted: str) -> Body:
    """One of the path's form, by its ULID. Raises 404."""
    of_form = where_field("ticket_form_id", context.id())
    association = context.documents.first(FORM_STATUSES, where_field("ulid", wanted), of_form)
    if association is None:
        raise api_errors.not_found()
    return association


def _of_form(context: Context) -> list[Body]:
    return context.documents.all(FORM_STATUSES, where_field("ticket_form_id", context.id()))


def _given(context: Context) -> list[Body]:
    """The list under `ticket_form_status`; a single object is as good (assumed)."""
    given = context.json().get("ticket_form_status")
    listed = [given] if isinstance(given, dict) else given
    if not isinstance(listed, list) or not listed or not all(isinstance(each, dict) for each in listed):
        raise api_errors.invalid_attribute("ticket_form_status", "an array of objects")
    return [each for each in listed if isinstance(each, dict)]


def _told(context: Context, found: Sequence[Body], named: str) -> Answer:
    """All of them, or those that the body names, as the switch form_statuses_answer_all says."""
    if context.switches.form_statuses_answer_all:
        return _answer(found)
    given = {str(each.get(named)) for each in _given(context)}
    return _answer([each for each in found if str(each[named]) in given])


def _among(name: str, values: Sequence[Json]) -> Filter:
    chosen = "IN (SELECT value FROM json_each(?))"
    return Filter(f"{FIELD.format(name)} {chosen}", (json.dumps([*values]),))


def _answer(found: Sequence[Body]) -> Answer:
    shown: list[Json] = [
        {"id": each["ulid"], "ticket_form_id": each["ticket_form_id"], "custom_status_id": each["custom_status_id"]}
        for each in found
    ]
    return Answer.of({"ticket_form_statuses": shown})


_FORM = "/api/v2/ticket_forms/{id}/ticket_form_statuses"
ROUTES = (
    Route("GET", _PATH, list_all),
    Route("GET", f"{_PATH}/show_many", show_many),
    Route("GET", _FORM, list_of_form),
    Route("POST", _FORM, create_of_form),
    Route("PUT", _FORM, update_of_form),
    Route("DELETE", _FORM, delete_of_form),
    Route("PUT", f"{_FORM}/{{name}}", update),
    Route("DELETE", f"{_FORM}/{{name}}", delete),
    Route("POST", "/api/v2/custom_statuses/{id}/ticket_form_statuses", create_of_status),
)
