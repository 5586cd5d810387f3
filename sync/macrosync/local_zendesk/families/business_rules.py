"""What triggers, automations and views have in common: their texts and flags, bulk changes, orders and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.context import MOST_IDS, flag
from macrosync.local_zendesk.documents import FIELD, Filter, Order, by_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import changed, number, text
from macrosync.local_zendesk.families.rule_conditions import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Family
    from macrosync.resources import Json

#: Bytes of a business rule (SUP 4408822236058); what is measured is assumed: the JSON of conditions and actions.
LARGEST = 65_535
#: A rule without conditions, and what becomes of its lists where a change leaves one of them out (REF triggers).
NO_CONDITIONS: Json = {"all": [], "any": []}
EMPTY: Body = {"conditions": NO_CONDITIONS, "actions": []}
#: By position and id, as automations are listed (recorded).
BY_POSITION = Order("position,id", (FIELD.format("position"), "id"))
ACTIVE = Filter(f"{FIELD.format('active')} = 1")
#: Usage is not counted, so that these orders are all alike.
_USAGE = frozenset({"usage_1h", "usage_24h", "usage_7d", "usage_30d"})


def plain(payload: Body) -> Body:
    """The payload with its texts, flags and numbers as they are kept. Raises 400 and 422."""
    if isinstance(payload.get("raw_title"), str):
        payload.setdefault("title", payload["raw_title"])
    if "title" in payload:
        payload["raw_title"] = text(payload, "title")
    if not isinstance(payload.get("active", True), bool):
        raise api_errors.invalid_attribute("active", "a boolean")
    if not isinstance(payload.get("description"), str | None):
        raise api_errors.invalid_attribute("description", "a string")
    if "position" in payload:
        payload["position"] = number(payload["position"], "position")
    return payload


def check_size(context: Context, rule: Body) -> None:
    """Raise 422 for a rule of more than 65 KB."""
    whole = context.switches.rule_size_is_of_the_whole
    if len(compact(rule if whole else [rule.get("conditions"), rule.get("actions")]).encode()) > LARGEST:
        raise refused("The rule is larger than 65 KB")


def check_room(context: Context, family: Family, rule: Body, most: int, what: str) -> None:
    """Raise 422 where a rule, not yet written, would be one active one too many."""
    others = Filter("id != ?", (int(str(rule["id"])),))
    if rule["active"] is True and context.documents.count(family, ACTIVE, others) >= most:
        said = f"The limit of {most} active {what} is reached"
        raise refused(said) if context.switches.rule_limit_is_422 else api_errors.forbidden(said)


def place_of_new(context: Context, family: Family) -> int:
    """Where a new automation or view stands: after the last one, or before all, as the switch says."""
    return next_position(context, family) if context.switches.new_rules_stand_last else 0


def next_position(context: Context, family: Family, *filters: Filter) -> int:
    """The place after the last one (recorded of triggers)."""
    places = context.documents.all(family, *filters)
    return max((int(str(each["position"])) for each in places), default=0) + 1


def update_many(context: Context, family: Family, write: Callable[[Body, Body], Body], keys: frozenset[str]) -> Answer:
    """Change a few things of up to 100 rules; `write` makes of a rule and what is given the rule afterwards.

    What else is given of a rule is passed over (OAS). Raises 404 for an id that is not there.
    """
    wanted = context.json().get(family.many)
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise api_errors.invalid_attribute(family.many, "an array of objects")
    if len(wanted) > MOST_IDS:
        raise api_errors.too_many_values()
    found: list[Json] = []
    for each in wanted:
        given = context.permitted(family.many, each, keys | {"id"}) if isinstance(each, dict) else {}
        before = context.found(family, number(given.pop("id", None), "id"))
        after = changed(before, write(before, plain(given)), context.stamp)
        context.documents.put(family, after)
        found.append(after)
    return Answer.of({family.many: found, "next_page": None, "previous_page": None, "count": len(found)})


def filters(context: Context) -> Iterator[Filter]:
    """Active or inactive ones, where that is asked for (OAS)."""
    if (active := flag(context.request.query, "active")) is not None:
        yield Filter(f"{FIELD.format('active')} = ?", (int(active),))


def titled(context: Context) -> Filter:
    """Those with the text of `query` in their title (OAS). Raises 400 without one."""
    query = context.request.query.get("query")
    if query is None:
        raise api_errors.invalid_attribute("query", "present")
    return Filter("instr(lower(" + FIELD.format("title") + "), ?) > 0", (query.lower(),))


def offset_order(context: Context, by_position: Order) -> Order:
    """The order of offset pages: `sort_by`, and `sort_order`, ascending for titles and positions, else not (OAS)."""
    searched = "query" in context.request.query and not context.switches.rule_search_by_position
    name = context.request.query.get("sort_by", "alphabetical" if searched else "position")
    ascending = name in {"alphabetical", "position"}
    descending = context.request.query.get("sort_order", "asc" if ascending else "desc") == "desc"
    if name == "position" or name in _USAGE:
        return Order(by_position.names, by_position.columns, descending and name == "position")
    return _by(name, "sort_by", descending=descending)


def cursor_order(context: Context, own: Order, by_position: Order) -> Order:
    """The order of cursor pages: `sort`, with `-` before it the other way round, or the family's own."""
    asked = context.request.query.get("sort")
    if not asked:
        return own
    name, descending = asked.removeprefix("-"), asked.startswith("-")
    if name == "position":
        return Order(f"-{by_position.names}" if descending else by_position.names, by_position.columns, descending)
    return _by(name, "sort", descending=descending)


def _by(name: str, parameter: str, *, descending: bool) -> Order:
    if name in {"alphabetical", "title"}:
        sign = "-" if descending else ""
        return Order(f"{sign}title,{sign}id", (f"lower({FIELD.format('title')})", "id"), descending)
    if name in {"created_at", "updated_at"}:
        return by_field(name, descending=descending)
    raise api_errors.invalid_attribute(parameter, "one of alphabetical, created_at, updated_at, position")
