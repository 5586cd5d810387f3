"""Lists of triggers: filters, orders, search (OAS, ListTriggers), and what they may be made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import business_rules, rule_definitions, rule_sideloads
from macrosync.local_zendesk.families.rule_vocabulary import TRIGGER
from macrosync.local_zendesk.families.trigger_records import BY_POSITION, TRIGGERS
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context

#: What `filter` can name; OAS shows `description`, the others are assumed.
_FILTERS = frozenset({"description", "title", "active", "position", "category_id"})


def list_triggers(context: Context) -> Answer:
    """By the category's position and the trigger's own (recorded), or as asked."""
    return paging.answer(context, _listing(context))


def list_active(context: Context) -> Answer:
    """Active triggers only."""
    return paging.answer(context, _listing(context, business_rules.ACTIVE))


def search(context: Context) -> Answer:
    """Triggers by a text in their title, and by attributes; offset pages only (OAS)."""
    found = [business_rules.titled(context)] if "query" in context.request.query else []
    return paging.answer(context, _listing(context, *found, *_by_attributes(context), cursor=False))


def definitions(context: Context) -> Answer:
    """The conditions and actions that a trigger may have (OAS, ListTriggerActionConditionDefinitions)."""
    return Answer.of(
        {
            "definitions": {
                "conditions_all": rule_definitions.conditions(context.documents, TRIGGER),
                "conditions_any": rule_definitions.conditions(context.documents, TRIGGER),
                "actions": rule_definitions.actions(context.documents),
            }
        }
    )


def _listing(context: Context, *filters: Filter, cursor: bool = True) -> Listing:
    category = context.request.query.get("category_id")
    if category is not None:
        filters = (*filters, where_field("category_id", category))
    return Listing(
        TRIGGERS,
        (*filters, *business_rules.filters(context)),
        order=business_rules.cursor_order(context, BY_POSITION, BY_POSITION),
        offset_order=business_rules.offset_order(context, BY_POSITION),
        shown=rule_sideloads.shown(context),
        cursor=cursor,
    )


def _by_attributes(context: Context) -> list[Filter]:
    """The query's `filter`: JSON with the attributes under `json`. Raises 400 for what is none."""
    text = context.request.query.get("filter")
    if text is None:
        return []
    try:
        asked = json.loads(text)["json"]
        found = [(str(name), value) for name, value in asked.items()]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise api_errors.invalid_attribute("filter", "JSON with attributes under json") from None
    if any(name not in _FILTERS or not isinstance(value, str | int) for name, value in found):
        raise api_errors.invalid_attribute("filter", f"of {', '.join(sorted(_FILTERS))}")
    if context.switches.trigger_filter_is_whole:
        return [Filter(f"{FIELD.format(name)} = ?", (value,)) for name, value in found]
    return [Filter(f"instr(lower({FIELD.format(name)}), lower(?)) > 0", (value,)) for name, value in found]


ROUTES = (
    Route("GET", "/api/v2/triggers", list_triggers, "triggers"),
    Route("GET", "/api/v2/triggers/active", list_active, "triggers"),
    Route("GET", "/api/v2/triggers/search", search, "triggers"),
    Route("GET", "/api/v2/triggers/definitions", definitions, "triggers"),
)
