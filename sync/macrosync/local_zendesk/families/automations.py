"""Automations (REF ticketing/business-rules/automations). They are kept and answered; they do not run yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import Documents, Family, Filter
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import (
    automation_checks,
    business_rules,
    rule_actions,
    rule_conditions,
    rule_sideloads,
)
from macrosync.local_zendesk.families.business_rules import BY_POSITION, EMPTY, NO_CONDITIONS
from macrosync.local_zendesk.families.records import changed, new, showing, text
from macrosync.local_zendesk.families.rule_vocabulary import AUTOMATION
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

AUTOMATIONS = Family("automations", "automation", "/api/v2/automations", BY_POSITION)
WRITABLE = frozenset({"title", "raw_title", "active", "position", "conditions", "all", "any", "actions"})
BULK = frozenset({"active", "position"})
#: What every account has, and cannot be without (SUP 4408835051546; recorded by go-zendesk).
STOCK = "Close ticket 4 days after status is set to solved"


def plant(documents: Documents, stamp: str) -> None:
    """The stock automation."""
    conditions: Body = {
        "all": [
            {"field": "status", "operator": "is", "value": "solved"},
            {"field": "SOLVED", "operator": "greater_than", "value": "96"},
        ],
        "any": [],
    }
    values: Body = {"title": STOCK, "raw_title": STOCK, "active": True, "default": True, "position": 0}
    values |= {"conditions": conditions, "actions": [{"field": "status", "value": "closed"}]}
    documents.put(AUTOMATIONS, new(documents, AUTOMATIONS, stamp, values))


def list_automations(context: Context) -> Answer:
    """By position (recorded), or as asked."""
    return paging.answer(context, _listing(context))


def list_active(context: Context) -> Answer:
    """Active automations only."""
    return paging.answer(context, _listing(context, business_rules.ACTIVE))


def search(context: Context) -> Answer:
    """Automations with a text in their title; offset pages only (OAS)."""
    return paging.answer(context, _listing(context, business_rules.titled(context), cursor=False))


def create(context: Context) -> Answer:
    """Make an automation; 201 with Location."""
    payload = _payload(context)
    text(payload, "title")
    if not payload.get("actions"):
        raise api_errors.blank("actions")
    defaults: Body = {"active": True, "default": False, "conditions": NO_CONDITIONS}
    defaults |= {"position": business_rules.place_of_new(context, AUTOMATIONS)}
    made = new(context.documents, AUTOMATIONS, context.stamp, defaults | payload)
    automation_checks.check(context, AUTOMATIONS, made)
    context.documents.put(AUTOMATIONS, made)
    return Answer.created("automation", made)


def update(context: Context) -> Answer:
    """Change what is given. Conditions or actions replace both: the one that is left out is emptied (REF)."""
    before = context.found(AUTOMATIONS)
    payload = _payload(context)
    if {"conditions", "actions"} & set(payload):
        payload = EMPTY | payload
    after = changed(before, before | payload, context.stamp)
    automation_checks.check(context, AUTOMATIONS, after)
    context.documents.put(AUTOMATIONS, after)
    return Answer.of({"automation": after})


def delete(context: Context) -> Answer:
    """Delete an automation. Raises 403 or 422 for the stock one, which cannot be removed (SUP 4408835051546)."""
    if context.found(AUTOMATIONS)["default"] is True:
        said = "A default automation cannot be deleted."
        usual = context.switches.stock_automation_is_403
        raise api_errors.forbidden(said) if usual else rule_conditions.refused(said)
    context.documents.remove(AUTOMATIONS, context.id())
    return Answer.empty()


def update_many(context: Context) -> Answer:
    """Set `active` and `position` of several (OAS)."""

    def write(automation: Body, given: Body) -> Body:
        after = automation | given
        automation_checks.check(context, AUTOMATIONS, after)
        return after

    return business_rules.update_many(context, AUTOMATIONS, write, BULK)


def destroy_many(context: Context) -> Answer:
    """Delete several; the stock one, and those that are not there, are passed over (OAS)."""
    for each in context.ids():
        automation = context.documents.get(AUTOMATIONS, each)
        if automation is not None and automation["default"] is not True:
            context.documents.remove(AUTOMATIONS, each)
    return Answer.empty()


def _listing(context: Context, *filters: Filter, cursor: bool = True) -> Listing:
    return Listing(
        AUTOMATIONS,
        (*filters, *business_rules.filters(context)),
        order=business_rules.cursor_order(context, BY_POSITION, BY_POSITION),
        offset_order=business_rules.offset_order(context, BY_POSITION),
        shown=rule_sideloads.shown(context),
        cursor=cursor,
    )


def _payload(context: Context) -> Body:
    given = context.permitted("automation", context.payload("automation"), WRITABLE)
    conditions = rule_conditions.sent(given)
    payload = business_rules.plain({name: given[name] for name in given if name not in {"conditions", "all", "any"}})
    if conditions is not None:
        payload["conditions"] = rule_conditions.checked(context, AUTOMATION, *conditions)
    if "actions" in payload:
        payload["actions"] = rule_actions.checked(context, payload["actions"])
    return payload


_PATH = "/api/v2/automations"
ROUTES = (
    Route("GET", _PATH, list_automations, "automations"),
    Route("POST", _PATH, create, "automations"),
    Route("GET", f"{_PATH}/active", list_active, "automations"),
    Route("GET", f"{_PATH}/search", search, "automations"),
    Route("PUT", f"{_PATH}/update_many", update_many, "automations"),
    Route("DELETE", f"{_PATH}/destroy_many", destroy_many, "automations"),
    Route("GET", f"{_PATH}/{{id}}", showing(AUTOMATIONS), "automations"),
    Route("PUT", f"{_PATH}/{{id}}", update, "automations"),
    Route("DELETE", f"{_PATH}/{{id}}", delete, "automations"),
)
