"""Ticket triggers, one at a time and several at once (REF ticketing/business-rules/triggers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import (
    business_rules,
    rule_actions,
    rule_conditions,
    trigger_categories,
    trigger_revisions,
)
from macrosync.local_zendesk.families.business_rules import EMPTY, NO_CONDITIONS
from macrosync.local_zendesk.families.records import changed, new, number, showing, text
from macrosync.local_zendesk.families.rule_vocabulary import TRIGGER
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("title", "raw_title", "active", "description", "position", "category_id", "category", "conditions"),
        *("all", "any", "actions"),
    }
)
#: Active ticket triggers of an account (SUP 4408886797466).
MOST_ACTIVE = 7_000
#: What several triggers may be given at once (OAS, TriggerBulkUpdateItem).
BULK = frozenset({"active", "position", "category_id"})


def create(context: Context) -> Answer:
    """Make a trigger; 201 with Location. A category that is not named is chosen; the place is the last (recorded)."""
    payload = _payload(context)
    text(payload, "title")
    if not payload.get("actions"):
        raise api_errors.blank("actions")
    payload.setdefault("conditions", NO_CONDITIONS)
    payload.setdefault("category_id", trigger_categories.chosen(context))
    payload.setdefault("position", next_position(context, str(payload["category_id"])))
    made = new(context.documents, TRIGGERS, context.stamp, {"active": True, "default": False, "description": None})
    _store(context, made | payload)
    return Answer.created("trigger", made | payload)


def update(context: Context) -> Answer:
    """Change what is given. Conditions or actions replace both: the one that is left out is emptied (REF)."""
    before = context.found(TRIGGERS)
    payload = _payload(context)
    if {"conditions", "actions"} & set(payload):
        payload = EMPTY | payload
    after = changed(before, before | payload, context.stamp)
    _store(context, after)
    return Answer.of({"trigger": after})


def delete(context: Context) -> Answer:
    """Delete a trigger, active or not."""
    context.found(TRIGGERS)
    context.documents.remove(TRIGGERS, context.id())
    return Answer.empty()


def update_many(context: Context) -> Answer:
    """Set `active`, `position` and `category_id` of up to 100 triggers (OAS)."""
    return business_rules.update_many(context, TRIGGERS, lambda rule, given: moved(context, rule, given), BULK)


def destroy_many(context: Context) -> Answer:
    """Delete several; those that are not there are passed over (recorded: 204)."""
    for each in context.ids():
        if context.documents.get(TRIGGERS, each):
            context.documents.remove(TRIGGERS, each)
    return Answer.empty()


def reorder(context: Context) -> Answer:
    """Put all triggers in an order, where there is but one category (OAS); else LimitOneCategory."""
    usual = context.switches.reorder_is_400_and_404
    if context.documents.count(trigger_categories.CATEGORIES) > 1:
        said = "Triggers cannot be reordered with more than one category"
        raise trigger_categories.problem(400 if usual else 422, "LimitOneCategory", said)
    wanted = context.json().get("trigger_ids")
    if not isinstance(wanted, list):
        raise api_errors.invalid_attribute("trigger_ids", "an array")
    ids = [number(each, "trigger_ids") for each in wanted]
    rules = {int(str(rule["id"])): rule for rule in context.documents.all(TRIGGERS)}
    if set(ids) != set(rules):
        raise api_errors.not_found() if usual else api_errors.forbidden("Every trigger has to be in trigger_ids")
    listed: list[Json] = []
    for place, each in enumerate(dict.fromkeys(ids), 1):
        after = changed(rules[each], rules[each] | {"position": place}, context.stamp)
        context.documents.put(TRIGGERS, after)
        listed.append(after)
    return Answer.of({"triggers": listed, "next_page": None, "previous_page": None, "count": len(listed)})


def moved(context: Context, rule: Body, given: Body) -> Body:
    """A trigger with another place, state or category. Raises 422."""
    if "category_id" in given:
        given = given | {"category_id": _category_id(context, given["category_id"])}
    after = rule | given
    business_rules.check_room(context, TRIGGERS, after, MOST_ACTIVE, "ticket triggers")
    trigger_revisions.note(context, after)
    return after


def next_position(context: Context, category_id: str) -> int:
    """The place after the last one of a category."""
    return business_rules.next_position(context, TRIGGERS, where_field("category_id", category_id))


def _payload(context: Context) -> Body:
    """What may be written of a trigger. Raises 400 and 422."""
    given = context.permitted("trigger", context.payload("trigger"), WRITABLE)
    conditions = rule_conditions.sent(given)
    payload = business_rules.plain({name: given[name] for name in given if name not in {"conditions", "all", "any"}})
    if conditions is not None:
        payload["conditions"] = rule_conditions.checked(context, TRIGGER, *conditions)
    if "actions" in payload:
        payload["actions"] = rule_actions.checked(context, payload["actions"])
    category = payload.pop("category", None)
    if isinstance(category, dict):
        payload["category_id"] = trigger_categories.made(context, category)["id"]
    elif payload.get("category_id") is not None:
        payload["category_id"] = _category_id(context, payload["category_id"])
    else:
        payload.pop("category_id", None)
    return payload


def _category_id(context: Context, value: Json) -> str:
    category = trigger_categories.found(context.documents, value)
    if category is None:
        raise api_errors.invalid("category_id", "is not valid")
    return str(category["id"])


def _store(context: Context, rule: Body) -> None:
    business_rules.check_size(context, rule)
    business_rules.check_room(context, TRIGGERS, rule, MOST_ACTIVE, "ticket triggers")
    context.documents.put(TRIGGERS, rule)
    trigger_revisions.note(context, rule)


ROUTES = (
    Route("POST", "/api/v2/triggers", create, "triggers"),
    Route("PUT", "/api/v2/triggers/update_many", update_many, "triggers"),
    Route("PUT", "/api/v2/triggers/reorder", reorder, "triggers"),
    Route("DELETE", "/api/v2/triggers/destroy_many", destroy_many, "triggers"),
    Route("GET", "/api/v2/triggers/{id}", showing(TRIGGERS), "triggers"),
    Route("PUT", "/api/v2/triggers/{id}", update, "triggers"),
    Route("DELETE", "/api/v2/triggers/{id}", delete, "triggers"),
)
