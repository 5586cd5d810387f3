"""Ticket forms put in an order, shown by their ids, and made anew from another one (OAS, ReorderTicketForms)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import form_statuses
from macrosync.local_zendesk.families.forms import TICKET_FORMS, default_form
from macrosync.local_zendesk.families.records import changed, new, number
from macrosync.local_zendesk.families.ticket_records import BRAND
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json


def reorder(context: Context) -> Answer:
    """Put the given forms first, in that order; all are answered, by position (that others follow is assumed)."""
    wanted = context.json().get("ticket_form_ids")
    if not isinstance(wanted, list):
        raise api_errors.invalid_attribute("ticket_form_ids", "an array")
    first = [context.found(TICKET_FORMS, number(each, "ticket_form_ids")) for each in wanted]
    others = context.documents.all(TICKET_FORMS) if context.switches.reorder_moves_other_forms else []
    forms = {int(str(form["id"])): form for form in (*first, *others)}
    listed: list[Json] = []
    for position, form in enumerate(forms.values(), 1):
        after = changed(form, form | {"position": position}, context.stamp)
        context.documents.put(TICKET_FORMS, after)
        listed.append(after)
    return Answer.of({"ticket_forms": listed})


def show_many(context: Context) -> Answer:
    """Some forms by their ids; those that are not there, or not as asked for, are left out (OAS)."""
    query = context.request.query
    found = [context.documents.get(TICKET_FORMS, each) for each in context.ids()]
    forms = [form for form in found if form is not None]
    for name in ("active", "end_user_visible"):
        wanted = flag(query, name)
        forms = [form for form in forms if wanted is None or form[name] is wanted]
    if flag(query, "associated_to_brand"):  # the address is the default brand's
        forms = [form for form in forms if _of_brand(form)]
    if flag(query, "fallback_to_default") and not any(form["active"] and form["end_user_visible"] for form in forms):
        default = default_form(context.documents)
        forms = [default] if default else []
    listed: list[Json] = [*forms]
    return Answer.of({"ticket_forms": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def clone(context: Context) -> Answer:
    """A form like another one, at the end, and never the default (its name, and 200, as OAS has it, are assumed)."""
    form = context.found(TICKET_FORMS)
    values: Body = {name: value for name, value in form.items() if name not in {"id", "url"}}
    renamed = ("name", "raw_name") if context.switches.copied_forms_are_renamed else ()
    named: Body = {name: f"Copy of {form[name]}" for name in renamed}
    made = new(context.documents, TICKET_FORMS, context.stamp, values | named | {"default": False})
    made |= {"created_at": context.stamp, "updated_at": context.stamp}
    made["position"] = context.documents.count(TICKET_FORMS) + 1
    context.documents.put(TICKET_FORMS, made)
    form_statuses.copy(context, form, made)
    return Answer.of({"ticket_form": made})


def _of_brand(form: Body) -> bool:
    brands = form["restricted_brand_ids"]
    return form["in_all_brands"] is True or (isinstance(brands, list) and BRAND in brands)


_PATH = "/api/v2/ticket_forms"
ROUTES = (
    Route("GET", f"{_PATH}/show_many", show_many),
    Route("PUT", f"{_PATH}/reorder", reorder),
    Route("POST", f"{_PATH}/{{id}}/clone", clone),
)
